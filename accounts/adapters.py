"""Where allauth asks texter: what happens to people, and in which words."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest

from accounts.arrivals import admit
from accounts.models import User
from accounts.policy import may_sign_up


class AccountAdapter(DefaultAccountAdapter):
    # Neutral on purpose: which of the two was wrong would tell a stranger who is here.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "That username and password don’t match.",
        "username_taken": "Someone here has that username already. Try another one.",
        "enter_current_password": "That is not your current password.",
        "incorrect_password": "That is not your password.",
        "too_many_login_attempts": "Too many tries. Wait 5 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return may_sign_up(request)

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        # Hashes the password before the transaction: SQLite has one writer, and hashing is slow.
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data["name"]
        return admit(session=request.session, user=user) if commit else user

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """The session's end and what receivers write about it commit together."""
        super().logout(request)
