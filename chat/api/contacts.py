"""Whom one knows, and who asks."""

from collections.abc import Sequence
from functools import partial

from django.http import HttpRequest
from ninja import Query, Router, Status

from accounts.circles import Tie, ties_of
from accounts.contacts import accept_contact, ask_contact, decline_contact, remove_contact
from accounts.models import Contact, User
from chat import access, seen
from chat.api.lists import Page, one_page
from chat.api.schemas import Items
from chat.api.schemas.people import ContactShown, Whom
from chat.payloads.times import stamp

router = Router(tags=["contacts"])

ONE = "/contacts/{int:user_id}"


@router.get("/contacts", response={200: Items[ContactShown]}, summary="Whom I know")
def contacts(request: HttpRequest, page: Query[Page]):
    """Accepted, asked by oneself, waiting for one's own answer; the newest first."""
    found = ties_of(request.user, page.after, page.more)
    return one_page(request, page, found, partial(_shown, request.user))


@router.post("/contacts", response={201: ContactShown}, summary="Ask somebody")
def ask(request: HttpRequest, whom: Whom):
    """Whoever asked first is accepted. Asking twice changes nothing."""
    person = access.unblocked_person_for(request.user, whom.user)
    contact = ask_contact(by=request.user, of=person)
    return Status(201, _between(request.user, contact, person))


@router.put(ONE, response={200: ContactShown}, summary="Accept what somebody asks")
def accept(request: HttpRequest, user_id: int):
    contact = accept_contact(contact=access.ask_for(request.user, user_id))
    return _between(request.user, contact, contact.asker)


@router.delete(ONE, response={204: None}, summary="Decline, take back, or part")
def end(request: HttpRequest, user_id: int):
    contact = access.contact_for(request.user, user_id)
    is_contact = contact.accepted_at is not None
    remove_contact(contact=contact) if is_contact else decline_contact(contact=contact)
    return Status(204, None)


def _between(user: User, contact: Contact, other: User) -> dict:
    return _shown(user, [Tie(contact, other, contact.asker_id == user.pk)])[0]


def _shown(user: User, ties: Sequence[Tie]) -> list[dict]:
    people = seen.seen_by(user, [tie.other for tie in ties])
    return [
        {
            "user": person,
            "state": _state(tie),
            "since": stamp(tie.contact.accepted_at or tie.contact.created_at),
        }
        for tie, person in zip(ties, people, strict=True)
    ]


def _state(tie: Tie) -> str:
    if tie.contact.accepted_at is not None:
        return "accepted"
    return "asked" if tie.is_asked else "waiting"
