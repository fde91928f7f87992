"""How newcomers come in, by whichever door, and the invite they carry there in their session."""

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from accounts import people
from accounts.invites import invite_for, take_invite, take_newcomers_invite
from accounts.models import Invite, SitePolicy, User

CARRIED = "invite"


class SignupClosed(Exception):
    """The site takes nobody in without an invite, and theirs was used up this moment."""


def carry_invite(*, session: SessionBase, token: str) -> None:
    session[CARRIED] = token


def carried_invite(session: SessionBase) -> Invite | None:
    """The live invite that somebody brought from its link to this door."""
    return invite_for(session.get(CARRIED, ""))


@transaction.atomic
def admit(
    *,
    session: SessionBase,
    user: User,
    hints: tuple[str, ...] = (),
    proven: tuple[str, ...] = (),
) -> User:
    """Add a newcomer; what their invite promises comes true in the same breath.

    `hints`: what their username is made of where they chose none. `proven`: e-mail addresses that
    another site showed to be theirs.

    Raises SignupClosed, and adds nobody, where an invite is needed and its last use went to another,
    and where nobody may come.
    """
    people.add_person(user) if user.username else people.add_newcomer(user, *hints)
    policy = SitePolicy.current()
    taken = take_newcomers_invite(token=session.get(CARRIED, ""), user=user)
    may_come = policy.admits(*proven) or (taken and not policy.is_shut)
    if not (may_come or user.is_owner):
        raise SignupClosed
    # Where the caller's part fails yet, the use is rolled back, and the next try needs the invite.
    transaction.on_commit(lambda: session.pop(CARRIED, None))
    return user


@transaction.atomic
def admit_number(*, session: SessionBase, name: str, number: str) -> User:
    """Add somebody whose number is all that is known of them; raises NumberTaken, or as `admit`."""
    user = User(name=name)
    user.set_unusable_password()
    admit(session=session, user=user)
    people.give_number(user=user, number=number)
    return user


def take_carried_invite(*, session: SessionBase, user: User) -> None:
    """What somebody who just signed in brought along; a dead one is dropped without a word."""
    if token := session.pop(CARRIED, ""):
        take_invite(token=token, user=user)
