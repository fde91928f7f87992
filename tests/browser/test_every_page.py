"""Every address that is a page, opened: the browser complains of nothing in it.

The addresses are walked, not listed. One that shows no page to the owner or to a stranger, although it
may to somebody else, stands below with the place where it is looked at.
"""

import pytest
from django.urls import reverse

from accounts.bots import add_bot
from accounts.invites import make_invite
from chat.actions.webhooks import add_webhook
from chat.models import Message
from tests.browser.addresses import PAGE, filled, kind_of, routes
from tests.cast import PASSWORD, say
from tests.viewer import cookies_for

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE: dict[str, str] = {}


@pytest.fixture
def facts(ann, bob, room) -> dict[str, object]:
    message = say(bob, room, "hello")
    return {"room_id": room.pk, "message_id": message.pk, "user_id": bob.pk}


def test_dump(facts, ann, browse_as, client):
    browser = browse_as(ann)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for route in routes():
        try:
            path = filled(route, facts)
        except KeyError as gap:
            print("GAP", gap, route)
            continue
        try:
            print(kind_of(browser, path), "|", kind_of(client, path), "|", route)
        except Exception as e:
            print("ERROR", repr(e)[:200], route)
