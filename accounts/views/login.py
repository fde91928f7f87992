"""The door for passwords: allauth's own, with texter's form and its first run."""

from allauth.account import views
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.forms.login import LoginForm
from accounts.models import User
from accounts.views.cards import DressedForm


class LoginView(DressedForm, views.LoginView):
    form_class = LoginForm

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Where nobody is yet, there is nothing to sign in to: set texter up instead."""
        if not User.objects.exists():
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_signup")))
        return super().get(request, *args, **kwargs)
