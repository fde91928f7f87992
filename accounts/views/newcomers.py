"""Where somebody with a proven number, and no account yet, says what people should call them."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.signup import complete_signup
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import arrivals, people, proofs
from accounts.forms.newcomers import NewcomerForm
from accounts.views.cards import EntranceView
from accounts.views.closed import signup_closed


class PhoneSignupView(EntranceView):
    form_class = NewcomerForm
    template_name = "account/phone_signup.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.number = proofs.proven_number(request.session)
        if self.number is None:
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))
        if not get_adapter().is_open_for_signup(request):
            return signup_closed(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: NewcomerForm) -> HttpResponse:
        """Signing in uses the proof up; where the number found an owner meanwhile, they sign in."""
        try:
            user = arrivals.admit_number(
                session=self.request.session, name=form.cleaned_data["name"], number=self.number
            )
        except people.NumberTaken:
            messages.info(self.request, _("That number has an account by now. Sign in with it."))
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))
        except arrivals.SignupClosed:
            return signup_closed(self.request)
        record_authentication(self.request, user, method="code", phone=self.number)
        return complete_signup(self.request, user=user, redirect_url=self.get_next_url())
