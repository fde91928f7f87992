"""The verbs about blocking. Whoever is blocked is not told."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from accounts.contacts import remove_contact
from accounts.models import Block, Contact, User
from accounts.signals import asks_changed


@transaction.atomic
def block(*, by: User, whom: User) -> Block:
    """Hear nothing from somebody any more: no contact is left, and nothing that was asked."""
    for contact in Contact.objects.filter(pair=Contact.pair_of(by, whom)):
        remove_contact(contact=contact)
    made, _is_new = Block.objects.get_or_create(blocker=by, blocked=whom)
    return made


@transaction.atomic
def unblock(*, by: User, whom: User) -> None:
    Block.objects.filter(blocker=by, blocked=whom).delete()
    asks_changed.send(sender=Block, user=by)  # what was asked meanwhile comes into sight


def has_blocked(user: User, person: User) -> bool:
    return Block.objects.filter(blocker=user, blocked=person).exists()


def stands_between(user: User, people: Iterable[User]) -> bool:
    """Whether the user blocked one of the people, or one of them the user."""
    ids = [person.pk for person in people]
    either = Q(blocker=user, blocked__in=ids) | Q(blocker__in=ids, blocked=user)
    return Block.objects.filter(either).exists()
