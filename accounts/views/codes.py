"""Where a texted or mailed code is typed."""

from allauth.account.internal.constants import LoginStageKey
from allauth.account.internal.decorators import login_stage_required
from allauth.account.mixins import NextRedirectMixin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts import phones
from accounts.codes import AwaitedCode
from accounts.forms.codes import CodeForm
from accounts.mailed_codes import MailNotSent
from accounts.sms.errors import TextNotSent
from accounts.texted_codes import PhoneDoor, TextedCode
from accounts.views.cards import DressedForm


class CodePage(DressedForm, FormView):
    """Typing a code, or asking for another one. `awaited` is the code under way."""

    form_class = CodeForm
    template_name = "account/code.html"
    awaited: AwaitedCode
    start_url_name: str

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.resend() if "resend" in request.POST else super().post(request)

    def resend(self) -> HttpResponse:
        try:
            if self.awaited.can_resend:
                self.awaited.resend()
                messages.success(self.request, _("A new code is on its way."))
        except (TextNotSent, MailNotSent) as refusal:
            messages.error(self.request, refusal.words)
        return HttpResponseRedirect(self.request.get_full_path())

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"awaited": self.awaited}

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        if not form.has_error("code", "incorrect_code"):
            return super().form_invalid(form)
        if self.awaited.tries_left > 0:
            # Answered at once, a reload would try the same code again.
            return HttpResponseRedirect(self.request.get_full_path())
        messages.error(self.request, self.awaited.refusal)
        return HttpResponseRedirect(self.start_url())

    def start_url(self) -> str:
        return reverse(self.start_url_name)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(awaited=self.awaited, start_url=self.start_url(), **kwargs)


class TextedCodePage(CodePage):
    awaited: TextedCode

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            number=phones.shown(self.awaited.number),
            texts_to_console=settings.SMS == "console",
            **kwargs,
        )


@method_decorator(
    login_stage_required(LoginStageKey.LOGIN_BY_CODE, redirect_urlname="account_login"),
    name="dispatch",
)
class DoorCodeView(NextRedirectMixin, TextedCodePage):
    start_url_name = "account_login"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.awaited = PhoneDoor.resume(request._login_stage)
        if self.awaited is None:
            messages.error(request, _("That code is no longer good. Ask for a new one."))
            return HttpResponseRedirect(self.start_url())
        return super().dispatch(request, *args, **kwargs)

    def start_url(self) -> str:
        return self.passthrough_next_url(reverse(self.start_url_name))

    def form_valid(self, form: CodeForm) -> HttpResponse:
        response = self.awaited.finish(self.get_next_url())
        return response or HttpResponseRedirect(
            self.passthrough_next_url(reverse("account_phone_signup"))
        )
