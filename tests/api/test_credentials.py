"""What lets a program in, and how far."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.tokens import personal

pytestmark = pytest.mark.django_db


def test_a_program_is_told_whose_it_is(program, ann):
    told = program(ann).get("/me").json()
    assert (told["id"], told["username"], told["is_bot"]) == (ann.pk, ann.username, False)


def test_the_older_word_before_a_token_is_taken_too(ann):
    token = personal.make_token(ann, "script")[1]
    program = Client(headers={"Authorization": f"Token {token}"})
    assert program.get("/api/v1/me").json()["id"] == ann.pk


def test_a_browser_that_is_signed_in_may_look(client, ann):
    client.force_login(ann, "accounts.backends.PasswordBackend")
    assert client.get("/api/v1/me").json()["id"] == ann.pk


@pytest.mark.parametrize(
    "credential", ["", "Bearer", "Bearer txt_nobody", "Basic YTpi", "Bearer a.b.c"]
)
def test_without_a_good_credential_nothing_is_told(credential):
    refused = Client(headers={"Authorization": credential}).get("/api/v1/me")
    assert refused.status_code == 401
    assert refused.json()["code"] == "signed_out"
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_ran_out_is_none(program, ann):
    over = timezone.now() - timedelta(seconds=1)
    assert program(ann, expires_at=over).get("/me").status_code == 401


def test_a_revoked_token_is_none(ann):
    token, text = personal.make_token(ann, "script")
    personal.revoke_token(token, by=ann)
    refused = Client(headers={"Authorization": f"Bearer {text}"}).get("/api/v1/me")
    assert refused.status_code == 401


def test_an_address_that_is_none_is_refused_in_the_shape_of_all(program, ann):
    refused = program(ann).get("/nowhere")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert refused.headers["Content-Type"] == "application/problem+json"


def test_a_method_that_is_none_is_refused_in_the_shape_of_all(program, ann):
    refused = program(ann).post("/me", {})
    assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in refused.headers["Allow"]
