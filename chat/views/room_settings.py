"""How a room looks, and who gets in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import pictures, site
from accounts.forms.avatars import AvatarForm
from chat import access, rights
from chat.actions.room_life import close_off, describe_room, limit_members, open_up, slow_down
from chat.actions.room_pictures import remove_picture, set_picture
from chat.errors import InvalidRoom
from chat.forms import DoorForm, LooksForm, PaceForm
from chat.models import Membership, Room
from chat.views.requests import posted_from, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def room_settings(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_decorator)
    if request.method == "GET":
        return _page(request, membership)
    form = LooksForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, status=422, looks=form)
    try:
        describe_room(room=membership.room, by=request.user, **form.cleaned_data)
    except InvalidRoom as error:
        form.add_error(None, error.words)
        return _page(request, membership, status=error.status, looks=form)
    return _saved(request, room_id)


@posted_from("room_settings")
@signed_in
def door(request: HttpRequest, room_id: int) -> HttpResponse:
    """Who gets in, and how many."""
    membership = access.membership_for(request.user, room_id, rights.check_doorkeeper)
    form = DoorForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, status=422, door=form)
    convert = open_up if form.cleaned_data["kind"] == Room.Kind.OPEN else close_off
    convert(room=membership.room, by=request.user)
    limit_members(room=membership.room, by=request.user, limit=form.cleaned_data["limit"])
    return _saved(request, room_id)


@posted_from("room_settings")
@signed_in
def pace(request: HttpRequest, room_id: int) -> HttpResponse:
    """How long a member waits between two messages."""
    membership = access.membership_for(request.user, room_id, rights.check_decorator)
    form = PaceForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, status=422, pace=form)
    slow_down(room=membership.room, by=request.user, **form.cleaned_data)
    return _saved(request, room_id)


@posted_from("room_settings")
@signed_in
def picture(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_decorator)
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, membership, status=422, photo=form)
    set_picture(room=membership.room, by=request.user, image=form.cleaned_data["square"])
    return _saved(request, room_id)


@require_POST
@signed_in
def drop_picture(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_decorator)
    remove_picture(room=membership.room, by=request.user)
    return _saved(request, room_id)


@require_GET
@signed_in
def room_picture(request: HttpRequest, room_id: int, version: int) -> HttpResponse:
    """The picture, to whoever may know of the room."""
    found = access.picture_for(request.user, room_id, version)
    return HttpResponse(bytes(found.image), content_type="image/webp", headers=pictures.HEADERS)


def _saved(request: HttpRequest, room_id: int) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("room_settings", room_id)


def _page(
    request: HttpRequest, membership: Membership, *, status: int = 200, **forms
) -> HttpResponse:
    room = membership.room
    looks = {"name": room.name, "topic": room.topic, "colour": room.colour}
    facts = {
        "room": room,
        "membership": membership,
        "looks": LooksForm(initial=looks),
        "door": DoorForm(initial={"kind": room.kind, "limit": room.max_members}),
        "pace": PaceForm(initial={"seconds": room.slow_seconds}),
        "photo": AvatarForm(),
        "name_length": settings.ROOM_NAME_LENGTH,
        "topic_length": settings.TOPIC_LENGTH,
        "most_people": site.current().most_people,
        **forms,
    }
    return render(request, "chat/room_settings.html", facts, status=status)
