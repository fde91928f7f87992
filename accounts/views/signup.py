"""The door for newcomers with a password."""

from allauth.account import views
from django.http import HttpResponse

from accounts.arrivals import SignupClosed
from accounts.forms.signup import SignupForm
from accounts.models import User
from accounts.views.cards import Entrance
from accounts.views.closed import signup_closed
from accounts.views.usernames import UsernameRace


class SignupView(UsernameRace, Entrance, views.SignupView):
    form_class = SignupForm

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(is_first=not User.objects.exists(), **kwargs)

    def form_valid(self, form: SignupForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except SignupClosed:
            return self.closed()

    def closed(self) -> HttpResponse:
        return signup_closed(self.request)
