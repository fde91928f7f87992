"""Where an address is proven, or corrected, by somebody who is not in before that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts.forms.codes import MailedCodeForm
from accounts.forms.emails import AddressForm
from accounts.mailed_codes import MailedCode, MailNotSent
from accounts.views.cards import DressedForm
from accounts.views.codes import CodePage

PAGE, ADDRESS, DOOR = (
    "account_email_verification_sent",
    "account_change_unproven_email",
    "account_password_login",
)


class AwaitsMail:
    """`awaited`: the code under way in this browser. Who has none goes to sign in."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(reverse("account_email"))
        self.awaited = MailedCode.resume(request)
        if self.awaited is None:
            messages.error(request, _("That code is no longer good. Sign in to get a new one."))
            return HttpResponseRedirect(reverse(DOOR))
        return super().dispatch(request, *args, **kwargs)


class MailedCodeView(AwaitsMail, CodePage):
    awaited: MailedCode
    form_class = MailedCodeForm
    template_name = "account/confirm_email_verification_code.html"
    start_url_name = DOOR

    def form_valid(self, form: MailedCodeForm) -> HttpResponse:
        return self.awaited.finish() or HttpResponseRedirect(reverse(ADDRESS))


class UnprovenAddressView(AwaitsMail, DressedForm, FormView):
    awaited: MailedCode
    form_class = AddressForm
    template_name = "account/change_unproven_email.html"
    success_url = reverse_lazy(PAGE)

    def get_initial(self) -> dict:
        return {"email": self.awaited.address}

    def form_valid(self, form: AddressForm) -> HttpResponse:
        try:
            self.awaited.change(form.cleaned_data["email"])
        except MailNotSent as refusal:
            form.add_error("email", refusal.words)
            return self.form_invalid(form)
        messages.success(self.request, _("A new code is on its way."))
        return super().form_valid(form)
