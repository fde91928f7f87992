"""The verbs about personal tokens: the long-lived keys of people's own programs."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.allowances import Ceiling, spend
from accounts.models import PersonalToken, User, Verb
from accounts.people import NAME_LENGTH
from accounts.signals import rights_lost

PREFIX = "txt_"
LIMIT = settings.PERSONAL_TOKENS
KEY_CHANGES = Ceiling("key change", settings.KEY_CHANGES_AN_HOUR, 3_600)
NOTED_EVERY = timedelta(minutes=1)


class TooManyTokens(Exception):
    """The person has as many as one may have."""

    @property
    def words(self) -> str:
        words = _("You have %(limit)s tokens. Revoke one you no longer use, then make another.")
        return words % {"limit": LIMIT}


@transaction.atomic
def make_token(
    user: User,
    name: str,
    *,
    scope: str = PersonalToken.Scope.WRITE,
    expires_at: datetime | None = None,
) -> tuple[PersonalToken, str]:
    """A new token, and its text, which is nowhere kept; raises TooManyTokens and Spent."""
    token, text = add_token(user, name, scope=scope, expires_at=expires_at)
    count_change(user)
    audit.note(Verb.TOKEN_MADE, by=user, person=user, thing=token.pk, scope=scope)
    return token, text


def count_change(by: User) -> None:
    """The log keeps every change of a key for good; raises Spent."""
    spend(KEY_CHANGES, str(by.pk))


def add_token(
    user: User,
    name: str,
    *,
    scope: str = PersonalToken.Scope.WRITE,
    expires_at: datetime | None = None,
) -> tuple[PersonalToken, str]:
    """As part of a verb. The person's row is locked meanwhile, so that many at once do not pass the
    limit."""
    User.objects.select_for_update().get(pk=user.pk)
    if PersonalToken.objects.filter(user=user).count() >= LIMIT:
        raise TooManyTokens
    text = PREFIX + secrets.token_urlsafe(30)
    token = PersonalToken.objects.create(
        user=user,
        name=name[:NAME_LENGTH],
        digest=_digest(text),
        hint=text[-4:],
        scope=scope,
        expires_at=expires_at,
    )
    return token, text


def tokens_from(user: User, before: int | None, limit: int) -> list[PersonalToken]:
    """The newest so many tokens of theirs, from the one `before` on; those that ran out, too."""
    found = PersonalToken.objects.filter(user=user).order_by("-pk")
    return list((found if before is None else found.filter(pk__lt=before))[:limit])


def token_for(text: str) -> PersonalToken | None:
    """The token that this is the text of, and note its use; None where it is no good."""
    tokens = PersonalToken.objects.standing().select_related("user")
    token = tokens.filter(digest=_digest(text)).first()
    if token:
        _note_use(token)
    return token


@transaction.atomic
def revoke_token(token: PersonalToken, *, by: User) -> None:
    """The sockets that were opened with it close."""
    audit.note(Verb.TOKEN_REVOKED, by=by, person=token.user, thing=token.pk)
    end_token(token)


def end_token(token: PersonalToken) -> None:
    """As part of a verb."""
    session_key = token.session_key
    token.delete()
    rights_lost.send(sender=User, user=token.user, session_key=session_key)


def _digest(text: str) -> str:
    """Plain SHA-256 is enough: there is nothing to guess in 240 random bits."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _note_use(token: PersonalToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        PersonalToken.objects.filter(pk=token.pk).update(last_used_at=now)
