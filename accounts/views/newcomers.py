"""Where somebody with a proven number, and no account yet, says what people should call them."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.signup import complete_signup
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts import people, proofs
from accounts.forms.newcomers import NewcomerForm
from accounts.views.cards import EntranceView


class PhoneSignupView(EntranceView):
    form_class = NewcomerForm
    template_name = "account/phone_signup.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.number = proofs.proven_number(request.session)
        if self.number is None:
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))
        if not get_adapter().is_open_for_signup(request):
            return render(request, "account/signup_closed.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: NewcomerForm) -> HttpResponse:
        """The proof is used up; where the number found an owner meanwhile, they sign in again."""
        proofs.forget(self.request.session)
        try:
            user = people.add_newcomer_with_number(
                name=form.cleaned_data["name"], number=self.number
            )
        except people.NumberTaken:
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))
        record_authentication(self.request, user, method="code", phone=self.number)
        return complete_signup(self.request, user=user, redirect_url=self.get_next_url())
