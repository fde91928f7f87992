"""Doors into a room for other programs: made, renamed, rotated, revoked, and spoken through."""

import secrets
import string
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, bots, profiles
from accounts.models import User, Verb
from chat.actions.drafts import Draft
from chat.actions.memberships import come_in, go_out
from chat.actions.messages import send_message
from chat.actions.room_life import count_change
from chat.actions.standing import standing
from chat.errors import TooManyOfThem, WebhookNotFound
from chat.models import Membership, Message, Room, Webhook
from chat.rights import check_decorator

# Letters and digits, 32 of them: others' programs take no other tokens in the address of a webhook.
ALPHABET = string.ascii_letters + string.digits
TOKEN_LENGTH = 32
NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_webhook(*, room: Room, by, name: str) -> tuple[Webhook, str]:
    """A webhook and its token, which is nowhere kept. The room says that it came, as of a member.
    Raises RoomFull, TooManyOfThem and Spent."""
    room = standing(room=room, user=by, check=check_decorator).room
    count_change(by)
    if Webhook.objects.in_room(room.pk).standing().count() >= settings.WEBHOOKS_IN_ROOM:
        words = _("A room can have up to %(limit)s webhooks. Revoke one first.")
        raise TooManyOfThem(words % {"limit": settings.WEBHOOKS_IN_ROOM})
    voice = bots.add_voice(name)
    come_in(room=room, user=voice, words="was added as a webhook")
    webhook = Webhook(room=room, user=voice, made_by=by)
    token = _new_token(webhook)
    _note(Verb.WEBHOOK_MADE, webhook, by)
    return webhook, token


@transaction.atomic
def rename_webhook(*, webhook: Webhook, by, name: str) -> Webhook:
    """All that it ever said is under its new name then."""
    webhook = _current(webhook, by)
    profiles.change(webhook.user, name=name)
    return webhook


@transaction.atomic
def picture_webhook(*, webhook: Webhook, by, image: bytes) -> Webhook:
    webhook = _current(webhook, by)
    profiles.set_avatar(webhook.user, image)
    return webhook


@transaction.atomic
def rotate_webhook(*, webhook: Webhook, by) -> tuple[Webhook, str]:
    """Another token; the one before leads nowhere from now on."""
    webhook = _current(webhook, by)
    _note(Verb.WEBHOOK_ROTATED, webhook, by)
    return webhook, _new_token(webhook)


@transaction.atomic
def revoke_webhook(*, webhook: Webhook, by) -> Webhook:
    """It says nothing more; what it said stays."""
    webhook = _current(webhook, by)
    _note(Verb.WEBHOOK_REVOKED, webhook, by)
    webhook.revoked_at = timezone.now()
    webhook.save(update_fields=["revoked_at"])
    place = Membership.objects.in_room(webhook.room_id).select_related("user", "room")
    go_out(membership=place.get(user=webhook.user), words="was removed")
    return webhook


def say_by_webhook(
    *, webhook: Webhook, membership: Membership, body: str, client_id: UUID
) -> Message:
    """Say something as the webhook, at its own pace; raises what send_message does."""
    message = send_message(membership=membership, draft=Draft(body, client_id))
    now = timezone.now()
    if webhook.last_used_at is None or now - webhook.last_used_at >= NOTED_EVERY:
        Webhook.objects.filter(pk=webhook.pk).update(last_used_at=now)
    return message


def _current(webhook: Webhook, by) -> Webhook:
    """As it stands now, for who keeps order in its room."""
    standing(room=webhook.room, user=by, check=check_decorator)
    count_change(by)
    found = Webhook.objects.standing().filter(pk=webhook.pk).first()
    if found is None:
        raise WebhookNotFound
    found.room = webhook.room
    return found


def _note(verb: Verb, webhook: Webhook, by: User) -> None:
    audit.note(verb, by=by, person=webhook.user, room=webhook.room, thing=webhook.pk)


def _new_token(webhook: Webhook) -> str:
    token = "".join(secrets.choice(ALPHABET) for _each in range(TOKEN_LENGTH))
    webhook.digest, webhook.hint = Webhook.digest_of(token), token[-4:]
    webhook.save()
    return token
