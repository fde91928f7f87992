"""The verbs about people: who comes to a site, and who is shut out of it."""

import secrets
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from accounts import audit, profiles, sessions
from accounts.belongings import remove_belongings
from accounts.holding import held
from accounts.models import Bot, PersonalToken, PhoneNumber, User, Verb
from accounts.signals import person_added, person_deleted, person_turned
from accounts.usernames import claimed
from texter.words import clean_line

DELETED = gettext_lazy("Deleted person")
DELETED_BOT = gettext_lazy("Deleted bot")
NAME_LENGTH = User._meta.get_field("name").max_length
NAMELESS = gettext_lazy("New person")


class NumberTaken(Exception):
    """The number is somebody else's way in."""


def add_person(user: User) -> User:
    """Save a new person and announce them; the first one on the site becomes its owner.

    The database lets only one owner in, so of two first people at once the slower joins as a member.
    """
    if not User.objects.exists():
        try:
            return _add_owner(user)
        except IntegrityError:
            if not User.objects.filter(is_owner=True).exists():
                raise
            user.is_owner = user.is_staff = user.is_superuser = False
    return _save(user, is_first=False)


def add_newcomer(user: User, *hints: str) -> User:
    """Add somebody who did not choose a username: it is made of the hints or, failing these, the name."""

    def add(username: str) -> User:
        user.username = username
        return add_person(user)

    return claimed(add, *hints, user.name)


def name_of(*texts: str | None) -> str:
    """The first of the texts that can stand as a name, as other sites tell it."""
    names = (clean_line(text)[:NAME_LENGTH].strip() for text in texts if text)
    return next(filter(None, names), _as_everybody_reads(NAMELESS))


def _as_everybody_reads(words) -> str:
    """A name is kept, so it is in the site's language and not in one reader's."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(words)


def _add_owner(user: User) -> User:
    user.is_owner = user.is_staff = user.is_superuser = True
    return _save(user, is_first=True)


@transaction.atomic
def _save(user: User, *, is_first: bool) -> User:
    user.save(force_insert=True)
    person_added.send(sender=User, user=user, is_first=is_first)
    return user


@transaction.atomic
def give_number(*, user: User, number: str) -> PhoneNumber:
    """Write down that a person proved a number; raises NumberTaken where somebody else did before."""
    try:
        with transaction.atomic():
            phone, _ = PhoneNumber.objects.update_or_create(user=user, defaults={"number": number})
    except IntegrityError:
        raise NumberTaken from None
    return phone


def take_number(user: User) -> None:
    """The number is no way in any more."""
    PhoneNumber.objects.filter(user=user).delete()


def deactivate(user: User, *, by: User | None = None) -> User:
    """Shut a person out, with all that is signed in as them; saving announces it, and their open
    sockets close. Raises PermissionDenied for the site's owner."""
    if user.is_owner:
        raise PermissionDenied
    for bot in _bots_of(user):
        deactivate(bot, by=by)
    return held(user, partial(_deactivate, by=by))


def _deactivate(user: User, *, by: User | None) -> User:
    user = User.objects.get(pk=user.pk)  # as it stands now that nobody else changes it
    if user.is_owner:
        raise PermissionDenied
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.forget_all(user)
    PersonalToken.objects.filter(user=user).delete()
    person_turned.send(sender=User, user=user)
    audit.note(Verb.PERSON_DEACTIVATED, by=by, person=user)
    return user


def reactivate(user: User, *, by: User | None = None) -> User:
    """Let a person in again, by the ways that they had; their bots need new tokens. Raises
    PermissionDenied for the deleted, and for what was never anybody: the voice of a webhook."""
    if user.deleted_at or (user.is_bot and not Bot.objects.filter(user=user).exists()):
        raise PermissionDenied
    user = held(user, partial(_reactivate, by=by))
    for bot in _bots_of(user):
        reactivate(bot, by=by)
    return user


def _reactivate(user: User, *, by: User | None) -> User:
    user = User.objects.get(pk=user.pk)
    if user.deleted_at:
        raise PermissionDenied
    user.is_active = True
    user.save(update_fields=["is_active"])
    person_turned.send(sender=User, user=user)
    audit.note(Verb.PERSON_RESTORED, by=by, person=user)
    return user


def _bots_of(user: User) -> list[User]:
    return list(User.objects.filter(bot__owner=user))


@transaction.atomic
def hand_over_site(*, by: User, to: User) -> User:
    """Make another the site's owner. Raises PermissionDenied unless it is the owner's to give, and
    the other is there to take it."""
    pair = User.objects.select_for_update().order_by("pk").in_bulk([by.pk, to.pk])
    owner, heir = pair[by.pk], pair[to.pk]
    if not (owner.is_owner and heir.is_active and owner != heir) or heir.is_bot:
        raise PermissionDenied
    audit.note(Verb.SITE_HANDED_OVER, by=owner, person=heir)
    _set_owner(owner, False)
    return _set_owner(heir, True)


def _set_owner(user: User, is_owner: bool) -> User:
    user.is_owner = user.is_staff = user.is_superuser = is_owner
    user.save(update_fields=["is_owner", "is_staff", "is_superuser"])
    return user


def delete_person(user: User) -> User:
    """Leave an empty row, so that what they wrote stays; announced once, however often it is asked.

    Saving announces the lost rights, and their open sockets close. Their bots go first.
    """
    for bot in _bots_of(user):
        delete_person(bot)
    return held(user, _delete)


def _delete(user: User) -> User:
    user = User.objects.get(pk=user.pk)
    if user.is_owner:
        raise PermissionDenied
    if user.is_active:
        _empty(user)
        profiles.remove_avatar(user)
        remove_belongings(user)
        person_deleted.send(sender=User, user=user)
    return user


def _empty(user: User) -> None:
    user.name = _as_everybody_reads(DELETED_BOT if user.is_bot else DELETED)
    user.username = _nobodys_username(user)
    user.email = user.bio = user.theme = user.language = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login, user.deleted_at = None, timezone.now()
    user.status_emoji = user.status_text = ""
    user.status_until = user.last_seen_at = None
    user.appears_offline = user.contacts_only = user.found_by_phone = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()


def _nobodys_username(user: User) -> str:
    """Somebody may have taken just the one meant for the deleted."""
    username = f"deleted-{user.pk}"
    is_taken = User.objects.filter(username=username).exists()
    return f"{username}-{secrets.token_hex(4)}" if is_taken else username
