"""The doors of the account pages: allauth's own, with texter's forms and its first run."""

from allauth.account import views
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.forms import ChangePasswordForm, LoginForm, SignupForm
from accounts.models import User


class DressedForm:
    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context["form"].dress()
        return context


class LoginView(DressedForm, views.LoginView):
    form_class = LoginForm

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Where nobody is yet, there is nothing to sign in to: set texter up instead."""
        if not User.objects.exists():
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_signup")))
        return super().get(request, *args, **kwargs)


class SignupView(DressedForm, views.SignupView):
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


class PasswordChangeView(DressedForm, views.PasswordChangeView):
    form_class = ChangePasswordForm

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        # Hashing stays outside the transaction: SQLite has one writer, and hashing is slow.
        form.user.set_password(form.cleaned_data["password1"])
        with transaction.atomic():
            return super().form_valid(form)
