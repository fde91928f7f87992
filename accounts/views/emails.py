"""Confirming an address from the mail that came to it."""

from allauth.account import views
from allauth.account.models import EmailConfirmationHMAC
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _


class ConfirmEmailView(views.ConfirmEmailView):
    """allauth's, but only for the account that asked: whoever else gets the mail would make a
    stranger's claim good, and share that account from then on (promise P19)."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            messages.info(request, _("Sign in to confirm your address."))
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset=None) -> EmailConfirmationHMAC:
        confirmation = super().get_object(queryset)
        if confirmation.email_address.user_id != self.request.user.pk:
            raise Http404
        return confirmation
