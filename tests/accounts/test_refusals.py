"""Programs are refused in words, with a code."""

import pytest
from django.http import HttpResponse, JsonResponse

from accounts.api.refusals import in_words
from accounts.policy import set_policy

pytestmark = pytest.mark.django_db


def errors_of(response) -> list[dict]:
    return response.json()["errors"]


def test_a_closed_sign_up_says_so(program, ann):
    set_policy(signup="invite", domains="")
    answer = program.post("auth/signup", {"username": "zoe", "password": "a long enough phrase"})
    assert (answer.status_code, errors_of(answer)[0]["code"]) == (403, "signup_closed")
    assert errors_of(answer)[0]["message"] == "Sign-up here is by invitation."


def test_a_worn_refresh_token_says_so(program):
    answer = program.post("tokens/refresh", {"refresh_token": "worn"})
    assert (answer.status_code, errors_of(answer)[0]["code"]) == (400, "invalid_refresh_token")


def test_nothing_under_way_is_said(program, ann):
    answer = program.post("auth/code/confirm", {"code": "000000"})
    assert (answer.status_code, errors_of(answer)[0]["code"]) == (409, "conflict")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["status"] == 409


@pytest.mark.parametrize("status", [400, 403, 409, 429])
@pytest.mark.parametrize("body", ["", "<h1>No</h1>", "[]", "{}"])
def test_a_bare_refusal_gets_words(status, body):
    answer = in_words(HttpResponse(body, status=status))
    assert b'"message": "' in answer.content
    assert answer.status_code == status


def test_what_has_words_keeps_them_and_what_is_told_beside_stays():
    spoken = {"status": 400, "errors": [{"message": "No.", "code": "no"}]}
    assert in_words(JsonResponse(spoken, status=400)).content == JsonResponse(spoken).content
    assert (
        b'"session_token": "x"'
        in in_words(JsonResponse({"meta": {"session_token": "x"}}, status=409)).content
    )


def test_an_answer_that_refuses_nothing_is_let_be():
    assert in_words(HttpResponse("ok")).content == b"ok"
    assert in_words(HttpResponse(status=401)).content == b""
