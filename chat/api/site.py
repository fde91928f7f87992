"""The API as a whole: its doors, what all of them take, and its description."""

from chat.api import (
    avatars,
    bans,
    blocks,
    contacts,
    entrances,
    hooks,
    invites,
    me,
    members,
    presences,
    room_pictures,
    rooms,
    tokens,
    users,
)
from chat.api.bodies import SoundParser
from chat.api.credentials import credentials
from chat.api.description import EXTRA, DescribedAPI
from chat.api.pace import PersonPace
from chat.api.problems import answer_problems

PEOPLE = (me, avatars, presences, users, contacts, blocks)
ROOMS = (rooms, entrances, members, bans, invites, room_pictures)

api = DescribedAPI(
    title="texter",
    version="1",
    urls_namespace="api",
    auth=credentials(),
    parser=SoundParser(),
    throttle=[PersonPace()],
    docs_url=None,
    openapi_extra=EXTRA,
)
answer_problems(api)
for door in (*PEOPLE, *ROOMS, tokens, hooks):
    api.add_router("", door.router)
