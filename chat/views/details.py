"""What a room is and who is in it: a panel beside the room, or a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from chat import access
from chat.actions.places import set_level
from chat.cards import card_for
from chat.errors import InvalidRequest
from chat.files import newest_files
from chat.members import count_of, lines_for, members_page
from chat.models import Membership
from chat.rows import Row
from chat.sidebar import people_of
from chat.views.requests import signed_in

LEVELS = {
    Membership.Level.EVERYTHING: _("Everything"),
    Membership.Level.MENTIONS: _("Mentions"),
    Membership.Level.NOTHING: _("Nothing"),
}


@require_GET
@signed_in
def details(request: HttpRequest, room_id: int) -> HttpResponse:
    return details_page(request, access.membership_for(request.user, room_id))


def details_page(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The panel to htmx, the page to everybody else."""
    room = membership.room
    page = members_page(room)
    facts = {
        "room": room,
        "title": str(room),
        "membership": membership,
        "lines": lines_for(membership, page.members),
        "has_more": page.after is not None,
        "members_count": count_of(room),
        "newest_files": newest_files(membership),
        "levels": LEVELS.items(),
        **(_company_of(membership) if room.is_direct else {}),
    }
    return render(request, "chat/_details.html" if request.htmx else "chat/details.html", facts)


def _company_of(membership: Membership) -> dict:
    """Who a direct room is with; of one other, all that their card says."""
    row = Row(membership.room, tuple(people_of(membership.room)), membership=membership)
    facts = {"title": row.title, "others": row.others}
    one = len(row.others) == 1 and row.others[0].is_active
    return facts | card_for(membership.user, row.others[0]) if one else facts


@require_POST
@signed_in
def level(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    chosen = request.POST.get("level", "")
    if chosen not in LEVELS:
        raise InvalidRequest
    set_level(membership=membership, level=chosen)
    return back_to_details(request, membership)


def back_to_details(request: HttpRequest, membership: Membership) -> HttpResponse:
    """After a change: the panel as it is now, or the page by a new request."""
    if request.htmx:
        return details_page(request, membership)
    return redirect("room_details", membership.room_id)
