"""The socket of a program: events out, commands in."""

import asyncio
import logging
import time

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import sessions
from accounts.allowances import Spent
from accounts.tokens import Holder
from chat import hub, names
from chat.consumers.commands import COMMANDS, Command, Faulty, Program, read
from chat.consumers.credentials import BEARER, holder_in
from chat.consumers.live import LiveConsumer
from chat.consumers.pace import COMMANDING, OPENING, Pace, pace_of
from chat.errors import (
    ChatError,
    InvalidRequest,
    NotInScope,
    RoomNotFound,
    TooOften,
    refusal_of,
)
from chat.payloads import events
from chat.program_sockets import ProgramSocket
from chat.threads import for_program
from texter import metrics

logger = logging.getLogger(__name__)


class ProgramConsumer(LiveConsumer):
    """`/ws/api/` hears all rooms of whoever's program it is, `/ws/api/rooms/<id>/` one.

    Its commands run one after the other: Channels hands the next frame in when the last is done.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.faults = 0
        self.pace = Pace()
        self.holder = self.expiry = None

    @property
    def subprotocol(self) -> str | None:
        return BEARER if BEARER in self.scope["subprotocols"] else None

    async def enter(self):
        here = hub.current()
        await here.ready()
        opened_at = time.monotonic()
        self.holder = await for_program(holder_in, self.scope)
        if self.holder is None:
            return self.outbox.close(names.CLOSE_SIGNED_OUT)
        user = self.holder.user
        if here.programs_of(user.pk) >= settings.SOCKETS_A_PERSON:
            return self.outbox.close(names.CLOSE_TOO_MANY)
        self.pace = pace_of(COMMANDING, user.pk)
        self.socket = self._socket(opened_at)
        self._end_with_the_token()
        await here.enter(self.socket, user.pk)
        await pace_of(OPENING, user.pk).keep()
        if not self.outbox.is_open:
            return None
        try:
            return await here.listeners.arrive(self.socket)
        except RoomNotFound:
            return self.outbox.close(names.CLOSE_NO_ROOM)

    def _socket(self, opened_at: float) -> ProgramSocket:
        room_id = self.scope["url_route"]["kwargs"].get("room_id")
        session = sessions.fingerprint(self.holder.session_key)
        socket = ProgramSocket(self.outbox, session, self.holder.user, room_id)
        socket.opened_at = opened_at  # what was lost while the credential was looked at counts
        return socket

    def _end_with_the_token(self) -> None:
        token = self.holder.token
        if token is not None and token.expires_at is not None:
            left = (token.expires_at - timezone.now()).total_seconds()
            loop = asyncio.get_running_loop()
            self.expiry = loop.call_later(left, self.outbox.close, names.CLOSE_SIGNED_OUT)

    async def receive(self, text_data=None, bytes_data=None):
        if self.socket is not None and self.outbox.is_open:
            async with self.socket.answering:
                await self.pace.keep()
                if self.outbox.is_open:  # still: what nobody hears of any more is not done
                    await self._take(text_data)

    async def _take(self, text: str | None) -> None:
        try:
            command = read(text, COMMANDS)
        except Faulty as fault:
            return self._note(fault)
        self.faults = 0
        answer = await self._answer(command)
        if answer:
            self.outbox.put(answer)
        return None

    def _note(self, fault: Faulty) -> None:
        self.faults += 1
        self.outbox.put(_error(fault.label, fault.code, fault.words))
        if self.faults >= settings.FAULTY_COMMANDS:
            self.outbox.close(names.CLOSE_FAULTY)

    async def _answer(self, command: Command) -> str | None:
        try:
            return await _done(command, self.holder, self.socket)
        except ChatError as error:
            return _refusal(command, error)
        except Spent as error:
            return _refusal(command, TooOften(error.seconds))
        except (OperationalError, InterfaceError) as error:
            return _refusal(command, refusal_of(error))
        except (DataError, OverflowError):
            return _refusal(command, InvalidRequest())
        except Exception:
            logger.exception("A command of type %s failed", command.type)
            return _error(command.id, "failed", _("That did not work. Try again in a moment."))

    async def leave(self):
        if self.expiry:
            self.expiry.cancel()
        await super().leave()


async def _done(command: Command, holder: Holder, socket: ProgramSocket) -> str | None:
    if not holder.may(command.needs):
        raise NotInScope
    answer = await command.run(Program(holder.user.pk, socket))
    return answer or (events.event("ack", id=command.id) if command.id else None)


def _refusal(command: Command, error: ChatError) -> str:
    if error.status == 429:
        metrics.TOO_OFTEN.inc()
    after = error.headers.get("Retry-After")
    more = {"retry_after": int(after)} if after else {}
    return _error(command.id, error.code, str(error.words), **more)


def _error(label: str | None, code: str, words: str, **more: object) -> str:
    return events.event("error", id=label, code=code, detail=words, **more)
