"""Files of messages, to members only: who may have one is asked each time."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chat import access
from chat.served import served
from chat.views.requests import signed_in


@require_safe
@signed_in
def media(
    request: HttpRequest, room_id: int, attachment_id: int, size: str, name: str
) -> HttpResponse:
    """`name` is for people who save it; the file's own is what they get."""
    membership = access.membership_for(request.user, room_id)
    return served(request, access.attachment_for(membership, attachment_id), size)
