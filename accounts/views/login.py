"""The doors of the site: a texted code first, then the others; a password has its own page."""

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.forms.login import LoginForm
from accounts.forms.phones import PhoneForm
from accounts.models import User
from accounts.sms.errors import TextNotSent
from accounts.texted_codes import PhoneDoor
from accounts.views.cards import AsksNumber, Entrance, EntranceView


class Doors(Entrance):
    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Where nobody is yet, there is nothing to sign in to: set texter up instead, by a number
        if one likes."""
        is_by_phone = request.resolver_match.url_name == "account_request_login_code"
        if not is_by_phone and not User.objects.exists():
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_signup")))
        return super().get(request, *args, **kwargs)


class LoginView(AsksNumber, Doors, EntranceView):
    """A number goes in, a code goes out. Whose the number is, nobody asks before the code is right."""

    form_class = PhoneForm
    template_name = "account/login.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if settings.SMS == "off":
            return HttpResponseRedirect(
                self.passthrough_next_url(reverse("account_password_login"))
            )
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: PhoneForm) -> HttpResponse:
        try:
            PhoneDoor.open(self.request, form.cleaned_data["number"])
        except TextNotSent as refusal:
            form.add_error("number", refusal.words)
            return self.form_invalid(form)
        return HttpResponseRedirect(
            self.passthrough_next_url(reverse("account_confirm_login_code"))
        )


class PasswordLoginView(Doors, views.LoginView):
    form_class = LoginForm
    template_name = "account/password_login.html"
