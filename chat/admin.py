"""Rooms for groups, who is in them, and reports, in Django's admin: never what is said, and no direct room."""

from collections.abc import Callable

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chat.actions.room_order import (
    archive_any_room,
    ban_from_any_room,
    close_any_room,
    delete_any_room,
    lift_any_ban,
    remove_from_any_room,
    restore_any_room,
)
from chat.models import Ban, Membership, Report, Room
from texter.showing import Shown

SHOWN_MEMBERS = 50


@admin.register(Room)
class RoomAdmin(Shown):
    list_display = ("name", "kind", "people", "last_seq", "is_archived", "created_at")
    list_filter = ("kind", ("archived_at", admin.EmptyFieldListFilter))
    search_fields = ("name",)
    ordering = ("-pk",)
    history_by = "room_id"
    fields = readonly_fields = (
        *("name", "topic", "kind", "people", "max_members", "slow_seconds"),
        *("is_default", "last_seq", "created_at", "archived_at", "members"),
    )
    actions = ("close", "archive", "restore", "delete_rooms")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        groups = super().get_queryset(request).exclude(kind=Room.Kind.DIRECT)
        return groups.with_members_count()

    @admin.display(description=_("Members"), ordering="members_count")
    def people(self, room: Room) -> int:
        return room.members_count

    @admin.display(description=_("Who is in it"))
    def members(self, room: Room) -> str:
        """The first by rank, and the way to all of them."""
        found = Membership.objects.in_room(room.pk).by_rank().select_related("user")
        rows = ((each.user, each.get_role_display()) for each in found[:SHOWN_MEMBERS])
        names = format_html_join("", "<li><bdi>{}</bdi> ({})</li>", rows)
        address = reverse("admin:chat_membership_changelist")
        all_of_them = _("All of them, to remove or ban")
        link = format_html('<a href="{}?room__id__exact={}">{}</a>', address, room.pk, all_of_them)
        return format_html("<ul>{}</ul>{}", names, link)

    @admin.display(description=_("Archived"), boolean=True)
    def is_archived(self, room: Room) -> bool:
        return room.is_archived

    @admin.action(description=_("Close: nobody comes in who is not brought"))
    def close(self, request: HttpRequest, rooms) -> None:
        self._do(request, rooms, close_any_room)

    @admin.action(description=_("Archive: it can be read, and nothing more is said"))
    def archive(self, request: HttpRequest, rooms) -> None:
        self._do(request, rooms, archive_any_room)

    @admin.action(description=_("Restore from the archive"))
    def restore(self, request: HttpRequest, rooms) -> None:
        self._do(request, rooms, restore_any_room)

    @admin.action(description=_("Delete, with all that was said in it"))
    def delete_rooms(self, request: HttpRequest, rooms) -> HttpResponse | None:
        if request.POST.get("sure"):
            self._do(request, rooms, delete_any_room)
            return None
        facts = {"title": _("Delete rooms"), "rooms": rooms, "opts": self.opts}
        context = self.admin_site.each_context(request) | facts
        return render(request, "admin/delete_rooms.html", context)

    def _do(self, request: HttpRequest, rooms, verb: Callable) -> None:
        self.do(request, rooms, lambda room: verb(room=room, by=request.user))


@admin.register(Membership)
class MembershipAdmin(Shown):
    list_display = ("user", "room", "role", "joined_at")
    list_select_related = ("user", "room")
    list_filter = ("role",)
    search_fields = ("user__username", "user__name", "room__name")
    ordering = ("-pk",)
    fields = readonly_fields = list_display
    actions = ("remove", "ban")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).exclude(room__kind=Room.Kind.DIRECT)

    @admin.action(description=_("Remove from the room"))
    def remove(self, request: HttpRequest, members) -> None:
        self._do(request, members, remove_from_any_room)

    @admin.action(description=_("Ban from the room"))
    def ban(self, request: HttpRequest, members) -> None:
        self._do(request, members, ban_from_any_room)

    def _do(self, request: HttpRequest, members, verb: Callable) -> None:
        def act(member: Membership) -> None:
            verb(room=member.room, person=member.user, by=request.user)

        self.do(request, members, act)


@admin.register(Ban)
class BanAdmin(Shown):
    list_display = ("user", "room", "by", "created_at")
    list_select_related = ("user", "room", "by")
    search_fields = ("user__username", "user__name", "room__name")
    ordering = ("-pk",)
    fields = readonly_fields = list_display
    actions = ("lift",)

    @admin.action(description=_("Let back in"))
    def lift(self, request: HttpRequest, bans) -> None:
        self.do(request, bans, lambda ban: lift_any_ban(ban=ban, by=request.user))


@admin.register(Report)
class ReportAdmin(Shown):
    """They are decided in the queue, where what is reported stands."""

    list_display = ("pk", "state", "reason", "person", "reporter", "reported_at", "in_the_queue")
    list_filter = ("state", "reason")
    list_select_related = ("person", "reporter")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).seen_by(request.user)

    @admin.display(description=_("Queue"))
    def in_the_queue(self, report: Report) -> SafeString:
        decided = "" if report.is_open else "?decided"
        return format_html('<a href="{}{}">{}</a>', reverse("reports"), decided, _("To the queue"))
