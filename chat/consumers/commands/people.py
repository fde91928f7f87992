"""How present people are: oneself, and those whom one watches."""

from typing import Annotated, Literal

from django.conf import settings
from pydantic import Field

from chat import hub
from chat.consumers.commands.base import Command, Id, Program, Scope


class Declare(Command):
    needs = Scope.WRITE

    status: Literal["online", "away", "offline"]

    async def run(self, program: Program) -> None:
        program.socket.declares(self.status)
        await hub.current().company.note(program.socket)


class Watch(Command):
    """These people in place of those before."""

    people: Annotated[list[Id], Field(max_length=settings.WATCHED_PEOPLE)]

    async def run(self, program: Program) -> None:
        await hub.current().company.watch(program.socket, sorted(set(self.people)))
