"""Answer a message with an emoji, or take the answer back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from chat import access
from chat.actions.reactions import add_reaction, remove_reaction
from chat.views.changed import is_on, message_as_it_stands
from chat.views.requests import signed_in


@require_POST
@signed_in
def reactions(request: HttpRequest, room_id: int, message_id: int) -> HttpResponse:
    membership = access.writing_membership_for(request.user, room_id)
    message = access.message_for(membership, message_id)
    react = add_reaction if is_on(request) else remove_reaction
    emoji = request.POST.get("emoji", "")
    return message_as_it_stands(request, react(message=message, by=request.user, emoji=emoji))
