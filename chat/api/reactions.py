"""Answers by emoji."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chat import access
from chat.actions.reactions import add_reaction, remove_reaction
from chat.api import ready
from chat.api.schemas.messages import Message

router = Router(tags=["messages"])
EMOJI = "/messages/{int:message_id}/reactions/{emoji}"
ANSWERS = {200: Message}


@router.put(EMOJI, response=ANSWERS, summary="Answer a message with an emoji")
def react(request: HttpRequest, message_id: int, emoji: str) -> HttpResponse:
    return _changed(request, message_id, emoji, add_reaction)


@router.delete(EMOJI, response=ANSWERS, summary="Take one’s answer back")
def take_back(request: HttpRequest, message_id: int, emoji: str) -> HttpResponse:
    return _changed(request, message_id, emoji, remove_reaction)


def _changed(request: HttpRequest, message_id: int, emoji: str, change) -> HttpResponse:
    membership = access.within_reach(access.membership_at(request.user, message_id))
    message = access.message_for(membership, message_id)
    return ready.one(change(message=message, by=request.user, emoji=emoji))
