"""Where somebody who has only a number shows that it is still them."""

from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.mixins import NextRedirectMixin
from allauth.account.views import BaseReauthenticateView
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator

from accounts import phones
from accounts.forms.codes import CodeForm
from accounts.sms.errors import TextNotSent
from accounts.texted_codes import PhoneProof
from accounts.views.codes import TextedCodePage
from accounts.views.guards import signed_in_for_settings


@method_decorator(signed_in_for_settings, name="dispatch")
class TextProofView(BaseReauthenticateView):
    """Asks for the text; nothing is sent to who merely comes by."""

    form_class = Form
    template_name = "account/reauthenticate_by_text.html"

    def get_context_data(self, **kwargs) -> dict:
        number = phones.shown(phones.number_of(self.request.user))
        return super().get_context_data(number=number, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            PhoneProof.start(self.request, phones.number_of(self.request.user))
        except TextNotSent as refusal:
            form.add_error(None, refusal.words)
            return self.form_invalid(form)
        url = self.passthrough_next_url(reverse("reauthenticate_by_code"))
        return HttpResponseRedirect(url)


@method_decorator(signed_in_for_settings, name="dispatch")
class TextProofCodeView(NextRedirectMixin, TextedCodePage):
    start_url_name = "reauthenticate_by_text"
    success_url = reverse_lazy("settings_security")
    extra_context = {"number_stays": True}

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.awaited = PhoneProof.resume(request)
        if self.awaited is None:
            return HttpResponseRedirect(self.start_url())
        return super().dispatch(request, *args, **kwargs)

    def start_url(self) -> str:
        return self.passthrough_next_url(reverse(self.start_url_name))

    def form_valid(self, form: CodeForm) -> HttpResponse:
        self.awaited.finish()
        return resume_request(self.request) or super().form_valid(form)
