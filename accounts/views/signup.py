"""The door for newcomers with a password."""

from allauth.account import views
from django.db import IntegrityError
from django.http import HttpResponse

from accounts.arrivals import SignupClosed
from accounts.forms.signup import SignupForm
from accounts.models import User
from accounts.views.cards import Entrance
from accounts.views.closed import signup_closed


class SignupView(Entrance, views.SignupView):
    form_class = SignupForm

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(is_first=not User.objects.exists(), **kwargs)

    def form_valid(self, form: SignupForm) -> HttpResponse:
        """The form saw a free username; of two people who send it at once, one is told no."""
        try:
            return super().form_valid(form)
        except IntegrityError:
            form.full_clean()
            if form.is_valid():
                raise
            return self.form_invalid(form)
        except SignupClosed:
            return self.closed()

    def closed(self) -> HttpResponse:
        return signup_closed(self.request)
