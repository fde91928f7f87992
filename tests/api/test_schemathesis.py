"""Every operation of the description, asked with what fits it and with what does not: nothing fails,
and no answer is of a kind that is not described."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts import bots
from accounts.models import PersonalToken
from accounts.tokens import personal
from chat.actions.direct_rooms import direct_room
from chat.actions.webhooks import make_webhook
from chat.api.site import api
from chat.models import Delivery
from tests import cast, files

pytestmark = pytest.mark.django_db(transaction=True)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Of each kind, and fewer where one answer is the only right one: half a minute for all.
EXAMPLES = {"signed in": 3, "signed out": 2}
QUICK = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SCHEMA = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


def scene(number: int) -> tuple[dict, dict]:
    """Somebody of their own for each change, which may be the end of them: their credentials, and
    what there is for the names in an address."""
    person, other = cast.person(f"p{number}"), cast.person(f"q{number}")
    room = cast.room_of(person, other)
    carried = files.send_file(person, room, body="hello")
    token, text = personal.make_token(person, "test", scope=PersonalToken.Scope.ADMIN)
    real = {
        "room_id": room.pk,
        "message_id": carried.message_id,
        "attachment_id": carried.pk,
        "user_id": other.pk,
        "token_id": token.pk,
        "emoji": "👍",
        "webhook_id": make_webhook(room=room, by=person, name="Builds")[0].pk,
        **_bot_of(person),
    }
    return {"Authorization": f"Bearer {text}"}, real


def _bot_of(person) -> dict:
    """One that something was said to."""
    bot = bots.make_bot(owner=person, name="Echo").bot
    bots.change_bot(bot=bot, name="Echo", address="https://bot.example.org/hook")
    cast.say(person, direct_room(people=[person, bot.user]), "hi")
    delivery = Delivery.objects.get(bot=bot)
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.FAILED)
    return {"bot_id": bot.pk, "delivery_id": delivery.pk}


def faults_of(operation, mode, url: str, headers: dict, real: dict, seen: set) -> list[str]:
    @settings(QUICK, max_examples=EXAMPLES["signed in" if headers else "signed out"])
    @given(case=operation.as_strategy(generation_mode=mode), is_real=st.integers(0, 3))
    def ask(case, is_real: int) -> None:
        if is_real:
            known = {name: real[name] for name in case.path_parameters if name in real}
            case.path_parameters.update(known)
        answer = case.call_and_validate(base_url=url, headers=headers, checks=CHECKS, timeout=30)
        seen.add(answer.status_code)

    try:
        ask()
    except Unsatisfiable:  # nothing about it can be wrong
        return []
    except (Exception, BaseExceptionGroup) as fault:
        parts = getattr(fault, "exceptions", (fault,))
        return [f"{operation.label}, {mode.value}: {part}" for part in parts]
    return []


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_the_description_holds(server, ann, is_signed_in):
    faults, seen = [], set[int]()
    reader = scene(0)
    for number, operation in enumerate(OPERATIONS, 1):
        is_change = is_signed_in and operation.method != "get"
        headers, real = scene(number) if is_change else reader
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            credentials = headers if is_signed_in else {}
            faults += faults_of(operation, mode, server.url, credentials, real, seen)
    assert not faults, "\n".join(faults)
    assert server.is_running
    assert seen >= ({200, 204, 404, 422} if is_signed_in else {401})
