"""Say something, and read what was said."""

import time
from typing import Annotated
from uuid import UUID, uuid4

from django.conf import settings
from pydantic import Field

from chat import access
from chat.actions.drafts import Draft
from chat.actions.messages import send_message
from chat.consumers.commands.base import Command, Count, Id, Program, Scope
from chat.errors import InvalidRequest
from chat.models import Membership, Message
from chat.payloads import events, messages
from chat.threads import for_program
from texter import metrics

FETCHED = 15  # if nobody says how many


class Send(Command):
    needs = Scope.WRITE

    room: Id
    body: str
    client_id: Annotated[UUID, Field(strict=False)] | None = None
    reply_to: Id | None = None

    async def run(self, program: Program) -> str:
        began = time.perf_counter()
        message = await for_program(self._send, program)
        metrics.ACK.observe(time.perf_counter() - began)
        return events.spliced("ack", {"message": message}, id=self.id)

    def _send(self, program: Program) -> str:
        membership = access.writing_membership_for(program.person(), self.room)
        reply_to = self.reply_to and access.message_for(membership, self.reply_to)
        draft = Draft(self.body, self.client_id or uuid4(), reply_to)
        return messages.text(send_message(membership=membership, draft=draft))


class Fetch(Command):
    """A page of history, oldest first, before or after a seq; the newest where neither is said."""

    room: Id
    before: Count | None = None
    after: Count | None = None
    limit: Annotated[int, Field(gt=0, le=settings.FETCHED_MESSAGES)] = FETCHED

    async def run(self, program: Program) -> str:
        if self.before is not None and self.after is not None:
            raise InvalidRequest
        items, more = await for_program(self._fetch, program)
        parts = {"items": events.listed(items), "more": "true" if more else "false"}
        return events.spliced("messages", parts, id=self.id, room=self.room)

    def _fetch(self, program: Program) -> tuple[list[str], bool]:
        membership = access.membership_for(program.socket.user, self.room)
        batch = self._batch(membership)
        more = len(batch) > self.limit
        shown = batch[: self.limit] if self.after is not None else batch[-self.limit :]
        told = events.fitting(messages.texts(shown), from_end=self.after is None)
        return told, more or len(told) < len(shown)

    def _batch(self, membership: Membership) -> list[Message]:
        """One more than asked for, if there is one more."""
        visible = Message.objects.visible_to(membership).with_author()
        if self.after is not None:
            return visible.after(self.after).oldest(self.limit + 1)
        if self.before is not None:
            visible = visible.before(self.before)
        return visible.newest(self.limit + 1)
