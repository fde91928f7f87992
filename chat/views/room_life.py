"""A room's rest and end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chat import access, rights
from chat.actions.room_life import archive_room, delete_room, restore_room
from chat.errors import InvalidRoom
from chat.views.requests import signed_in
from texter.words import clean_line


@require_POST
@signed_in
def archive(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_owner)
    archive_room(room=membership.room, by=request.user)
    return redirect("room", room_id)


@require_POST
@signed_in
def restore(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_owner)
    restore_room(room=membership.room, by=request.user)
    return redirect("room", room_id)


@require_http_methods(["GET", "POST"])
@signed_in
def delete(request: HttpRequest, room_id: int) -> HttpResponse:
    """Its name, typed, says that it is meant."""
    room = access.membership_for(request.user, room_id, rights.check_owner).room
    facts = {"room": room}
    if request.method == "GET":
        return render(request, "chat/delete_room.html", facts)
    if clean_line(request.POST.get("name", "")) != room.name:
        facts["error"] = _("That is not the room’s name. Nothing was deleted.")
        return render(request, "chat/delete_room.html", facts, status=InvalidRoom.status)
    delete_room(room=room, by=request.user)
    return redirect("rooms")
