"""Malformed requests are refused, and nothing else comes of them. 10,000 of them at a server:
benchmarks/api_attack.py."""

from itertools import islice

import pytest

from tests.api.malformed import requests
from tests.cast import say

pytestmark = pytest.mark.django_db

COUNT = 500


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_no_malformed_request_is_a_failure(program, ann, room, is_signed_in):
    say(ann, room, "hello")
    client = program(ann if is_signed_in else None).client
    for each in islice(requests(seed=6), COUNT):
        answer = client.generic(each.method, each.path, each.body, each.content_type)
        assert answer.status_code < 500, each
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", each
            assert answer.json()["code"], each
