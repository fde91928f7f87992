"""What a program may ask for on its socket, by type."""

from chat.consumers.commands.base import Command, Faulty, Program, read
from chat.consumers.commands.messages import Fetch, Send
from chat.consumers.commands.people import Declare, Watch
from chat.consumers.commands.rooms import Ping, Read, Sync, Type

COMMANDS: dict[str, type[Command]] = {
    "message.send": Send,
    "messages.fetch": Fetch,
    "sync": Sync,
    "room.read": Read,
    "typing": Type,
    "presence": Declare,
    "watch": Watch,
    "ping": Ping,
}

__all__ = ["COMMANDS", "Command", "Faulty", "Program", "read"]
