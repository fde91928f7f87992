"""What a message says, made ready before its room is locked: rendering and folding a long one takes
longer than anybody should wait for a lock, and on SQLite everybody would."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from chat import markup
from chat.actions.mentions import members_called
from chat.models import Room
from chat.search.terms import words_of


@dataclass(frozen=True)
class Wording:
    """A body with whom it names, by lower-case username; rendered, and the words it is found by."""

    body: str
    people: Mapping[str, int]
    html: str
    words: Sequence[str]

    @classmethod
    def of(cls, body: str, people: Mapping[str, int]) -> Self:
        html = markup.to_html(body, people)
        return cls(body, people, html, words_of(html))

    @property
    def fields(self) -> dict:
        """As a message keeps them."""
        return {"body": self.body, "html": self.html, "renderer": markup.RENDERER}

    def still(self, body: str, people: Mapping[str, int]) -> Self:
        """Itself, where this is what is said: all but always. Else it is made afresh."""
        is_same = (body, people) == (self.body, self.people)
        return self if is_same else self.of(body, people)


def prepared(body: str, *, room: Room, by, before: str = "") -> Wording:
    """Call it outside any transaction, and `as_now` inside. `before`: what an edit takes the place of,
    rendered; whom that names stays named by the name they had then."""
    return Wording.of(body, _named(body, room, by, before))


def as_now(wording: Wording, *, room: Room, by, before: str = "") -> Wording:
    """The same by those who are in the room now that it is locked, and by what its author may."""
    return wording.still(wording.body, _named(wording.body, room, by, before))


def _named(body: str, room: Room, by, before: str) -> dict[str, int]:
    kept = {name: pk for name, pk in markup.spelled_in(before).items() if pk != markup.EVERYBODY}
    return members_called(body, room=room, by=by) | kept
