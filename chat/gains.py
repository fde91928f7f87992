"""Places that were given lately: what the layer did not tell of them, the clock finds."""

import time

from django.db.models import Max

from chat.models import Membership

LOOK_BACK = 15  # seconds: a place may be committed this long after one that was made later


class Gains:
    """The memberships that were made since the first look. Their numbers rise, and none comes twice."""

    def __init__(self):
        self.floor: int | None = None  # everything up to here is known or was before our time
        self.known: dict[int, float] = {}

    def look(self) -> list[tuple[int, int]]:
        """(user_id, room_id) of each that was not there at the last look."""
        if self.floor is None:
            self.floor = Membership.objects.aggregate(newest=Max("pk"))["newest"] or 0
        made = Membership.objects.filter(pk__gt=self.floor).values_list("pk", "user_id", "room_id")
        new = [each for each in made if each[0] not in self.known]
        now = time.monotonic()
        self.known.update((pk, now) for pk, _, _ in new)
        self._forget(now - LOOK_BACK)
        return [(user_id, room_id) for _, user_id, room_id in new]

    def _forget(self, horizon: float) -> None:
        """Drop what nothing comes before any more."""
        old = [pk for pk, found_at in self.known.items() if found_at <= horizon]
        self.floor = max([self.floor or 0, *old])
        self.known = {pk: at for pk, at in self.known.items() if pk > self.floor}
