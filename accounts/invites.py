"""The verbs about invites: make one, end it, follow it."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.allowances import Ceiling, spend
from accounts.models import Invite, User, Verb
from accounts.signals import invite_held_out, invite_taken

INVITES = Ceiling("invite", settings.INVITES_AN_HOUR, 3_600)


def invite_for(token: str) -> Invite | None:
    """The invite that a link names, with its maker; None where it lets nobody in (any more)."""
    return Invite.objects.live().named(token).select_related("created_by").first()


def invites_from(user: User, room_id: int, before: int | None, limit: int) -> list[Invite]:
    """The newest so many live links of theirs into a room, from the one `before` on."""
    found = Invite.objects.live().by(user).filter(room_id=room_id).newest_first()
    return list((found if before is None else found.filter(pk__lt=before))[:limit])


@transaction.atomic
def make_invite(
    *, by: User, room_id: int | None, lifetime: timedelta | None, uses: int | None
) -> Invite:
    """A link to the room, or to the whole site; `lifetime` and `uses` None: without end. Raises
    Spent."""
    invite = add_invite(by=by, room_id=room_id, lifetime=lifetime, uses=uses)
    audit.note(Verb.INVITE_MADE, by=by, thing=invite.pk, room_id=room_id, uses=uses)
    return invite


def add_invite(
    *, by: User, room_id: int | None, lifetime: timedelta | None, uses: int | None
) -> Invite:
    """As part of a verb, which writes it down."""
    spend(INVITES, str(by.pk))
    expires_at = timezone.now() + lifetime if lifetime else None
    return Invite.objects.create(
        created_by=by, room_id=room_id, expires_at=expires_at, uses_left=uses
    )


@transaction.atomic
def revoke_invite(*, invite: Invite, by: User | None) -> Invite:
    """The link leads nowhere from now on."""
    if end_invite(invite):
        whose = invite.created_by
        audit.note(
            Verb.INVITE_REVOKED, by=by, person=whose, thing=invite.pk, room_id=invite.room_id
        )
    return invite


def end_invite(invite: Invite) -> bool:
    """As part of a verb, which writes it down. Whether it was good until now."""
    return _revoke(Invite.objects.filter(pk=invite.pk)) > 0


def revoke_room_invites(*, by: User, room_id: int) -> None:
    """Who may no longer let people into a room has no link that does."""
    _revoke(Invite.objects.by(by).filter(room_id=room_id))


def revoke_invites_to(*, room_id: int, but_by: Iterable[int] = ()) -> None:
    """Nobody follows a link to this room any more, but those of the people with these ids."""
    _revoke(Invite.objects.filter(room_id=room_id).exclude(created_by__in=but_by))


def revoke_members_invites() -> None:
    """From now on the owner alone lets people into the site as such."""
    _revoke(Invite.objects.to_site().exclude(created_by__in=User.objects.filter(is_owner=True)))


def _revoke(invites) -> int:
    """How many it were."""
    return invites.filter(revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def take_invite(*, token: str, user: User) -> Invite | None:
    """Follow an invite with an account. A use only where it leads somewhere new; None: it is dead."""
    invite = _count_use(token)
    if invite and not _brings(invite, user):
        _uncount_use(invite)
    return invite


@transaction.atomic
def take_newcomers_invite(*, token: str, user: User) -> Invite | None:
    """Follow an invite with an account that was made for it: a use in any case. None: it is dead."""
    invite = _count_use(token)
    if invite:
        _brings(invite, user)
    return invite


def _count_use(token: str) -> Invite | None:
    """One statement asks and counts: of many at once, as many are let in as there are uses."""
    invite = invite_for(token)
    if invite is None or not _leads_somewhere(invite):
        return None
    counted = Invite.objects.live().filter(pk=invite.pk).update(uses_left=F("uses_left") - 1)
    return invite if counted else None


def _leads_somewhere(invite: Invite) -> bool:
    facts = {"room_id": invite.room_id, "host": invite.created_by}
    answers = invite_held_out.send(sender=Invite, **facts)
    return all(is_good for _, is_good in answers)


def _uncount_use(invite: Invite) -> None:
    """In the same transaction, so nobody saw the use missing."""
    Invite.objects.filter(pk=invite.pk).update(uses_left=F("uses_left") + 1)


def _brings(invite: Invite, user: User) -> bool:
    answers = invite_taken.send(
        sender=Invite, user=user, room_id=invite.room_id, host=invite.created_by
    )
    return any(is_new for _, is_new in answers)
