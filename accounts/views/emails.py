"""Confirming an address from the mail that came to it."""

from allauth.account import views
from allauth.account.models import EmailConfirmationHMAC
from django.http import Http404
from django.utils.decorators import method_decorator

from accounts.views.guards import signed_in


@method_decorator(signed_in, name="dispatch")
class ConfirmEmailView(views.ConfirmEmailView):
    """allauth's, but only for the account that asked: whoever else gets the mail would make a
    stranger's claim good, and share that account from then on (promise P19)."""

    def get_object(self, queryset=None) -> EmailConfirmationHMAC:
        confirmation = super().get_object(queryset)
        if confirmation.email_address.user_id != self.request.user.pk:
            raise Http404
        return confirmation
