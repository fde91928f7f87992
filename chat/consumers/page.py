"""The socket of a page: fragments out, little in."""

import json
import time
from urllib.parse import parse_qs

from django.conf import settings

from accounts import sessions
from chat import access, hub, names, sidebar
from chat.actions.typing import tell_typing
from chat.consumers.live import LiveConsumer
from chat.consumers.pace import OPENING, SPEAKING, Pace, pace_of
from chat.errors import ChatError, RoomNotFound
from chat.sockets import Socket
from chat.threads import in_thread

DIGITS = 30  # more than any number of ours has
TYPING_GAP = 2.0  # seconds between two signals of one socket that are passed on
WATCH_GAP = 0.5  # seconds between two lists of people that are looked up


class PageConsumer(LiveConsumer):
    """`/ws/?room=<id>&since=<version>`: hears the room from that version on, and the sidebar.

    Without a room it hears the sidebar only.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = None
        self.pace = Pace()
        self.typed_at = self.watched_at = 0.0

    async def enter(self):
        here = hub.current()
        await here.ready()
        session_key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME)
        socket = Socket(self.outbox, sessions.fingerprint(session_key))
        self.user = await in_thread(sessions.user_for, session_key)
        if self.user is None:
            return self.outbox.close(names.CLOSE_SIGNED_OUT)
        self.socket = socket
        await here.enter(socket, self.user.pk)
        self.pace = pace_of(SPEAKING, self.user.pk)
        await pace_of(OPENING, self.user.pk).keep()
        if not self.outbox.is_open:  # one page more was opened meanwhile than a person may have
            return None
        now = time.monotonic()
        try:
            membership, shown = await in_thread(self._look_up)
        except ChatError:
            return self.outbox.close(names.CLOSE_NO_ROOM)
        if membership is not None:
            since = self._query("since") or 0
            await here.open_room(socket, membership, since, looked_up_at=now)
        return await here.show_sidebar([socket], shown, looked_up_at=now)

    def _look_up(self):
        room_id = self._query("room")
        membership = None if room_id is None else access.membership_for(self.user, room_id)
        return membership, sidebar.pushed_sidebar(self.user.pk)

    def _query(self, name: str) -> int | None:
        word = parse_qs(self.scope["query_string"].decode("latin1")).get(name, [""])[0]
        return int(word[:DIGITS]) if word.isascii() and word.isdigit() else None

    async def receive(self, text_data=None, bytes_data=None):
        """A page says that its person types, whether it is in view, and whom it shows; no more."""
        await self.pace.keep()
        if self.user is None or len(text_data or "") > settings.FRAME_BYTES:
            return
        try:
            frame = json.loads(text_data or "")
        except (ValueError, RecursionError):
            return
        if isinstance(frame, dict) and self.socket is not None:
            kind = frame.get("type")
            if kind == "typing":
                await self._type()
            elif kind == "presence":
                await self._show(frame.get("state"))
            elif kind == "watch":
                await self._watch(frame.get("people"), frame.get("faces", []))

    async def _show(self, state):
        if state in ("visible", "hidden"):
            self.socket.shows(state == "visible")
            await hub.current().company.note(self.socket)

    async def _watch(self, people, faces):
        now = time.monotonic()
        if (
            not (isinstance(people, list) and isinstance(faces, list))
            or now - self.watched_at < WATCH_GAP
        ):
            return
        self.watched_at = now
        ids = sorted(_ids(people))[: settings.WATCHED_PEOPLE]
        await hub.current().company.watch(self.socket, ids, _ids(faces))

    async def _type(self):
        now = time.monotonic()
        room_id = self.socket.room_id
        if room_id is None or now - self.typed_at < TYPING_GAP:
            return
        self.typed_at = now
        try:
            await in_thread(self._tell_typing, room_id)
        except RoomNotFound:
            self.outbox.close(names.CLOSE_NO_ROOM)
        except ChatError:
            return  # the composer says why

    def _tell_typing(self, room_id: int):
        tell_typing(membership=access.writing_membership_for(self.user, room_id))


def _ids(told: list) -> set[int]:
    return {each for each in told if type(each) is int and 0 < each <= access.BIGGEST_ID}
