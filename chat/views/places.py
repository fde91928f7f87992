"""A room's place in the person's own list."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat import access
from chat.actions import places
from chat.errors import InvalidRequest
from chat.models import Membership
from chat.sidebar import pushed_sidebar, title_for
from chat.views.requests import signed_in

CHANGES = {
    "favour": places.favour_room,
    "unfavour": places.unfavour_room,
    "up": places.move_room_up,
    "down": places.move_room_down,
    "hide": places.hide_room,
} | {level: partial(places.set_level, level=level) for level in Membership.Level.values}


@require_http_methods(["GET", "POST"])
@signed_in
def place(request: HttpRequest, room_id: int) -> HttpResponse:
    """The menu of a row; without JavaScript, a page of its own."""
    membership = access.membership_for(request.user, room_id)
    if request.method == "POST":
        return _change(request, membership)
    name = "chat/_place.html" if request.htmx else "chat/place.html"
    facts = {"room": membership.room, "membership": membership, "title": title_for(membership)}
    return render(request, name, facts)


def _change(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Answers htmx with the whole list as it now stands."""
    change = CHANGES.get(request.POST.get("change", ""))
    if change is None:
        raise InvalidRequest(_("There is no such change."))
    change(membership=membership)
    if request.htmx:
        return HttpResponse(pushed_sidebar(membership.user_id).frame)
    if membership.is_hidden:
        return redirect("rooms")
    return redirect("place", membership.room_id)
