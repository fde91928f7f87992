"""Oneself."""

from django.http import HttpRequest
from ninja import Router

from chat import presence
from chat.api.schemas import REFUSALS, Person
from chat.payloads.people import person

router = Router(tags=["me"])


@router.get("/me", response={200: Person, **REFUSALS}, summary="Who I am")
def me(request: HttpRequest):
    return person(request.user, presence.status_of(request.user.pk))
