"""The verbs about contacts: ask somebody, accept, decline, part."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.allowances import Ceiling, spend_all
from accounts.models import Contact, User
from accounts.signals import asks_changed, contact_accepted

ASKS = Ceiling("contact ask", settings.CONTACT_ASKS_A_DAY, 86_400)
ASKS_OF_ONE = Ceiling("contact ask of one", settings.CONTACT_ASKS_OF_ONE_A_DAY, 86_400)


@transaction.atomic
def ask_contact(*, by: User, of: User) -> Contact:
    """Ask somebody to be a contact. Asking twice changes nothing, and whoever asked first is accepted.

    The unique pair decides between two who ask each other at once. Raises Spent.
    """
    pair = Contact.pair_of(by, of)
    asked = Contact.objects.filter(pair=pair).first() or _ask(pair, by, of)
    return asked if asked.asker_id == by.pk else accept_contact(contact=asked)


def _ask(pair: str, by: User, of: User) -> Contact:
    spend_all((ASKS, str(by.pk)), (ASKS_OF_ONE, f"{by.pk} {of.pk}"))
    people = {"asker": by, "asked": of}
    contact, _is_new = Contact.objects.get_or_create(pair=pair, defaults=people)
    asks_changed.send(sender=Contact, user=contact.asked)
    return contact


@transaction.atomic
def accept_contact(*, contact: Contact) -> Contact:
    """Say yes; announced once, however often it is said."""
    now = timezone.now()
    if Contact.objects.waiting().filter(pk=contact.pk).update(accepted_at=now):
        contact.accepted_at = now
        asks_changed.send(sender=Contact, user=contact.asked)
        contact_accepted.send(sender=Contact, asker=contact.asker, asked=contact.asked)
    return contact


@transaction.atomic
def decline_contact(*, contact: Contact) -> None:
    """Say no, or take one's own ask back; what is accepted by now stays."""
    Contact.objects.waiting().filter(pk=contact.pk).delete()
    asks_changed.send(sender=Contact, user=contact.asked)


@transaction.atomic
def remove_contact(*, contact: Contact) -> None:
    Contact.objects.filter(pk=contact.pk).delete()
    if contact.accepted_at is None:  # what is accepted waits for nobody, and its end is not told
        asks_changed.send(sender=Contact, user=contact.asked)


def closed_to(user: User, people: Iterable[User]) -> list[User]:
    """Those of the people who take messages from contacts only, where `user` is none of theirs."""
    closed = {Contact.pair_of(user, person): person for person in people if person.contacts_only}
    if not closed:
        return []
    known = Contact.objects.accepted().filter(pair__in=closed).values_list("pair", flat=True)
    return [closed[pair] for pair in closed.keys() - set(known)]
