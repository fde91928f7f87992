"""Whom a person knows, who waits for their answer, and whom they want to hear nothing from."""

from typing import NamedTuple

from django.db.models import QuerySet, Value

from accounts.models import Block, Contact, User
from texter.prepared import Prepared


class Circle(NamedTuple):
    """What every page of a person's needs; ids of people."""

    blocked: frozenset[int] = frozenset()
    askers: frozenset[int] = frozenset()

    @property
    def waiting(self) -> int:
        """How many asks wait for an answer; those of the blocked are out of sight."""
        return len(self.askers - self.blocked)


def _around(user_id: int) -> QuerySet[Block, tuple[str, int]]:
    blocked = Block.objects.filter(blocker_id=user_id).values_list(Value("blocked"), "blocked_id")
    asks = Contact.objects.waiting().filter(asked_id=user_id, asker__is_active=True)
    return blocked.union(asks.values_list(Value("asker"), "asker_id"), all=True)


_ties = Prepared(_around, int)


def circle_of(user_id: int | None) -> Circle:
    """One query; none of nobody's."""
    both = () if user_id is None else _ties(user_id)
    return Circle(
        frozenset(pk for kind, pk in both if kind == "blocked"),
        frozenset(pk for kind, pk in both if kind == "asker"),
    )


class Relation(NamedTuple):
    """What one person is to another, as the first one may know it."""

    contact: Contact | None
    is_blocked: bool
    has_asked: bool

    @property
    def is_contact(self) -> bool:
        return self.contact is not None and self.contact.accepted_at is not None

    @property
    def is_asked(self) -> bool:
        return self.contact is not None and not self.is_contact and not self.has_asked


def relation_between(user: User, person: User) -> Relation:
    """What `person` is to `user`; that they block the user is not in it."""
    contact = Contact.objects.filter(pair=Contact.pair_of(user, person)).first()
    is_blocked = Block.objects.filter(blocker=user, blocked=person).exists()
    has_asked = (
        contact is not None and contact.accepted_at is None and contact.asker_id == person.pk
    )
    return Relation(contact, is_blocked, has_asked)


class Acquaintances(NamedTuple):
    """People by what they are to one of them, each list by name."""

    askers: list[User]
    asked: list[User]
    contacts: list[User]
    blocked: list[User]


def acquaintances_of(user: User) -> Acquaintances:
    """Three lists of contacts and whoever is blocked; two queries. Who is gone is in none."""
    blocked = _by_name(
        each.blocked for each in Block.objects.filter(blocker=user).select_related("blocked")
    )
    known = list(Contact.objects.of(user).select_related("asker", "asked"))
    waiting = [each for each in known if each.accepted_at is None]
    return Acquaintances(
        askers=_by_name(
            c.asker for c in waiting if c.asked_id == user.pk and c.asker not in blocked
        ),
        asked=_by_name(c.asked for c in waiting if c.asker_id == user.pk),
        contacts=_by_name(
            c.asked if c.asker_id == user.pk else c.asker for c in known if c.accepted_at
        ),
        blocked=blocked,
    )


def _by_name(people) -> list[User]:
    there = (person for person in people if person.is_active)
    return sorted(there, key=lambda person: (str(person).casefold(), person.pk))


class Tie(NamedTuple):
    """A contact as one of the two has it."""

    contact: Contact
    other: User
    is_asked: bool

    @property
    def pk(self) -> int:
        return self.contact.pk


def ties_of(user: User, before: int | None, limit: int) -> list[Tie]:
    """The newest so many contacts and asks, from the one `before` on; nobody who is gone, and no ask
    of somebody who is blocked."""
    blocked = Block.objects.filter(blocker=user).values("blocked_id")
    found = Contact.objects.of(user).filter(asker__is_active=True, asked__is_active=True)
    found = found.exclude(asker__in=blocked, accepted_at=None)
    if before is not None:
        found = found.filter(pk__lt=before)
    known = found.select_related("asker", "asked").order_by("-pk")[:limit]
    return [
        Tie(each, each.asked if each.asker_id == user.pk else each.asker, each.asker_id == user.pk)
        for each in known
    ]


def blocked_by(user: User, before: int | None, limit: int) -> list[Block]:
    """Whom they blocked, the newest first."""
    found = Block.objects.filter(blocker=user, blocked__is_active=True)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.select_related("blocked").order_by("-pk")[:limit])
