"""What is no passkey, where one belongs: an answer in words, from every door."""

import json

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

BROKEN = [
    {"id": 1},
    {"id": 1, "response": []},
    {"id": "x", "rawId": "!", "type": "public-key", "response": {}},
    {"id": "x", "rawId": "eA", "response": {"attestationObject": "AAAA", "clientDataJSON": "AAAA"}},
    [1],
    "text",
]


@pytest.mark.parametrize("credential", BROKEN)
@pytest.mark.parametrize(
    "page", ["mfa_login_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"]
)
def test_on_a_page(client, signed_in, page, credential):
    fields = {"credential": json.dumps(credential)}
    for each in (client, signed_in()):
        assert each.post(reverse(page), fields).status_code in {200, 302}


@pytest.mark.parametrize("credential", BROKEN)
def test_by_a_program(program, ann, credential):
    answer = program.post("auth/webauthn/login", {"credential": credential})
    assert answer.status_code == 400
