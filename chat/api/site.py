"""The API as a whole: its doors, what all of them take, and its description."""

from chat.api import (
    attachments,
    avatars,
    bans,
    blocks,
    bots,
    contacts,
    deliveries,
    entrances,
    hooks,
    invites,
    marks,
    me,
    members,
    messages,
    presences,
    reactions,
    reading,
    reports,
    room_messages,
    room_pictures,
    rooms,
    search,
    tokens,
    users,
    webhooks,
)
from chat.api.credentials import credentials
from chat.api.description import EXTRA, DescribedAPI
from chat.api.pace import PersonPace
from chat.api.parsing import JsonParser
from chat.api.problems import answer_problems

PEOPLE = (me, avatars, presences, users, contacts, blocks, reports)
ROOMS = (rooms, entrances, members, bans, invites, room_pictures, webhooks)
PROGRAMS = (tokens, bots, deliveries, hooks)
MESSAGES = (room_messages, messages, reactions, reading, marks, attachments, search)

api = DescribedAPI(
    title="texter",
    version="1",
    urls_namespace="api",
    auth=credentials(),
    parser=JsonParser(),
    throttle=[PersonPace()],
    docs_url=None,
    openapi_extra=EXTRA,
)
answer_problems(api)
for door in (*PEOPLE, *ROOMS, *MESSAGES, *PROGRAMS):
    api.add_router("", door.router)
