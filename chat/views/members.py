"""A room's members: the list, and who is added to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chat import access, rights
from chat.actions.members import add_member, lift_ban
from chat.errors import BannedThere, NotAllowed, RoomArchived, RoomFull
from chat.members import addable_people, count_of, lines_for, members_page
from chat.models import Membership
from chat.views.requests import optional_number, signed_in, whole_number, words_sought

REFUSALS = (BannedThere, NotAllowed, RoomArchived, RoomFull)


@require_GET
@signed_in
def members(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    if membership.room.is_direct:  # its details say who is in it
        return redirect("room_details", room_id)
    words = words_sought(request)
    page = members_page(membership.room, words, optional_number(request.GET, "after"))
    facts = {
        "room": membership.room,
        "membership": membership,
        "words": words,
        "lines": lines_for(membership, page.members),
        "after": page.after,
        "members_count": count_of(membership.room),
        "bans_count": membership.room.bans.count() if membership.can_moderate else 0,
    }
    return render(request, "chat/members.html", facts)


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_inviter)
    if request.method == "GET":
        return _people_page(request, membership)
    person = access.newcomer_for(membership, whole_number(request.POST, "user"))
    try:
        add_member(by=membership, user=person)
    except REFUSALS as error:
        return _people_page(request, membership, error=error.words, status=error.status)
    messages.success(request, _("%(name)s is in.") % {"name": person})
    return redirect("add_members", room_id)


def _people_page(
    request: HttpRequest, membership: Membership, *, error: str = "", status: int = 200
) -> HttpResponse:
    words = words_sought(request)
    people = addable_people(membership.room, words)
    facts = {"room": membership.room, "words": words, "people": people, "error": error}
    return render(request, "chat/add_members.html", facts, status=status)


@require_GET
@signed_in
def bans(request: HttpRequest, room_id: int) -> HttpResponse:
    room = access.membership_for(request.user, room_id, rights.check_moderator).room
    found = room.bans.select_related("user", "by").order_by("-pk")
    return render(request, "chat/bans.html", {"room": room, "bans": found})


@require_POST
@signed_in
def lift(request: HttpRequest, room_id: int, user_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_moderator)
    ban = access.ban_for(membership, user_id)
    lift_ban(by=membership, ban=ban)
    messages.success(request, _("%(name)s may come back.") % {"name": ban.user})
    return redirect("bans", room_id)
