"""Where the second step is typed, and where it shows that it is still you."""

from allauth.mfa.base import views
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class LeadsAway:
    """Answered at once, a reload would try the same wrong code again."""

    request: HttpRequest

    def form_invalid(self, form: Form) -> HttpResponse:
        if not form.has_error("code") or form.has_error("code", "required"):
            return super().form_invalid(form)
        messages.error(self.request, form.errors["code"][0])
        return HttpResponseRedirect(self.request.get_full_path())


class SecondStepView(LeadsAway, views.AuthenticateView):
    pass


class FactorProofView(LeadsAway, views.ReauthenticateView):
    pass
