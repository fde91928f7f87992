"""The number of somebody who is in: added, changed, removed."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from accounts import people, ways
from accounts.forms.codes import CodeForm
from accounts.forms.phones import NUMBER_TAKEN, PhoneForm
from accounts.sms.errors import TextNotSent
from accounts.texted_codes import PhoneChange
from accounts.views.cards import AsksNumber, DressedForm
from accounts.views.codes import TextedCodePage
from accounts.views.guards import OWN_IT, signed_in, signed_in_for_security


@method_decorator(OWN_IT, name="dispatch")
class NumberView(AsksNumber, DressedForm, FormView):
    form_class = PhoneForm
    template_name = "account/number.html"
    success_url = reverse_lazy("account_verify_phone")

    def form_valid(self, form: PhoneForm) -> HttpResponse:
        try:
            PhoneChange.start(self.request, form.cleaned_data["number"])
        except TextNotSent as refusal:
            form.add_error("number", refusal.words)
            return self.form_invalid(form)
        return super().form_valid(form)


@method_decorator(signed_in, name="dispatch")
class NumberCodeView(TextedCodePage):
    start_url_name = "account_change_phone"
    success_url = reverse_lazy("settings_security")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.awaited = PhoneChange.resume(request)
        if self.awaited is None:
            return HttpResponseRedirect(self.start_url())
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        try:
            self.awaited.finish()
        except people.NumberTaken:
            messages.error(self.request, NUMBER_TAKEN)
        else:
            messages.success(self.request, _("You can sign in with that number now."))
        return super().form_valid(form)


@require_POST
@signed_in_for_security
@reauthentication_required(app="allauth.account")
def remove_number(request: HttpRequest) -> HttpResponse:
    with ways.one_at_a_time(request.user):
        if ways.can_lose(request.user, ways.PHONE):
            people.take_number(request.user)
            messages.success(request, _("Your number is removed."))
        else:
            messages.error(request, ways.LAST_WAY)
    return redirect("settings_security")
