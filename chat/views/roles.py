"""What an owner makes of a member."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chat import access, rights
from chat.actions.roles import hand_over as give_room
from chat.actions.roles import set_role
from chat.errors import InvalidRequest
from chat.models import Membership
from chat.views.details import back_to_details
from chat.views.requests import signed_in


@require_POST
@signed_in
def role(request: HttpRequest, room_id: int, user_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_owner)
    member = access.member_for(membership, user_id)
    chosen = request.POST.get("role", "")
    if chosen not in Membership.Role.values:
        raise InvalidRequest
    set_role(by=membership, member=member, role=chosen)
    if request.htmx:
        return back_to_details(request, access.membership_for(request.user, room_id))
    return redirect("members", room_id)


@require_http_methods(["GET", "POST"])
@signed_in
def hand_over(request: HttpRequest, room_id: int, user_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id, rights.check_owner)
    member = access.member_for(membership, user_id)
    if request.method == "POST":
        give_room(by=membership, member=member)
        return redirect("members", room_id)
    facts = {
        "room": membership.room,
        "question": _("Hand the room over to %(name)s?") % {"name": member.user},
        "consequence": _("They become an owner, and you go on as a moderator."),
        "action": _("Hand over"),
        "back": reverse("members", args=[room_id]),
    }
    return render(request, "chat/confirm.html", facts)
