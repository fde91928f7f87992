"""The API as a whole: its doors, what all of them take, and its description."""

from ninja import NinjaAPI

from chat.api import hooks, me
from chat.api.credentials import credentials
from chat.api.problems import answer_problems

api = NinjaAPI(
    title="texter",
    version="1",
    urls_namespace="api",
    auth=credentials(),
)
answer_problems(api)
for door in (me, hooks):
    api.add_router("", door.router)
