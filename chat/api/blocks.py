"""Whom one wants to hear nothing from. They are not told."""

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Query, Router, Status

from accounts import blocks
from accounts.circles import blocked_by
from accounts.models import Block
from chat import access
from chat.api.lists import Page, one_page
from chat.api.schemas import Author, Items
from chat.api.schemas.people import Whom
from chat.payloads.people import author

router = Router(tags=["contacts"])


@router.get("/blocks", response={200: Items[Author]}, summary="Whom I blocked")
def blocked(request: HttpRequest, page: Query[Page]):
    return one_page(request, page, blocked_by(request.user, page.after, page.more), _shown)


@router.post("/blocks", response={201: Author}, summary="Block somebody")
def block(request: HttpRequest, whom: Whom):
    person = access.other_person_for(request.user, whom.user)
    blocks.block(by=request.user, whom=person)
    return Status(201, author(person))


@router.delete("/blocks/{int:user_id}", response={204: None}, summary="Unblock somebody")
def unblock(request: HttpRequest, user_id: int):
    blocks.unblock(by=request.user, whom=access.other_person_for(request.user, user_id))
    return Status(204, None)


def _shown(found: Sequence[Block]) -> list[dict]:
    return [author(each.blocked) for each in found]
