"""People in Django's admin."""

from functools import partial

from allauth.account import admin as _account_admin  # noqa: F401  (registers what goes below)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _socialaccount_admin  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as _usersessions_admin  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import admin as _auth_admin  # noqa: F401
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import order
from accounts.models import User
from texter.showing import Shown

# How people get in is theirs: changed on their own pages, where the last way in stays. And texter
# asks nobody for one of Django's permissions, which groups hand out.
admin.site.unregister(
    [EmailAddress, Authenticator, Group, SocialAccount, SocialApp, SocialToken, UserSession]
)


@admin.register(User)
class PersonAdmin(Shown):
    list_display = (
        "username",
        "name",
        "is_active",
        "is_staff",
        "is_owner",
        "is_bot",
        "date_joined",
    )
    list_filter = ("is_active", "is_staff", "is_bot")
    search_fields = ("username", "name")
    ordering = ("-pk",)
    history_by = "person"
    fields = readonly_fields = (
        *("username", "name", "is_active", "is_staff", "is_owner", "is_bot"),
        *("date_joined", "last_login", "deleted_at"),
    )
    actions = (
        *("shut_out", "let_in", "sign_out_everywhere", "mail_new_password"),
        *("ask_for_address", "make_staff", "end_staff"),
    )

    @admin.action(description=_("Shut out: they are signed out everywhere"))
    def shut_out(self, request: HttpRequest, people) -> None:
        self._do(request, people, order.shut_out)

    @admin.action(description=_("Let in again"))
    def let_in(self, request: HttpRequest, people) -> None:
        self._do(request, people, order.let_in)

    @admin.action(description=_("Sign out everywhere, and close their sockets"))
    def sign_out_everywhere(self, request: HttpRequest, people) -> None:
        self._do(request, people, order.sign_out_everywhere)

    @admin.action(description=_("Mail a link to a new password"))
    def mail_new_password(self, request: HttpRequest, people) -> None:
        self._do(request, people, partial(order.mail_new_password, request=request))

    @admin.action(description=_("Mail the link again that confirms their address"))
    def ask_for_address(self, request: HttpRequest, people) -> None:
        self._do(request, people, partial(order.ask_for_address, request=request))

    @admin.action(description=_("Make staff: they keep order here, too"))
    def make_staff(self, request: HttpRequest, people) -> None:
        self._do(request, people, order.make_staff)

    @admin.action(description=_("Make staff no longer"))
    def end_staff(self, request: HttpRequest, people) -> None:
        self._do(request, people, order.end_staff)

    def _do(self, request: HttpRequest, people, verb) -> None:
        self.do(request, people, lambda user: verb(user=user, by=request.user))
