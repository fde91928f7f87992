"""How the API describes itself: OpenAPI 3.1, with an example of every refusal."""

from functools import cached_property
from http.client import responses as reasons

from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema

from chat.api.problems import words_for
from chat.api.schemas import Problem

# What every endpoint may answer instead. Shown here alone: ninja makes a class of each at each endpoint,
# which took a quarter of texter's start.
REFUSALS = (400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 503)
PLACE = "#/components/schemas/{model}"
TAGS = {
    "me": "Oneself: what one shows, and going for good.",
    "people": "The people of the site, and how present they are.",
    "contacts": "Whom one knows, who asks, and whom one wants to hear nothing from.",
    "reports": "Telling the site’s moderators.",
    "rooms": "Rooms: one’s own, those one could join, and what becomes of one.",
    "members": "Who is in a room, as what, and who may not come back.",
    "invites": "Links into rooms.",
    "credentials": "The keys of programs.",
    "bots": "Programs with names of their own, and what was said to them.",
    "webhooks": "Doors into one room, for programs that only say something.",
}
EXTRA = {
    "externalDocs": {
        "description": "Signing up and in, as OpenAPI",
        "url": "/api/auth/openapi.json",
    },
    "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
}


class DescribedAPI(NinjaAPI):
    """Made once for a process: it says the same to everybody."""

    def get_openapi_operation_id(self, operation) -> str:
        """As in rooms_make: the noun is the file."""
        noun = operation.view_func.__module__.rpartition(".")[2]
        return f"{noun}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **terms) -> OpenAPISchema:
        return self._description

    @cached_property
    def _description(self) -> OpenAPISchema:
        told = super().get_openapi_schema()
        problem = Problem.model_json_schema(ref_template=PLACE)
        told["components"]["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
        for path in told["paths"].values():
            for operation in path.values():
                _show_refusals(operation["responses"])
        return told


def body(shape: type[Schema]) -> dict:
    """For an endpoint that reads its body itself."""
    content = {"application/json": {"schema": shape.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


def _show_refusals(responses: dict) -> None:
    shape = {"$ref": PLACE.format(model=Problem.__name__)}
    for status in sorted({*REFUSALS, *(status for status in responses if status >= 400)}):
        shown = {"schema": shape, "example": words_for(status)}
        content = {"application/problem+json": shown}
        responses[status] = {"description": reasons[status], "content": content}
