"""The shapes that programs send and get. What is sent is refused where it holds a field of no name."""

from chat.api.schemas.base import Id, Items, Problem, Sent
from chat.api.schemas.people import Author, Person

__all__ = ["Author", "Id", "Items", "Person", "Problem", "Sent"]
