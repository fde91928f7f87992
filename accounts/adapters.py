"""Where allauth asks texter: what happens to people, and in which words."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import encryption, people, phones, sms, usernames
from accounts.arrivals import SignupClosed, admit
from accounts.forms.phones import InternationalNumber
from accounts.models import User
from accounts.policy import may_sign_up
from accounts.views.closed import signup_closed

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
        "too_many_login_attempts": _("Too many tries. Wait 5 minutes, then try again."),
        "email_taken": _("That address is another account’s."),
        "duplicate_email": _("You have that address already."),
        "unverified_primary_email": _("Confirm that address first."),
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
        """Per name and address: by guessing at a name, nobody locks its owner out elsewhere."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

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


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> User:
        user = super().populate_user(request, sociallogin, data)
        names = f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        # Google's full name is no common field to allauth.
        full_name = data.get("name") or sociallogin.account.extra_data.get("name")
        user.name = people.name_of(full_name, names, data.get("username"))
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Only an address that the account has proven, too: whoever merely claims one must not
        share the account that its owner comes into (promise P19)."""
        found = super().authenticate_by_email(sociallogin)
        if found and EmailAddress.objects.filter(
            user=found[0], email__iexact=found[1], verified=True
        ):
            return found
        return None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        proven = [each.email for each in sociallogin.email_addresses if each.verified]
        if any(may_sign_up(request, email, is_email_verified=True) for email in [*proven, ""]):
            return True
        raise ImmediateHttpResponse(signup_closed(request))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form=None) -> User:
        """Add the person before allauth saves the rest, so that the site hears of them."""
        user = sociallogin.user
        user.set_unusable_password()
        hints, user.username = (user.username, user.email), ""
        try:
            with transaction.atomic():
                admit(session=request.session, user=user, hints=hints)
                sociallogin.save(request)
        except SignupClosed:
            raise ImmediateHttpResponse(signup_closed(request)) from None
        return user


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code didn’t match. Try the newest one."),
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)
