"""What a program says of a room, and asks of all of them."""

from typing import Annotated

from django.conf import settings
from pydantic import Field, StringConstraints

from chat import access, hub
from chat.actions.reading import mark_read
from chat.actions.typing import tell_typing
from chat.consumers.commands.base import Command, Count, Id, Program, Scope
from chat.payloads import events
from chat.threads import for_program

RoomKey = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,17}$")]


class Sync(Command):
    """What is newer in each room than the version that the program holds everything up to."""

    rooms: Annotated[dict[RoomKey, Count], Field(max_length=settings.SYNCED_ROOMS)]

    async def run(self, program: Program) -> str:
        versions = {int(room_id): version for room_id, version in self.rooms.items()}
        reached = await hub.current().listeners.sync(program.socket, versions)
        return events.event("synced", id=self.id, rooms=reached)


class Read(Command):
    needs = Scope.WRITE

    room: Id
    seq: Count

    async def run(self, program: Program) -> None:
        await for_program(self._mark, program)

    def _mark(self, program: Program) -> None:
        membership = access.membership_for(program.person(), self.room)
        mark_read(membership=membership, seq=self.seq)


class Type(Command):
    needs = Scope.WRITE

    room: Id

    async def run(self, program: Program) -> None:
        await for_program(self._tell, program)

    def _tell(self, program: Program) -> None:
        tell_typing(membership=access.writing_membership_for(program.person(), self.room))


class Ping(Command):
    async def run(self, program: Program) -> str:
        return events.event("pong", id=self.id)
