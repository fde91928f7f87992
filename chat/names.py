"""Every string that two floors share: groups of the channel layer, events, close codes, DOM ids."""

# Groups. One process subscribes at most once to each.
REVOCATIONS = "revocations"


def room_group(room_id: int) -> str:
    return f"room.{room_id}"


def user_group(user_id: int) -> str:
    return f"user.{user_id}"


def presence_group(user_id: int) -> str:
    return f"presence.{user_id}"


# Events on the channel layer.
ROOM_CHANGED = "room.changed"
ROOM_TYPING = "room.typing"
ROOM_SEEN = "room.seen"
USER_READ = "user.read"
USER_APPEARS = "user.appears"
PRESENCE_CHANGED = "presence.changed"
FACE_CHANGED = "face.changed"
USER_JOINED = "user.joined"
USER_SIDEBAR = "user.sidebar"
USER_MENTIONED = "user.mentioned"
USER_REPORTS = "user.reports"
USER_ASKED = "user.asked"
USER_REVOKED = "user.revoked"
# What concerns one person alone, on all their pages.
OWN = {USER_READ, USER_MENTIONED, USER_REPORTS, USER_ASKED}
PING = "ping"

# Whose word it is, in chat/presence.py, that a program says for its person.
PROGRAMS = "programs"

# The alias of a channel layer that is not configured: consumers take no channel of their own.
NO_LAYER = "none"

# Close codes of our sockets.
CLOSE_RESTART = 1012  # the process ends: come back, to another one or to this one's successor
CLOSE_RESTART_ALLOWED = 4012  # the same on servers that let no application say 1012, as daphne
CLOSE_FAULTY = 4400  # too much that makes no sense
CLOSE_RESYNC = 4000  # come back at once and ask for what you missed
CLOSE_SIGNED_OUT = 4401
CLOSE_NO_ROOM = 4403
CLOSE_TOO_MANY = 4429  # the person has as many open as one may have
