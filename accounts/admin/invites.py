"""Invite links in Django's admin, without the links."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.invites import revoke_invite
from accounts.models import Invite
from texter.showing import Shown


@admin.register(Invite)
class InviteAdmin(Shown):
    list_display = ("id", "created_by", "room_id", "expires_at", "uses_left", "is_live")
    list_select_related = ("created_by",)
    search_fields = ("created_by__username", "created_by__name")
    ordering = ("-pk",)
    fields = readonly_fields = (
        *("created_by", "room_id", "created_at", "expires_at", "uses_left", "revoked_at"),
    )
    actions = ("revoke",)

    @admin.display(description=_("Lets in"), boolean=True)
    def is_live(self, invite: Invite) -> bool:
        is_over = invite.expires_at is not None and invite.expires_at <= timezone.now()
        is_ended = invite.revoked_at or invite.uses_left == 0 or not invite.created_by.is_active
        return not (is_over or is_ended)

    @admin.action(description=_("Revoke: the link leads nowhere any more"))
    def revoke(self, request: HttpRequest, invites) -> None:
        self.do(request, invites, lambda invite: revoke_invite(invite=invite, by=request.user))
