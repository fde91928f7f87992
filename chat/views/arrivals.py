"""Where an invite link leads: strangers to the doors, people into the room."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.arrivals import carry_invite
from accounts.invites import take_invite
from accounts.models import Invite
from chat import access
from chat.actions.memberships import follow_invite
from chat.errors import InviteGone
from chat.models import Membership

DOORS = {"signup": "account_signup", "login": "account_login"}


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, token: str) -> HttpResponse:
    if address := _arrived_at(request.user, token):
        return redirect(address)
    try:
        return _card(request, token) if request.method == "GET" else _follow(request, token)
    except InviteGone as error:
        facts = {"words": error.words}
        return render(request, "chat/invite_gone.html", facts, status=error.status)


def _arrived_at(user, token: str) -> str | None:
    """The address of what the link promises, where the person has it already; dead links too."""
    invite = Invite.objects.named(token).first() if user.is_authenticated else None
    if invite is None:
        return None
    if invite.room_id is None:
        return reverse("home")
    is_member = Membership.objects.of(user).in_room(invite.room_id).exists()
    return reverse("room", args=[invite.room_id]) if is_member else None


def _card(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites and where to: of a closed room, no more than its name."""
    invite, room = access.open_invite(token)
    return render(request, "chat/invite.html", {"host": invite.created_by, "room": room})


def _follow(request: HttpRequest, token: str) -> HttpResponse:
    invite, room = access.open_invite(token)
    here = reverse("invite", args=[token])
    if request.user.is_authenticated:
        if take_invite(token=token, user=request.user) is None:
            raise InviteGone
        if room is not None:  # says what kept them out, if anything did
            follow_invite(room=room, user=request.user, host=invite.created_by)
        return redirect(here)
    carry_invite(session=request.session, token=token)
    door = DOORS.get(request.POST.get("door", ""), "account_signup")
    return redirect(f"{reverse(door)}?{urlencode({'next': here})}")
