"""A room's page, and the ways into and out of rooms."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import site
from accounts.models import User
from chat import access, log, message_fragments, presence, previews, receipts
from chat.actions.memberships import join_room
from chat.actions.rooms import closed_room, open_room
from chat.catalogue import open_rooms
from chat.emoji import QUICK
from chat.errors import MEGABYTE, Banned, InvalidRequest, InvalidRoom, RoomNotFound
from chat.marks import choices_on, marks_in
from chat.members import count_of, crowd_of
from chat.models import Membership, Message, Room
from chat.naming import names_in
from chat.rights import check_founder
from chat.rows import Row
from chat.sidebar import page_rows
from chat.views.home import LAST_ROOM
from chat.views.requests import optional_number, signed_in, words_sought, zone


@require_GET
@signed_in
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    try:
        membership = access.membership_for(request.user, room_id)
    except RoomNotFound:
        return _door(request, room_id)
    before, after = optional_number(request.GET, "before"), optional_number(request.GET, "after")
    if before is not None:
        page = log.page_before(membership, before)
    elif after is not None:
        page = log.page_after(membership, after)
    elif "end" in request.GET:
        page = log.newest_page(membership)
    else:
        page = log.opening_page(membership)
    response = room_page(request, membership, page, reply_to=answered(request.GET, membership))
    response.set_cookie(LAST_ROOM, room_id, settings.SESSION_COOKIE_AGE, samesite="Lax")
    return response


@require_GET
@signed_in
def head(request: HttpRequest, room_id: int) -> HttpResponse:
    """What changes at the top of the room's page: an open page asks when it hears of a change."""
    membership = access.membership_for(request.user, room_id)
    found = membership.room
    crowd = crowd_of(found, receipts.members_of(found.pk))
    facts = {"room": found, "marks": marks_in(membership), **crowd._asdict()}
    return render(request, "live/head.html", facts)


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
    edit_error: str = "",
    reply_to: Message | None = None,
    client_id: UUID | None = None,
) -> HttpResponse:
    """A page of the room's log in the whole page; `draft`, `error` and the same `client_id` after a
    refused post, `reply_to` for who answers a message."""
    room = membership.room
    first_unread = membership.last_read_seq + 1 if membership.unread else None
    rows = page_rows(request.user.pk, room.pk)
    row = next((row for row in rows if row.is_current), Row(room, membership=membership))
    members = receipts.members_of(room.pk)
    file_bytes = site.current().file_bytes
    facts = {
        "room": room,
        "title": row.title,
        "others": row.others,
        "membership": membership,
        **crowd_of(room, members)._asdict(),
        **company_of(membership, members, row),
        "rows": rows,
        "stretches": log.stretches(page.messages, zone(request), first_unread),
        "version": room.version,
        "at_newest": page.after is None,
        "before": page.before,
        "after": page.after,
        "focus": focus and focus.pk,
        "focused": focus,
        "choices": choices_on(focus, request.user) if focus else (),
        "marks": marks_in(membership),
        "quick": QUICK,
        "focus_seq": focus and focus.seq,
        **_reply_to(reply_to),
        "client_id": client_id or uuid4(),
        "pending": message_fragments.pending_message(room, request.user),
        "draft": draft,
        "error": error,
        "edit_error": edit_error,
        "file_bytes": file_bytes,
        "file_megabytes": file_bytes // MEGABYTE,
        "file_count": settings.ATTACHMENTS_A_MESSAGE,
    }
    return render(request, "chat/room.html", facts, status=status)


def answered(fields: QueryDict, membership: Membership) -> Message | None:
    """The message that the page or the post is to answer, if any."""
    message_id = optional_number(fields, "reply_to")
    return None if message_id is None else access.message_for(membership, message_id)


def _reply_to(message: Message | None) -> dict:
    """What stands over the composer of who answers a message; nothing where it is gone."""
    if message is None or not message.is_answerable:
        return {"reply_to": None}
    files = previews.files_of([message]).get(message.pk, ())
    return {
        "reply_to": message,
        "reply_text": previews.line_of(message, files, names_in([message])),
    }


def _door(request: HttpRequest, room_id: int) -> HttpResponse:
    """What somebody who is not in an open room finds at its address."""
    found = access.joinable_room_for(request.user, room_id)
    if found.bans.filter(user=request.user).exists():
        raise Banned
    facts = {"room": found, "members_count": count_of(found)}
    return render(request, "chat/join.html", facts)


@require_GET
@signed_in
def browse(request: HttpRequest) -> HttpResponse:
    """Open rooms: those one could join, and those one is in."""
    words = words_sought(request)
    mine = set(Membership.objects.of(request.user).values_list("room_id", flat=True))
    rooms = [(room, room.pk in mine) for room in open_rooms(request.user, words)]
    is_cut = len(rooms) == settings.BROWSED_ROOMS
    return render(request, "chat/browse.html", {"rooms": rooms, "words": words, "is_cut": is_cut})


MAKERS = {Room.Kind.OPEN: open_room, Room.Kind.CLOSED: closed_room}


@require_http_methods(["GET", "POST"])
@signed_in
def new_room(request: HttpRequest) -> HttpResponse:
    check_founder(request.user)
    typed = {field: request.POST.get(field, "") for field in ("name", "topic")}
    kind = request.POST.get("kind", Room.Kind.OPEN)
    if request.method == "GET":
        return _new_room_page(request, **typed, kind=kind)
    if kind not in MAKERS:
        raise InvalidRequest
    try:
        made = MAKERS[Room.Kind(kind)](by=request.user, **typed)
    except InvalidRoom as error:
        return _new_room_page(request, **typed, kind=kind, error=error)
    return redirect("room", made.pk)


def _new_room_page(request: HttpRequest, *, error: InvalidRoom | None = None, **typed):
    facts = {**typed, "error": error and error.words}
    facts |= {"name_length": settings.ROOM_NAME_LENGTH, "topic_length": settings.TOPIC_LENGTH}
    return render(request, "chat/new_room.html", facts, status=error.status if error else 200)


@require_POST
@signed_in
def join(request: HttpRequest, room_id: int) -> HttpResponse:
    found = access.joinable_room_for(request.user, room_id)
    join_room(room=found, user=request.user)
    return redirect("room", found.pk)


def company_of(membership: Membership, members: list[Membership], row: Row) -> dict:
    """How far the others have read and, in a direct room, how present they are."""
    others = [each.user for each in members if each.pk != membership.pk]
    shown = others if membership.room.is_direct else []
    return {
        "positions": receipts.positions_for(membership, members),
        "company": [_presence_of(other, row.states) for other in shown],
        "others_count": len(others),
    }


def _presence_of(person: User, states: Mapping[int, str]) -> tuple[User, str]:
    """Whose comings and goings are not the viewer's to see went at no time they know of."""
    if person.pk not in states:
        person.last_seen_at = None
    return person, states.get(person.pk, presence.OFFLINE)
