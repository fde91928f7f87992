"""What programs are told on a socket: each event, and several of them in a frame."""

import json
from collections.abc import Iterable, Sequence
from itertools import accumulate

# Characters of a batch; a client takes a megabyte in a frame if nobody tells it otherwise.
BATCH_LENGTH = 128 * 1024


def message_changed(room_id: int, version: int, message: str) -> str:
    """`message` is the JSON text of one, as it now stands."""
    head = f'"type":"message.changed","room":{room_id},"version":{version}'
    return f'{{{head},"message":{message}}}'


def room_changed(room: str) -> str:
    return f'{{"type":"room.changed","room":{room}}}'


def room_joined(room: str) -> str:
    return f'{{"type":"room.joined","room":{room}}}'


def room_left(room_id: int) -> str:
    return event("room.left", room=room_id)


def receipt(room_id: int, user_id: int, seq: int) -> str:
    return event("receipt", room=room_id, user=user_id, seq=seq)


def typing(room_id: int, user_id: int) -> str:
    return event("typing", room=room_id, user=user_id)


def presence(user_id: int, status: str) -> str:
    return event("presence", user=user_id, status=status)


def event(kind: str, **facts: object) -> str:
    return json.dumps({"type": kind, **facts}, ensure_ascii=False, separators=(",", ":"))


def spliced(kind: str, texts: dict[str, str], **facts: object) -> str:
    """An event with parts that are JSON already."""
    parts = "".join(f',"{name}":{text}' for name, text in texts.items())
    return f"{event(kind, **facts)[:-1]}{parts}}}"


def listed(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"


def fitting(texts: Sequence[str], *, from_end: bool) -> list[str]:
    """As many as go into a frame, from one end on; one always does."""
    ordered = texts[::-1] if from_end else texts
    lengths = accumulate(map(len, ordered))
    count = max(1, sum(length <= BATCH_LENGTH for length in lengths))
    return list(texts[-count:] if from_end else texts[:count])


def frames(events: Sequence[str]) -> list[str]:
    """As few as these go into."""
    if len(events) < 2:
        return list(events)
    frames: list[str] = []
    batch: list[str] = []
    length = 0
    for text in events:
        if batch and length + len(text) > BATCH_LENGTH:
            frames.append(_frame(batch))
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    return [*frames, _frame(batch)]


def _frame(batch: list[str]) -> str:
    return batch[0] if len(batch) == 1 else f'{{"type":"batch","events":{listed(batch)}}}'
