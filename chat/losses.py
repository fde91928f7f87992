"""Rights that were lost lately: each acted on once, and remembered for sockets that are just opening."""

import time

from chat.models import Revocation

LOOK_BACK = 15  # seconds: a revocation may be committed this long after its time stamp


class Losses:
    """What this process knows of revocations, by the channel layer or from the database."""

    def __init__(self):
        self.known: dict[int, tuple[float, dict]] = {}

    def add(self, revocation: dict) -> bool:
        """Take note; False where it is known already."""
        if revocation["pk"] in self.known:
            return False
        self.known[revocation["pk"]] = (time.monotonic(), revocation)
        return True

    def of(self, user_id: int, since: float) -> list[dict]:
        """A person's losses heard of since a moment of the monotonic clock."""
        return [
            revocation
            for heard_at, revocation in self.known.values()
            if heard_at >= since and revocation["user_id"] == user_id
        ]

    def forget(self) -> None:
        """Drop what the database will not bring up again."""
        horizon = time.monotonic() - 2 * LOOK_BACK
        self.known = {pk: loss for pk, loss in self.known.items() if loss[0] > horizon}


def late_revocations() -> list[dict]:
    fields = ("pk", "user_id", "room_id", "session")
    return list(Revocation.objects.within(LOOK_BACK).values(*fields))
