"""A room's page, and the ways into and out of rooms."""

from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chat import access, fragments, log
from chat.actions.memberships import join_room, leave_room
from chat.actions.rooms import open_room
from chat.errors import InvalidRoom
from chat.models import Membership, Message, Room
from chat.rows import Row
from chat.sidebar import rows_for
from chat.views.home import LAST_ROOM
from chat.views.requests import optional_number, signed_in, zone


@require_GET
@signed_in
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    before, after = optional_number(request.GET, "before"), optional_number(request.GET, "after")
    if before is not None:
        page = log.page_before(membership, before)
    elif after is not None:
        page = log.page_after(membership, after)
    elif "end" in request.GET:
        page = log.newest_page(membership)
    else:
        page = log.opening_page(membership)
    response = room_page(request, membership, page)
    response.set_cookie(LAST_ROOM, room_id, settings.SESSION_COOKIE_AGE, samesite="Lax")
    return response


@require_GET
@signed_in
def permalink(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    """The room's page around one message."""
    membership = access.membership_for(request.user, room_id)
    message = access.message_for(membership, message_id)
    page = log.page_around(membership, message.seq)
    return room_page(request, membership, page, focus=message)


def room_page(
    request: HttpRequest,
    membership: Membership,
    page: log.Page,
    *,
    focus: Message | None = None,
    status: int = 200,
    draft: str = "",
    error: str = "",
) -> HttpResponse:
    """A page of the room's log in the whole page; `draft` and `error` after a refused post."""
    room = membership.room
    first_unread = membership.last_read_seq + 1 if membership.unread else None
    rows = rows_for(request.user.pk, room.pk)
    row = next((row for row in rows if row.is_current), Row(room, membership=membership))
    facts = {
        "room": room,
        "title": row.title,
        "others": row.others,
        "membership": membership,
        "members_count": room.memberships.count(),
        "rows": rows,
        "entries": log.entries(page.messages, zone(request), first_unread),
        "version": room.version,
        "at_newest": page.after is None,
        "before": page.before,
        "after": page.after,
        "focus": focus and focus.pk,
        "client_id": uuid4(),
        "pending": fragments.pending_message(room, request.user),
        "draft": draft,
        "error": error,
        "message_length": settings.MESSAGE_LENGTH,
    }
    return render(request, "chat/room.html", facts, status=status)


@require_GET
@signed_in
def browse(request: HttpRequest) -> HttpResponse:
    """Open rooms: those one could join, and those one is in."""
    mine = set(Membership.objects.of(request.user).values_list("room_id", flat=True))
    found = Room.objects.open().with_members_count().by_name()
    facts = {
        "rooms": [(room, room.pk in mine) for room in found],
        "rows": rows_for(request.user.pk),
    }
    return render(request, "chat/browse.html", facts)


@require_http_methods(["GET", "POST"])
@signed_in
def new_room(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _new_room_page(request)
    name, topic = request.POST.get("name", ""), request.POST.get("topic", "")
    try:
        made = open_room(by=request.user, name=name, topic=topic)
    except InvalidRoom as error:
        return _new_room_page(request, name=name, topic=topic, error=error)
    return redirect("room", made.pk)


def _new_room_page(request, *, name="", topic="", error: InvalidRoom | None = None):
    facts = {"name": name, "topic": topic, "error": error and error.words}
    facts |= {"name_length": settings.ROOM_NAME_LENGTH, "topic_length": settings.TOPIC_LENGTH}
    facts["rows"] = rows_for(request.user.pk)
    return render(request, "chat/new_room.html", facts, status=error.status if error else 200)


@require_POST
@signed_in
def join(request: HttpRequest, room_id: int) -> HttpResponse:
    found = access.joinable_room_for(request.user, room_id)
    join_room(room=found, user=request.user)
    return redirect("room", found.pk)


@require_POST
@signed_in
def leave(request: HttpRequest, room_id: int) -> HttpResponse:
    leave_room(membership=access.membership_for(request.user, room_id))
    return redirect("rooms")
