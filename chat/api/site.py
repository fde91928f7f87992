"""The API as a whole: its doors, what all of them take, and its description."""

from chat.api import (
    attachments,
    marks,
    me,
    messages,
    reactions,
    reading,
    room_messages,
    search,
)
from chat.api.credentials import credentials
from chat.api.openapi import Api
from chat.api.parsing import JsonParser
from chat.api.problems import answer_problems

api = Api(
    title="texter",
    version="1",
    urls_namespace="api",
    auth=credentials(),
    parser=JsonParser(),
)
answer_problems(api)
for door in (me, room_messages, messages, reactions, reading, marks, attachments, search):
    api.add_router("", door.router)
