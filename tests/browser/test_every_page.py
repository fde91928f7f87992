"""Every address that is a page, opened: the browser complains of nothing in it.

The addresses are walked, not listed. What shows no page to the owner or to a stranger, although it
may to somebody else, stands below with the reason; so a new page cannot be forgotten.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.bots import make_bot
from accounts.invites import make_invite
from accounts.models import AuditEntry, Bot, Invite, PersonalToken, User
from accounts.tokens import personal
from chat.actions.reports import report_message
from chat.actions.webhooks import make_webhook
from chat.models import Ban, Membership, Report, Room
from tests.browser.addresses import PAGE, filled, kind_of, routes
from tests.cast import PASSWORD, person, say

pytestmark = pytest.mark.django_db(transaction=True)

ON_THE_WAY = "seen by who is on the way in, in test_looks_of_doors and the tests of each door"
NOT_HERE = "only where it is set up, as in test_looks_of_doors"
GOES_ON = "only leads on"
FILE = "a file, or 404 without one"
QUESTION = "asked by a page, with what it wants to know"
REFUSED = "refused: rows are added and deleted by the actions only"
A_FORM = "a form is sent there; who opens it is led to the form"
FORMS = [
    "people/find/",
    "people/find/invite/",
    "rooms/<int:room_id>/door/",
    "rooms/<int:room_id>/pace/",
    "rooms/<int:room_id>/picture/",
    "rooms/<int:room_id>/webhooks/<int:webhook_id>/picture/",
    "rooms/<int:room_id>/webhooks/<int:webhook_id>/rotate/",
    "rooms/direct/",
    "settings/bots/<int:bot_id>/keys/",
    "settings/site/limits/",
    "settings/site/logo/",
    "settings/site/name/",
]
# What the admin shows, by the address of its list.
ROWS = {
    "accounts/auditentry": AuditEntry,
    "accounts/bot": Bot,
    "accounts/invite": Invite,
    "accounts/personaltoken": PersonalToken,
    "accounts/user": User,
    "chat/ban": Ban,
    "chat/membership": Membership,
    "chat/report": Report,
    "chat/room": Room,
}
ELSEWHERE = {
    "": GOES_ON,
    "accounts/2fa/": GOES_ON,
    "accounts/2fa/authenticate/": ON_THE_WAY,
    "accounts/2fa/reauthenticate/": ON_THE_WAY,
    "accounts/2fa/recovery-codes/": NOT_HERE,
    "accounts/2fa/recovery-codes/download/": FILE,
    "accounts/2fa/totp/deactivate/": NOT_HERE,
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": NOT_HERE,
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": NOT_HERE,
    "accounts/2fa/webauthn/login/": ON_THE_WAY,
    "accounts/2fa/webauthn/reauthenticate/": ON_THE_WAY,
    "accounts/3rdparty/login/error/": NOT_HERE,
    "accounts/3rdparty/signup/": ON_THE_WAY,
    "accounts/email/code/": ON_THE_WAY,
    "accounts/email/code/address/": ON_THE_WAY,
    "accounts/google/login/": NOT_HERE,
    "accounts/google/login/callback/": NOT_HERE,
    "accounts/google/login/token/": NOT_HERE,
    "accounts/login/code/": ON_THE_WAY,
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/": NOT_HERE,
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/": NOT_HERE,
    "accounts/password/reset/key/done/": GOES_ON,
    "accounts/password/set/": ON_THE_WAY,
    "accounts/phone/code/": ON_THE_WAY,
    "accounts/reauthenticate/code/": ON_THE_WAY,
    "accounts/reauthenticate/text/": ON_THE_WAY,
    "accounts/signup/name/": ON_THE_WAY,
    "admin/(?P<url>.*)$": "what the admin does not know",
    **{
        f"admin/{each}/{page}": why
        for each in ROWS
        for page, why in (
            ("<path:object_id>/", GOES_ON),
            ("<path:object_id>/history/", GOES_ON),
            ("<path:object_id>/delete/", REFUSED),
        )
    },
    **{f"admin/{each}/add/": REFUSED for each in ROWS},
    "admin/autocomplete/": QUESTION,
    "admin/login/": GOES_ON,
    "admin/password_change/": GOES_ON,
    "admin/r/<path:content_type_id>/<path:object_id>/": GOES_ON,
    "avatars/<int:user_id>/<int:version>.webp": FILE,
    "dev/sms/": "for developers, with DEBUG",
    "rooms/<int:room_id>/attachments/<int:attachment_id>/<str:size>/<str:name>": FILE,
    "rooms/<int:room_id>/changes/": QUESTION,
    "rooms/<int:room_id>/messages/": QUESTION,
    "rooms/<int:room_id>/messages/<int:message_id>/preview/<int:preview_id>.webp": FILE,
    "rooms/<int:room_id>/picture/<int:version>.webp": FILE,
    "site/logo/<int:version>.webp": FILE,
    **dict.fromkeys(FORMS, A_FORM),
}
ROW_PAGES = ("", "change/", "delete/", "history/")
OF_OTHERS = [
    f"rooms/<int:room_id>/messages/<int:message_id>/{verb}/" for verb in ("remove", "report")
]


@pytest.fixture
def facts(ann, bob, room) -> dict[str, object]:
    """Something for every gap in an address; where it may be anything, nothing has that number."""
    webhook, _token = make_webhook(room=room, by=ann, name="CI")
    invite = make_invite(by=ann, room_id=room.pk, lifetime=None, uses=None)
    personal.make_token(bob, "script")
    Ban.objects.create(room=room, user=person("eve"), by=ann)
    theirs = say(bob, room, "hi")
    told = report_message(message=theirs, by=ann, reason="spam")
    nothing = {"pk": 0, "attachment_id": 0, "preview_id": 0, "version": 0, "delivery_id": 0}
    return nothing | {
        "room_id": room.pk,
        "message_id": say(ann, room, "hello").pk,
        "user_id": bob.pk,
        "username": "bob",
        "object_id": bob.pk,
        "app_label": "chat",
        "bot_id": make_bot(owner=ann, name="Echo").bot.pk,
        "webhook_id": webhook.pk,
        "invite_id": invite.pk,
        "token": invite.token,
        "token_id": 0,
        "content_type_id": 1,
        "emoji": "x",
        "key": "00000000-0000-4000-8000-000000000000",
        "uidb36": "1",
        "provider_id": "oidc",
        "size": "whole",
        "name": "a.png",
        "url": "nowhere",
        "report_id": told.pk,
        # One removes and reports what others said.
        "special": {route: {"message_id": theirs.pk} for route in OF_OTHERS} | rows_of(),
    }


def rows_of() -> dict[str, dict]:
    """A row for each page of the admin that shows one."""
    return {
        f"admin/{each}/<path:object_id>/{page}": {"object_id": model.objects.order_by("-pk")[0].pk}
        for each, model in ROWS.items()
        for page in ROW_PAGES
    }


@pytest.fixture
def complaints() -> list[tuple[str, str]]:
    """Where, and what."""
    return []


def listen(page: Page, complaints: list[tuple[str, str]]) -> Page:
    """Keep whatever the console calls an error, the content policy's complaints among it."""
    page.on(
        "console",
        lambda line: line.type == "error" and complaints.append((page.url, line.text)),
    )
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    return page


def test_the_browser_complains_of_no_page(facts, ann, browse_as, client, open_page, complaints):
    owner = browse_as(ann)
    owner.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    inside = listen(open_page(ann), complaints)
    outside = listen(open_page(None), complaints)
    session = owner.cookies["sessionid"].value
    inside.context.add_cookies([{"name": "sessionid", "value": session, "url": inside.url}])
    unseen = {}
    for route in routes():
        path = filled(route, facts | facts["special"].get(route, {}))
        kinds = {}
        for who, page in ((owner, inside), (client, outside)):
            kinds[page] = kind_of(who, path)
            if kinds[page] == PAGE:
                page.goto(path)
        if PAGE not in kinds.values():
            unseen[route] = kinds[inside]
    assert complaints == []
    silent = {route: kind for route, kind in unseen.items() if may_hide_a_page(kind)}
    assert {r: k for r, k in silent.items() if r not in ELSEWHERE} == {}
    assert [route for route in ELSEWHERE if route not in silent] == []


def may_hide_a_page(kind: str) -> bool:
    """Somebody else, or the same person at another time, may see one there."""
    return kind.startswith(("leads", "answers"))


def test_a_complaint_is_heard(open_page, complaints):
    """The check above can fail."""
    page = listen(open_page(None, "/accounts/login/"), complaints)
    page.evaluate("console.error('here')")
    assert [text for _, text in complaints] == ["here"]
