"""Where passwords are changed, set and set anew."""

from allauth.account import views
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from accounts.forms.passwords import ChangePasswordForm, ResetForm, ResetKeyForm, SetPasswordForm
from accounts.reauthentication import typed_code
from accounts.sms.errors import TextNotSent
from accounts.texted_codes import PhoneDoor
from accounts.views.cards import AsksNumber, DressedForm
from accounts.views.guards import signed_in

FRESH = 10 * 60  # seconds for which a texted code stands for the forgotten password


class HashedOutside(DressedForm):
    """Hashing stays outside the transaction: SQLite has one writer, and hashing is slow."""

    def form_valid(self, form) -> HttpResponse:
        form.user.set_password(form.cleaned_data["password1"])
        with transaction.atomic():
            return super().form_valid(form)


class PasswordChangeView(HashedOutside, views.PasswordChangeView):
    form_class = ChangePasswordForm


@method_decorator(signed_in, name="dispatch")
class PasswordSetView(HashedOutside, views.PasswordSetView):
    """For people who have no password, or who just proved their number instead of it."""

    form_class = SetPasswordForm
    success_url = reverse_lazy("settings_security")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not typed_code(request, within=FRESH):
            if request.user.has_usable_password():
                return HttpResponseRedirect(reverse("account_change_password"))
            raise_if_reauthentication_required(request, app="allauth.account")
        return super(views.PasswordSetView, self).dispatch(request, *args, **kwargs)


class ResetView(AsksNumber, DressedForm, views.PasswordResetView):
    """By mail, or by a texted code that leads to the page where the new password is set."""

    form_class = ResetForm

    def form_valid(self, form: ResetForm) -> HttpResponse:
        if not form.cleaned_data.get("number"):
            return super().form_valid(form)
        if self.request.user.is_authenticated:
            form.add_error("email", _("Sign out first: the code signs you in."))
            return self.form_invalid(form)
        try:
            PhoneDoor.open(self.request, form.cleaned_data["number"])
        except TextNotSent as refusal:
            form.add_error("email", refusal.words)
            return self.form_invalid(form)
        next_url = reverse("account_set_password")
        return HttpResponseRedirect(f"{reverse('account_confirm_login_code')}?next={next_url}")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(phone_login=settings.SMS != "off", **kwargs)


class ResetKeyView(DressedForm, views.PasswordResetFromKeyView):
    """Behind the link of a mail."""

    form_class = ResetKeyForm
