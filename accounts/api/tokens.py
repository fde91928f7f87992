"""A username and a password for a personal token: for the script of two lines."""

from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from accounts import guesses
from accounts.adapters.accounts import WRONG_PAIR
from accounts.addresses import unproven_address
from accounts.allowances import Spent
from accounts.api.bodies import BadBody, fields_of
from accounts.api.forms import CredentialsForm
from accounts.api.problems import problem
from accounts.devices import device_name
from accounts.forms.login import LoginForm
from accounts.models import User
from accounts.tokens import personal

POST_ONLY = _("Send a POST here.")
SECOND_STEP = _("Your account asks for a second step. Make a token on its page instead.")
UNCONFIRMED = _("Sign in on the page first: it mails you a code to confirm your address.")
FAULTY = _("Some fields are not as they should be.")
PAUSE = 5 * 60  # seconds


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """No cookie is read here, so nothing can be done in somebody else's name."""
    if request.method != "POST":
        refusal = problem(405, "method_not_allowed", POST_ONLY)
        refusal.headers["Allow"] = "POST"
        return refusal
    try:
        form = CredentialsForm(fields_of(request))
    except BadBody as refusal:
        return problem(refusal.status, refusal.code, refusal.words)
    if not form.is_valid():
        return problem(422, "invalid", FAULTY, form.faults())
    fields = form.cleaned_data
    return _exchange(request, fields["username"], fields["password"])


def _exchange(request: HttpRequest, login: str, password: str) -> HttpResponse:
    """The page's own form decides, so that tries here and there are counted together."""
    form = LoginForm({"login": login, "password": password}, request=request)
    if not ratelimit.consume(request, action="login"):
        return _too_many_tries(guesses.WAIT, PAUSE)
    if not form.is_valid() or not form.user.is_active:
        return _refused(form)
    if get_factor_adapter().is_mfa_enabled(form.user):
        return problem(403, "mfa_required", SECOND_STEP)
    if settings.EMAIL_REQUIRED and unproven_address(form.user):
        return problem(403, "email_unconfirmed", UNCONFIRMED)
    return _hand_out(form.user, device_name(request.headers.get("User-Agent", "")))


def _refused(form: LoginForm) -> HttpResponse:
    errors = form.errors.as_data().get("password", [])
    spent = next((each for each in errors if each.code == guesses.TOO_MANY), None)
    if spent is None:
        return problem(401, "wrong_credentials", WRONG_PAIR)
    seconds = (spent.params or {}).get("seconds", PAUSE)
    return _too_many_tries(spent.messages[0], seconds)


def _too_many_tries(words: str, seconds: int) -> HttpResponse:
    refusal = problem(429, "too_many_tries", words)
    refusal.headers["Retry-After"] = str(seconds)
    return refusal


def _hand_out(user: User, name: str) -> HttpResponse:
    try:
        text = personal.make_token(user, name)[1]
    except personal.TooManyTokens as error:
        return problem(409, "too_many_tokens", error.words)
    except Spent as spent:
        return _too_many_tries(guesses.wait_words(spent.seconds), spent.seconds)
    return JsonResponse({"token": text})
