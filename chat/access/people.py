"""From a person and a name to somebody else, and to what there is between the two."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts import blocks
from accounts.circles import relation_between
from accounts.models import Block, Contact, User
from chat.access.rooms import BIGGEST_ID
from chat.errors import AskNotFound, NotAllowed, PersonNotFound
from chat.models import Membership


def person_for(user, who: str | int) -> User:
    """Somebody of the site, by their username or id. Only who is signed in asks, and everybody there
    may be looked at."""
    person = _named(who) if isinstance(who, str) else _active().filter(pk=_bounded(who)).first()
    if person is None:
        raise PersonNotFound
    return person


def _named(username: str) -> User | None:
    people = _active().filter(username=User.normalize_username(username))
    return people.first() if username.isprintable() else None


def _active() -> QuerySet[User]:
    return User.objects.filter(is_active=True)


def _bounded(user_id: int) -> int:
    return min(user_id, BIGGEST_ID)


def other_person_for(user, who: str | int) -> User:
    """Somebody whom the person can know, write to or block: anyone but themself."""
    person = person_for(user, who)
    if person.pk == user.pk:
        raise NotAllowed(_("That is you."))
    return person


def unblocked_person_for(user, who: str | int) -> User:
    """Somebody whom the person can ask to be a contact."""
    person = other_person_for(user, who)
    if blocks.has_blocked(user, person):
        raise NotAllowed(_("You blocked this person. Unblock them first."))
    return person


def contact_for(user, who: str | int) -> Contact:
    """What there is between the two, accepted or waiting."""
    contact = relation_between(user, other_person_for(user, who)).contact
    if contact is None:
        raise AskNotFound
    return contact


def ask_for(user, who: str | int) -> Contact:
    """An ask that waits for this person's answer."""
    relation = relation_between(user, unblocked_person_for(user, who))
    if relation.contact is None or not relation.has_asked:
        raise AskNotFound
    return relation.contact


def people_for(user, usernames: Iterable[str]) -> list[User]:
    """The people of these names, without the one who asks."""
    names = {User.normalize_username(name) for name in usernames}
    known = User.objects.filter(username__in=filter(str.isprintable, names), is_active=True)
    people = list(known)
    if len(people) < len(names):
        raise PersonNotFound
    return [person for person in people if person.pk != user.pk]


def people_of(user, ids: Iterable[int]) -> list[User]:
    """The people of these ids, without the one who asks."""
    wanted = {_bounded(each) for each in ids}
    people = list(_active().filter(pk__in=wanted))
    if len(people) < len(wanted):
        raise PersonNotFound
    return [person for person in people if person.pk != user.pk]


def people_near(user_id: int, people_ids: Iterable[int]) -> QuerySet[User]:
    """Those of these people who share a room with this one or are a contact."""
    rooms = Membership.objects.filter(user_id=user_id).values("room_id")
    shared = Membership.objects.filter(user_id=OuterRef("pk"), room_id__in=rooms)
    contacts = Contact.objects.of(user_id).of(OuterRef("pk")).accepted()
    return User.objects.filter(Exists(shared) | Exists(contacts), pk__in=people_ids)


def people_known_to(user_id: int, people_ids: Iterable[int]) -> list[int]:
    """Of the people near somebody those whose comings and goings they may see. One query."""
    found = people_near(user_id, people_ids).exclude(hiding_from(user_id))
    return list(found.values_list("pk", flat=True))


def hiding_from(user_id: int) -> Exists:
    """Of people: whoever blocked this one is offline to them."""
    return Exists(Block.objects.filter(blocker=OuterRef("pk"), blocked=user_id))
