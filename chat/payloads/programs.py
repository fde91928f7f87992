"""Bots, what was said to them, and webhooks as JSON, without their keys."""

from accounts.models import Bot
from chat.models import Delivery, Webhook
from chat.payloads.people import author
from chat.payloads.times import optional_stamp, stamp


def bot(bot: Bot) -> dict:
    return {
        "id": bot.pk,
        "user": author(bot.user),
        "address": bot.address,
        "created_at": stamp(bot.created_at),
    }


def delivery(delivery: Delivery, *, is_in_room: bool) -> dict:
    """Of a room that the bot lost it is not told which one it was."""
    return {
        "id": delivery.pk,
        "type": delivery.kind,
        "state": delivery.state,
        "room": delivery.message.room_id if is_in_room else None,
        "message": delivery.message_id if is_in_room else None,
        "tries": delivery.tries,
        "code": delivery.code,
        "milliseconds": delivery.milliseconds,
        "note": delivery.note,
        "created_at": stamp(delivery.created_at),
        "tried_at": optional_stamp(delivery.tried_at),
        "due_at": stamp(delivery.due_at) if delivery.is_waiting else None,
    }


def webhook(webhook: Webhook) -> dict:
    return {
        "id": webhook.pk,
        "room": webhook.room_id,
        "user": author(webhook.user),
        "made_by": author(webhook.made_by),
        "hint": webhook.hint,
        "created_at": stamp(webhook.created_at),
        "last_used_at": optional_stamp(webhook.last_used_at),
    }
