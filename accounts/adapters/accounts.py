"""Sign-in, sign-up and proofs, as allauth asks about them."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import (
    guesses,
    people,
    phones,
    reauthentication,
    sessions,
    site,
    sms,
    usernames,
)
from accounts.arrivals import admit
from accounts.forms.passwords import NOBODY
from accounts.forms.phones import InternationalNumber
from accounts.models import User
from accounts.policy import may_sign_up

# How somebody who is in shows that it is them, the easiest first.
PROOFS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
    "mfa_reauthenticate": _("Use an app or recovery code"),
}
WRONG_PAIR = _("That name and password don’t match.")


class AccountAdapter(DefaultAccountAdapter):
    # Neutral on purpose: which of the two was wrong would tell a stranger who is here.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG_PAIR,
        "email_password_mismatch": WRONG_PAIR,
        "phone_password_mismatch": WRONG_PAIR,
        "username_taken": _("Someone here has that username already. Try another one."),
        "enter_current_password": _("That is not your current password."),
        "incorrect_password": _("That is not your password."),
        guesses.TOO_MANY: guesses.WAIT,
        "email_taken": _("That address is another account’s."),
        "duplicate_email": _("You have that address already."),
        "unverified_primary_email": _("Confirm that address first."),
        "rate_limited": guesses.WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return may_sign_up(request)

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        # Hashes the password before the transaction: SQLite has one writer, and hashing is slow.
        user = super().save_user(request, user, form, commit=False)
        user.name = people.name_of(form.cleaned_data.get("name"), user.username)
        return admit(session=request.session, user=user) if commit else user

    def generate_unique_username(self, txts: list[str | None], regex: str | None = None) -> str:
        return usernames.free_username(*filter(None, txts))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        """Per name and address: five wrong guesses at a name lock its owner out nowhere else."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Per name from all addresses together, too, and wherever Redis may be. That many wrong
        ones lock its owner out, too: by their password, for the rest of the day."""
        super().pre_authenticate(request, **credentials)
        guesses.count(guesses.AT_THE_DOOR, _login_of(credentials))

    def authenticate(self, request: HttpRequest, **credentials) -> User | None:
        user = super().authenticate(request, **credentials)
        if user:
            guesses.forgive(guesses.AT_THE_DOOR, _login_of(credentials))
        return user

    def get_login_stages(self) -> list[str]:
        """An address is proven last: only who has passed the second step, too, may change it."""
        stages = super().get_login_stages()
        stages.remove("allauth.account.stages.EmailVerificationStage")
        return [*stages, "accounts.stages.EmailStage"]

    def get_reauthentication_methods(self, user: User) -> list[dict]:
        """The first is asked for, the others are offered: a passkey before codes, for those who
        have no app."""
        methods = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        asked = [methods[id] | {"description": PROOFS[id]} for id in PROOFS if id in methods]
        if reauthentication.is_by_text(user):
            asked.append(
                {
                    "id": "reauthenticate_by_text",
                    "description": _("Use your phone"),
                    "url": reverse("reauthenticate_by_text"),
                }
            )
        return asked

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Nobody is asked twice at once; allauth would ask even who has signed in this moment, and
        let through whoever has a number only."""
        request = context.request
        is_required = super().is_reauthentication_required(app=app, **kwargs)
        if not is_required or reauthentication.has_proven(request):
            return False
        if reauthentication.is_by_text(request.user):
            raise ReauthenticationRequired
        return True

    def reauthenticate(self, user: User, password: str) -> bool:
        """Not a guess at the door: who is locked out there can show here that it is them.

        A password that was hashed the old way is hashed anew, which signs out every session of
        theirs: this one stays."""
        is_right = guesses.is_own_password(user, password)
        if is_right:
            user.refresh_from_db(fields=["password"])
            sessions.renew(self.request.session, user)
        return is_right

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        context = {**context, "site_name": site.current().shown_name}
        super().send_mail(template_prefix, email, context)

    def send_password_reset_mail(self, user: User, email: str, context: dict) -> None:
        if user.pk != NOBODY:
            return super().send_password_reset_mail(user, email, context)
        context |= {"site_name": site.current().shown_name, "email": email}
        self.render_mail("account/email/password_reset_key", email, context)
        return None

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _on_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation) -> str:
        return _on_site(super().get_email_confirmation_url(request, emailconfirmation))

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Where the notice that it is confirmed is shown."""
        is_in = self.request.user.is_authenticated
        return reverse("account_email" if is_in else "account_login")

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """The session's end and what receivers write about it commit together."""
        super().logout(request)

    def phone_form_field(self, **kwargs) -> InternationalNumber:
        return InternationalNumber(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        return phones.owner_of(phone)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        number = phones.number_of(user)
        return (number, True) if number else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """A number that is only claimed is not written down: it would be in its owner's way."""
        if verified:
            people.give_number(user=user, number=phone)

    def set_phone_verified(self, user: User, phone: str) -> None:
        people.give_number(user=user, number=phone)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs) -> None:
        sms.send_code(phone, code, self.get_client_ip(self.request))


def _login_of(credentials: dict) -> str:
    """The name that was typed, in one spelling."""
    login = credentials.get("username") or credentials.get("email") or credentials.get("phone")
    return (login or "").lower()


def _on_site(url: str) -> str:
    """A link for a mail: to the site's own address, not to the one that the asker's browser named."""
    address = urlsplit(url)
    return f"{settings.SITE_URL}{address.path}" if settings.SITE_URL else url
