"""The tokens of somebody's own programs: made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from accounts.forms.programs import ProgramForm
from accounts.models import PersonalToken
from accounts.tokens import personal
from accounts.views.cards import DressedForm
from accounts.views.guards import OWN_IT, signed_in_for_security


@method_decorator(OWN_IT, name="dispatch")
class NewTokenView(DressedForm, FormView):
    """The answer to the form is the one page that shows the token; nothing keeps its text."""

    form_class = ProgramForm
    template_name = "account/new_token.html"

    def form_valid(self, form: ProgramForm) -> HttpResponse:
        try:
            token, text = personal.make_token(self.request.user, **form.cleaned_data)
        except personal.TooManyTokens as error:
            form.add_error("name", error.words)
            return self.form_invalid(form)
        return render(self.request, "account/token.html", {"token": token, "text": text})


@require_POST
@signed_in_for_security
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(PersonalToken, pk=pk, user=request.user)
    personal.revoke_token(token, by=request.user)
    messages.success(request, _("That token is revoked."))
    return redirect("settings_security")
