"""A command: what it may hold, and what it may not; never more than it names."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from accounts.models import PersonalToken, User
from chat.access import BIGGEST_ID
from chat.errors import SignedOut
from chat.program_sockets import ProgramSocket

Scope = PersonalToken.Scope
Id = Annotated[int, Field(gt=0, le=BIGGEST_ID)]
Count = Annotated[int, Field(ge=0, le=BIGGEST_ID)]
HALF = re.compile(r"\\u[dD][89a-fA-F]")
Label = Annotated[str, StringConstraints(max_length=200)]


class Program(NamedTuple):
    """Who asks, and where the answer goes."""

    user_id: int
    socket: ProgramSocket

    def person(self) -> User:
        """As they are now, for what is said in their name."""
        user = User.objects.filter(pk=self.user_id, is_active=True).first()
        if user is None:
            raise SignedOut
        return user


class Command(BaseModel):
    """`needs`: the scope of a personal token that it takes. `id` comes back with the answer."""

    model_config = ConfigDict(extra="forbid", strict=True)

    needs: ClassVar[str] = Scope.READ

    type: str
    id: Label | None = None

    async def run(self, program: Program) -> str | None:
        """Do it and give the answer; None where only that it was done is to be told."""
        raise NotImplementedError


class Faulty(Exception):
    """A frame that is no command."""

    def __init__(self, code: str, words: str, label: str | None = None):
        super().__init__(words)
        self.code, self.words, self.label = code, words, label


def read(text: str | None, commands: Mapping[str, type[Command]]) -> Command:
    """The command that a frame holds; raises Faulty."""
    if text is None:
        raise Faulty("not_text", _("Send text frames."))
    if len(text) > settings.FRAME_BYTES or len(text.encode()) > settings.FRAME_BYTES:
        raise Faulty("too_long", _("That is more than a frame may hold."))
    frame = _json_in(text)
    kind, label = frame.get("type"), _label_in(frame)
    if not isinstance(kind, str) or kind not in commands:
        raise Faulty("unknown_type", _("There is no command of that type."), label)
    if HALF.search(text) and not _is_whole(frame):
        raise Faulty("invalid", _("Half a surrogate pair is no character."), label)
    try:
        return commands[kind].model_validate(frame)
    except ValidationError as error:
        raise Faulty("invalid", _first_fault(error), label) from None


def _json_in(text: str) -> dict:
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        frame = None
    if not isinstance(frame, dict):
        raise Faulty("invalid_json", _("Send a JSON object."))
    return frame


def _label_in(frame: dict) -> str | None:
    label = frame.get("id")
    is_one = isinstance(label, str) and len(label) <= 200 and _is_sound(label)
    return label if is_one else None


def _is_sound(text: str) -> bool:
    """Half a surrogate pair can be written in JSON, and sent nowhere."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_whole(frame: dict) -> bool:
    try:
        return _is_sound(json.dumps(frame, ensure_ascii=False))
    except RecursionError:
        return False


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(map(str, fault["loc"]))
    # The name of a field may be anything that a stranger wrote.
    shown = place if _is_sound(place) else "?"
    return f"{shown[:100]}: {fault['msg']}"
