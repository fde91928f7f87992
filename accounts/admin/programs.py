"""Bots and tokens in Django's admin, without their keys."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import order
from accounts.models import Bot, PersonalToken
from accounts.tokens.personal import revoke_token
from texter.showing import Shown


@admin.register(Bot)
class BotAdmin(Shown):
    list_display = ("user", "owner", "created_at", "is_active")
    list_select_related = ("user", "owner")
    search_fields = ("user__username", "user__name", "owner__username", "owner__name")
    ordering = ("-pk",)
    fields = readonly_fields = ("user", "owner", "created_at", "is_active")
    actions = ("shut_out", "let_in")

    @admin.display(description=_("Active"), boolean=True)
    def is_active(self, bot: Bot) -> bool:
        return bot.user.is_active

    @admin.action(description=_("Shut out: its token ends, and nothing is sent to it"))
    def shut_out(self, request: HttpRequest, bots) -> None:
        self.do(request, bots, lambda bot: order.shut_out(user=bot.user, by=request.user))

    @admin.action(description=_("Let in again: it needs a new token"))
    def let_in(self, request: HttpRequest, bots) -> None:
        self.do(request, bots, lambda bot: order.let_in(user=bot.user, by=request.user))


@admin.register(PersonalToken)
class PersonalTokenAdmin(Shown):
    list_display = ("user", "name", "scope", "created_at", "last_used_at", "expires_at")
    list_select_related = ("user",)
    list_filter = ("scope",)
    search_fields = ("user__username", "user__name")
    ordering = ("-pk",)
    fields = readonly_fields = list_display
    actions = ("revoke",)

    @admin.action(description=_("Revoke: its sockets close"))
    def revoke(self, request: HttpRequest, tokens) -> None:
        def end(token: PersonalToken) -> None:
            order.check_below(request.user, token.user)
            revoke_token(token, by=request.user)

        self.do(request, tokens, end)
