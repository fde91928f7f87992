"""The links by which members bring people in."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms.invites import InviteForm
from accounts.invites import make_invite
from accounts.models import Invite
from accounts.policy import can_invite_to_site
from chat import access, rights
from chat.actions.invites import invite_to_room, revoke_link
from chat.errors import NotAllowed
from chat.models import Membership, Room
from chat.room_links import links_into
from chat.sidebar import page_rows
from chat.views.requests import optional_number, signed_in, zone
from texter.qr import qr_of


class Line(NamedTuple):
    """An invite as its maker reads it. `room` is None where it leads to the whole site."""

    invite: Invite
    room: Room | None
    until: str


@require_http_methods(["GET", "POST"])
@signed_in
def invites(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, InviteForm(), optional_number(request.GET, "room"))
    room_id = optional_number(request.POST, "room")
    host = _host(request, room_id)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, room_id, status=422)
    made = (
        invite_to_room(by=host, **form.cleaned_data)
        if host
        else make_invite(by=request.user, room_id=None, **form.cleaned_data)
    )
    return redirect("invite_link", made.pk)


def _host(request: HttpRequest, room_id: int | None) -> Membership | None:
    """By what right somebody makes a link; None: as the site lets them."""
    if room_id is not None:
        return access.membership_for(request.user, room_id, rights.check_inviter)
    if not can_invite_to_site(request.user):
        raise NotAllowed(_("Only the owner can invite people to the whole site."))
    return None


def _page(
    request: HttpRequest, form: InviteForm, room_id: int | None, *, status: int = 200
) -> HttpResponse:
    memberships = Membership.objects.of(request.user).select_related("room").by_room_name()
    rooms = {membership.room_id: membership.room for membership in memberships}
    mine = Invite.objects.live().by(request.user).newest_first()
    kept = next((m.room for m in memberships if m.room_id == room_id and m.can_moderate), None)
    facts = {
        "room": kept,
        "room_links": links_into(kept) if kept else [],
        "form": form,
        "rooms": [
            each.room for each in memberships if each.can_invite and not each.room.is_archived
        ],
        "chosen_id": room_id,
        "has_site": can_invite_to_site(request.user),
        "lines": [
            _line(request, invite, rooms.get(invite.room_id))
            for invite in mine
            if invite.room_id is None or invite.room_id in rooms
        ],
        "rows": page_rows(request.user.pk),
    }
    return render(request, "chat/invites.html", facts, status=status)


def _line(request: HttpRequest, invite: Invite, room: Room | None) -> Line:
    ends = invite.expires_at and invite.expires_at.astimezone(zone(request))
    return Line(invite, room, date_format(ends, "j F, H:i") if ends else "")


@require_GET
@signed_in
def link(request: HttpRequest, invite_id: int) -> HttpResponse:
    """The link itself, to copy and to scan."""
    invite = access.invite_of(request.user, invite_id)
    room = Room.objects.filter(pk=invite.room_id).first()
    address = address_of(request, invite)
    facts = {"line": _line(request, invite, room), "address": address, "qr": qr_of(address)}
    facts["rows"] = page_rows(request.user.pk)
    return render(request, "chat/invite_link.html", facts)


def address_of(request: HttpRequest, invite: Invite) -> str:
    path = reverse("invite", args=[invite.token])
    return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)


@require_POST
@signed_in
def revoke(request: HttpRequest, invite_id: int) -> HttpResponse:
    revoke_link(invite=access.invite_of(request.user, invite_id), by=request.user)
    return redirect("invites")
