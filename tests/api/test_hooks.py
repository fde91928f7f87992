"""What is posted to a webhook, in every form that senders have."""

import json
from urllib.parse import urlencode

import pytest
from django.test import Client

from chat.actions.webhooks import make_webhook
from chat.models import Message

pytestmark = pytest.mark.django_db

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def hook(ann, room):
    token = make_webhook(room=room, by=ann, name="Builds")[1]

    def say(body, content_type: str = JSON, **headers):
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return Client().generic("POST", f"/api/v1/hooks/{token}", text, content_type, **headers)

    say.token = token
    return say


def last() -> str:
    return Message.objects.latest("pk").body


@pytest.mark.parametrize(
    ("body", "content_type", "said"),
    [
        ("Deployed & done", "text/plain; charset=utf-8", "Deployed & done"),
        ("Deployed = done", FORM, "Deployed = done"),
        ({"body": "Hello **you**"}, JSON, "Hello **you**"),
        ({"text": "It is *green* &amp; <https://x.example|here>", "username": "x"}, JSON,
         "It is **green** & [here](<https://x.example>)"),
        (urlencode({"payload": '{"text": "In a _form_"}'}), FORM, "In a _form_"),
        ({"attachments": [{"pretext": "Build", "title": "#7", "title_link": "https://ci.example/7",
                           "text": "passed", "fields": [{"title": "By", "value": "ann"}]}]}, JSON,
         "Build\n\n**[#7](<https://ci.example/7>)**\n\npassed\n\n**By** ann"),
        ({"attachments": [{"fallback": "Only this"}]}, JSON, "Only this"),
        ({"text": "in short", "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Out *now*"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": "~Old~ new"},
             "fields": [{"type": "mrkdwn", "text": "*One*"}]},
            {"type": "divider"},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "by bot"}]},
            {"type": "actions", "elements": [
                {"type": "button", "text": {"type": "plain_text", "text": "Open"}, "url": "https://x.example"},
                {"type": "button", "text": {"type": "plain_text", "text": "Kill"}, "value": "1"}]},
        ]}, JSON, "**Out \\*now\\***\n\n~~Old~~ new\n\n**One**\n\n---\n\nby bot\n\n[Open](<https://x.example>)"),
        ({"blocks": [{"type": "rich_text", "elements": [
            {"type": "rich_text_section", "elements": [
                {"type": "text", "text": "Bold", "style": {"bold": True}},
                {"type": "text", "text": " and "},
                {"type": "link", "url": "https://x.example", "text": "a link"}]},
            {"type": "rich_text_list", "style": "bullet", "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
        ]}]}, JSON, "**Bold** and [a link](<https://x.example>)\n\n- one\n\n```\nx = 1\n```"),
    ],
)  # fmt: skip
def test_every_form_says_what_it_means(hook, body, content_type, said):
    answer = hook(body, content_type)
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert last() == said


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("", "text/plain", 422),
        ({}, JSON, 422),
        ({"text": ""}, JSON, 422),
        ({"body": 7}, JSON, 422),
        ({"body": "hi", "room": 3}, JSON, 422),
        ({"body": "hi", "client_id": "no"}, JSON, 422),
        ({"body": "x" * 10_001}, JSON, 422),
        ([1], JSON, 422),
        ("null", JSON, 422),
        ("{", JSON, 400),
        ("[" * 100_000, JSON, 400),
        (b"\xff\xfe", "text/plain", 400),
        ('{"body": "\\ud800"}', JSON, 200),
        ({"body": "a\0b"}, JSON, 200),
        ({"blocks": [{"type": [], "text": 3}, {"type": "rich_text", "elements": [{"elements": 7}]}, 3],
          "attachments": {"x": 1}, "text": 1e400}, JSON, 422),
        ("payload=%7B", FORM, 400),
        ("x" * 2_000_000, "text/plain", 413),
        ("--x\r\n", "multipart/form-data; boundary=x", 422),
    ],
)  # fmt: skip
def test_what_makes_no_message_is_refused_in_words(hook, body, content_type, status):
    answer = hook(body, content_type)
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_repeated_key_says_nothing_twice(hook):
    said = {"body": "Once", "client_id": "0b0e4f2a-6c36-4cf8-8a5d-3c0f0c8a7c11"}
    assert [hook(said).status_code, hook(said).status_code] == [200, 200]
    assert Message.objects.filter(body="Once").count() == 1
    assert hook(said | {"body": "Other"}).status_code == 409


def test_the_token_may_stand_in_the_header(hook):
    def ask(value: str):
        headers = {"HTTP_AUTHORIZATION": value}
        return Client().generic("POST", "/api/v1/hooks", "Hi", "text/plain", **headers)

    assert ask(f"Bearer {hook.token}").content == b"ok"
    assert {ask(each).status_code for each in ("", "Bearer", f"Basic {hook.token}")} == {404}


def test_a_token_of_nobody_looks_like_any_other(hook):
    answers = [
        Client().generic("POST", f"/api/v1/hooks/{token}", "Hi", "text/plain")
        for token in ("A" * 32, "x", "%00", "a%20b", hook.token[:-1])
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["code"] for answer in answers} == {"webhook_not_found"}


def test_other_methods_are_refused(hook):
    for method in ("GET", "PUT", "DELETE"):
        refused = Client().generic(method, f"/api/v1/hooks/{hook.token}")
        assert refused.status_code == 405


def test_a_flood_is_told_when_it_may_go_on(hook, settings):
    settings.MESSAGES_A_MINUTE, settings.MESSAGES_AT_ONCE = 1, 1
    answers = [hook({"body": str(n)}) for n in range(3)]
    refused = answers[-1]
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_it_calls_nobody_that_slack_would_not(hook, bob):
    hook({"text": "<!channel> <@U024BE7LH|bob>"})
    assert "@channel" not in last()


@pytest.mark.parametrize("kind", [[], {}, 7, None, "\u0000"])
def test_blocks_unlike_slacks_are_left_out(hook, kind):
    parts = [{"type": kind, "elements": [{"type": kind, "text": "x"}]}]
    answer = hook({"text": "so", "blocks": [{"type": "rich_text", "elements": parts}]})
    assert answer.status_code in (200, 422)
