"""What a bot's program is sent: a message that was said to it, signed so that it can tell from whom."""

import hashlib
import hmac
import json
import time
from typing import NamedTuple

from chat.models import Delivery, Message
from chat.payloads import messages


class Call(NamedTuple):
    body: bytes
    headers: dict[str, str]


def call(delivery: Delivery, message: Message) -> Call:
    """`message` with its author and room, as it stands now."""
    body = _body(delivery, message).encode()
    moment = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "X-Texter-Delivery": str(delivery.pk),
        "X-Texter-Timestamp": moment,
        "X-Texter-Signature": signature(delivery.bot.signing_key, moment, body),
    }
    return Call(body, headers)


def signature(key: bytes, moment: str, body: bytes) -> str:
    """Over the time and the body, so that what somebody overheard cannot be sent again later."""
    digest = hmac.new(key, moment.encode() + b"." + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def _body(delivery: Delivery, message: Message) -> str:
    room = message.room
    facts = {
        "type": delivery.kind,
        "delivery": delivery.pk,
        "bot": delivery.bot.user_id,
        "room": {"id": room.pk, "kind": room.kind, "name": room.name},
    }
    told = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return f'{told[:-1]},"message":{messages.text(message)}}}'
