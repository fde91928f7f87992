"""The keys of programs: made, listed, revoked; and tickets for the socket."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import people, sessions
from accounts.models import PersonalToken
from accounts.tokens import holder_of, jwts, tickets
from tests.cast import PASSWORD, together

pytestmark = pytest.mark.django_db


@pytest.fixture
def headers(ann) -> dict:
    """Of somebody who signed in this moment."""
    body = {"username": "ann", "password": PASSWORD}
    told = Client().post("/api/auth/app/v1/auth/login", body, content_type="application/json")
    return {"Authorization": f"Bearer {told.json()['meta']['access_token']}"}


def make(headers: dict, body: dict):
    return Client(headers=headers).post("/api/v1/tokens", body, content_type="application/json")


def test_a_token_is_made_shown_once_listed_and_revoked(program, ann, headers):
    ends = (timezone.now() + timedelta(days=1)).isoformat()
    made = make(headers, {"name": " Backup ", "scope": "admin", "expires_at": ends})
    assert made.status_code == 201
    text = made.json()["token"]
    assert holder_of(text).user == ann
    asks = Client(headers={"Authorization": f"Bearer {text}"})
    listed = asks.get("/api/v1/tokens").json()["items"]
    assert [(each["name"], each["scope"]) for each in listed] == [("Backup", "admin")]
    assert listed[0]["last_used_at"]
    assert text not in str(listed)
    assert asks.delete(f"/api/v1/tokens/{listed[0]['id']}").status_code == 204
    assert asks.get("/api/v1/tokens").status_code == 401


def test_somebody_elses_token_is_none(program, ann, bob):
    program(ann)
    token = PersonalToken.objects.get(user=ann)
    refused = program(bob).delete(f"/tokens/{token.pk}")
    assert (refused.status_code, refused.json()["code"]) == (404, "token_not_found")
    assert PersonalToken.objects.filter(pk=token.pk).exists()


def test_a_token_lasts_so_a_sign_in_of_long_ago_is_not_enough(ann, headers):
    holder = holder_of(headers["Authorization"].removeprefix("Bearer "))
    session = sessions.stored(holder.session_key)
    session["account_authentication_methods"] = [{"method": "password", "at": 1.0}]
    session.save()
    refused = make(headers, {"name": "Backup"})
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")


def test_a_token_that_may_write_makes_none(program, ann):
    assert program(ann, scope="write").post("/tokens", {"name": "Backup"}).status_code == 403
    assert PersonalToken.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": " "},
        {"name": "x" * 61},
        {"name": "Backup", "scope": "all"},
        {"name": "Backup", "expires_at": "2001-01-01T00:00:00Z"},
        {"name": "Backup", "expires_at": "soon"},
        {"name": "Backup", "x": 1},
    ],
)
def test_a_token_without_sense_is_not_made(program, ann, body):
    assert program(ann).post("/tokens", body).status_code == 422
    assert PersonalToken.objects.count() == 1


def test_an_account_has_only_so_many(program, ann):
    asks = program(ann)
    answers = [asks.post("/tokens", {"name": "Backup"}).status_code for _ in range(20)]
    assert answers == [201] * 19 + [409]


# -- Tickets


def ticket_of(asks) -> str:
    return asks.post("/ws-ticket").json()["ticket"]


def test_a_ticket_is_good_once(program, ann):
    asks = program(ann, scope="read")
    ticket = ticket_of(asks)
    holder = tickets.holder_for(ticket)
    assert (holder.user, holder.token) == (ann, PersonalToken.objects.get())
    assert tickets.holder_for(ticket) is None
    assert holder.session_key not in ticket


def test_a_session_gets_one_too(ann, headers):
    asks = Client(headers=headers).post("/api/v1/ws-ticket")
    holder = tickets.holder_for(asks.json()["ticket"])
    access = headers["Authorization"].removeprefix("Bearer ")
    assert holder == holder_of(access)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "txt_x", "\ud800"])
def test_other_texts_are_no_tickets(ann, text):
    assert tickets.holder_for(text) is None


def test_neither_is_any_other_token(program, ann, headers):
    assert tickets.holder_for(headers["Authorization"].removeprefix("Bearer ")) is None
    assert holder_of(ticket_of(program(ann))) is None


def test_a_ticket_of_somebody_shut_out_is_none(program, bob):
    ticket = ticket_of(program(bob))
    people.deactivate(bob)
    assert tickets.holder_for(ticket) is None


def test_a_ticket_runs_out(program, ann, monkeypatch):
    monkeypatch.setitem(jwts.LIFE, jwts.TICKET, -1)
    assert tickets.holder_for(ticket_of(program(ann))) is None


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_gets_in(program, ann):
    ticket = ticket_of(program(ann))
    holders = together(*[lambda: tickets.holder_for(ticket)] * 6)
    assert len([each for each in holders if each]) == 1
