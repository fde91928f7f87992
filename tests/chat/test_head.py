"""What an open page asks for when it hears of a change to its room."""

import pytest
from pytest_django.asserts import assertContains

pytestmark = pytest.mark.django_db


def test_it_is_topic_and_members_as_they_are_now(browse_as, ann, room):
    shown = browse_as(ann).get(f"/rooms/{room.pk}/head/")
    assertContains(shown, 'id="head-topic" hx-swap-oob="true"><bdi>Open to everyone here</bdi>')
    assertContains(shown, 'id="head-members"')
    assertContains(shown, '2<span class="sr-only"> members')


def test_it_is_for_members(browse_as, client, cid, room):
    address = f"/rooms/{room.pk}/head/"
    assert browse_as(cid).get(address).status_code == 404
    assert browse_as(cid).get("/rooms/999999/head/").status_code == 404
    assert client.get(address).status_code == 302


def test_it_is_only_read(browse_as, ann, room):
    assert browse_as(ann).post(f"/rooms/{room.pk}/head/").status_code == 405
