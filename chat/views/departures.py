"""The ways out of a room, each with a question first: leave, remove, ban."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat import access, rights
from chat.actions.members import ban_member, remove_member
from chat.actions.memberships import leave_room
from chat.errors import LastOwner
from chat.models import Membership
from chat.views.requests import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def leave(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    if request.method == "GET":
        is_direct = membership.room.is_direct  # one hides it
        return redirect("place", room_id) if is_direct else _leaving_page(request, membership)
    try:
        leave_room(membership=membership)
    except LastOwner as error:
        return _leaving_page(request, membership, error=error)
    return redirect("rooms")


def _leaving_page(
    request: HttpRequest, membership: Membership, *, error: LastOwner | None = None
) -> HttpResponse:
    room = membership.room
    facts = {
        "room": room,
        "question": _("Leave %(name)s?") % {"name": room},
        "consequence": _("You can come back whenever you like.")
        if room.is_open
        else _("The room is closed: to come back you have to be brought in again."),
        "action": _("Leave room"),
        "back": reverse("room", args=[room.pk]),
        "error": error and error.words,
    }
    return render(request, "chat/confirm.html", facts, status=error.status if error else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: HttpRequest, room_id: int, user_id: int) -> HttpResponse:
    by = access.membership_for(request.user, room_id, rights.check_moderator)
    member = access.lesser_member_for(by, user_id)
    if request.method == "POST":
        remove_member(by=by, member=member)
        return redirect("members", room_id)
    question = _("Remove %(name)s from %(room)s?") % {"name": member.user, "room": by.room}
    consequence = (
        _("They lose the room at once. It is open, so they can join it again.")
        if by.room.is_open
        else _("They lose the room at once, and come back only if somebody brings them in.")
    )
    return _sending_page(request, by, question, consequence, _("Remove"))


@require_http_methods(["GET", "POST"])
@signed_in
def ban(request: HttpRequest, room_id: int, user_id: int) -> HttpResponse:
    by = access.membership_for(request.user, room_id, rights.check_moderator)
    member = access.lesser_member_for(by, user_id)
    if request.method == "POST":
        ban_member(by=by, member=member)
        return redirect("members", room_id)
    question = _("Ban %(name)s from %(room)s?") % {"name": member.user, "room": by.room}
    consequence = _("They lose the room at once, and can’t come back until they are let in again.")
    return _sending_page(request, by, question, consequence, _("Ban"))


def _sending_page(
    request: HttpRequest, by: Membership, question: str, consequence: str, action: str
) -> HttpResponse:
    facts = {"room": by.room, "question": question, "consequence": consequence}
    facts |= {"action": action, "back": reverse("members", args=[by.room_id])}
    return render(request, "chat/confirm.html", facts)
