"""Who is in a room, who may not come back, and the links into it, by a program."""

import pytest
from django.test import Client

from accounts.models import Invite
from chat.actions.webhooks import make_webhook
from chat.models import Ban, Membership
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


def test_members_are_listed_owners_first_page_by_page(program, room, ann, bob, cid):
    program(cid).put(f"/rooms/{room.pk}/join")
    answer = program(bob).get(f"/rooms/{room.pk}/members", limit=2).json()
    rest = program(bob).client.get(answer["next"]).json()
    told = [(each["user"]["username"], each["role"]) for each in answer["items"] + rest["items"]]
    assert told == [("ann", "owner"), ("bob", "member"), ("cid", "member")]


def test_how_far_somebody_read_is_told_as_on_the_page(program, room, ann, bob):
    say(ann, room, "Hello")

    def read() -> dict:
        items = program(ann).get(f"/rooms/{room.pk}/members").json()["items"]
        return {each["user"]["username"]: each["last_read_seq"] for each in items}

    assert read() == {"ann": 2, "bob": membership(bob, room).last_read_seq}
    bob.shares_receipts = False
    bob.save()
    assert read() == {"ann": 2, "bob": None}


def test_somebody_is_brought_in_raised_and_sent_away(program, room, ann, cid):
    asks, path = program(ann), f"/rooms/{room.pk}/members"
    added = asks.post(path, {"user": cid.pk})
    assert (added.status_code, added.json()["role"]) == (201, "member")
    assert asks.patch(f"{path}/{cid.pk}", {"role": "moderator"}).json()["role"] == "moderator"
    assert asks.delete(f"{path}/{cid.pk}").status_code == 204
    assert not Membership.objects.filter(room=room, user=cid).exists()


def test_the_last_owner_stays_one(program, room, ann):
    refused = program(ann).patch(f"/rooms/{room.pk}/members/{ann.pk}", {"role": "member"})
    assert (refused.status_code, refused.json()["code"]) == (409, "last_owner")
    assert membership(ann, room).is_owner


@pytest.mark.parametrize(
    "body", [{}, {"role": "king"}, {"role": "member", "x": 1}, [], {"role": None}]
)
def test_there_are_three_roles(program, room, ann, bob, body):
    refused = program(ann).patch(f"/rooms/{room.pk}/members/{bob.pk}", body)
    assert refused.status_code == 422
    assert membership(bob, room).role == "member"


def test_a_ban_keeps_somebody_out_until_it_is_lifted(program, room, ann, bob):
    asks, path = program(ann), f"/rooms/{room.pk}/bans"
    assert asks.post(path, {"user": bob.pk}).status_code == 201
    assert [each["user"]["id"] for each in asks.get(path).json()["items"]] == [bob.pk]
    assert program(bob).put(f"/rooms/{room.pk}/join").json()["code"] == "banned"
    assert asks.delete(f"{path}/{bob.pk}").status_code == 204
    assert not Ban.objects.exists()
    assert program(bob).put(f"/rooms/{room.pk}/join").status_code == 200


def test_a_link_is_made_leads_in_and_ends(program, room, bob, cid, browse_as):
    asks, path = program(bob), f"/rooms/{room.pk}/invites"
    made = asks.post(path, {"lifetime": 3600, "uses": 1})
    assert made.status_code == 201
    browse_as(cid).post(made.json()["url"])
    assert Membership.objects.filter(room=room, user=cid).exists()
    other = asks.post(path, {"lifetime": None}).json()
    assert other["expires_at"] is None
    assert [each["id"] for each in asks.get(path).json()["items"]] == [other["id"]]
    assert asks.delete(f"{path}/{other['id']}").status_code == 204
    assert Client().get(other["url"]).status_code == 404


def test_a_link_is_its_makers_and_its_rooms(program, room, ann, bob):
    made = program(bob).post(f"/rooms/{room.pk}/invites", {}).json()
    other = cast.room_of(ann, bob, name="Tea")
    for asks, place in ((program(ann), room), (program(bob), other)):
        refused = asks.delete(f"/rooms/{place.pk}/invites/{made['id']}")
        assert (refused.status_code, refused.json()["code"]) == (404, "invite_not_found")
    assert Invite.objects.live().filter(pk=made["id"]).exists()


@pytest.mark.parametrize(
    "body", [{"lifetime": 0}, {"lifetime": 10**30}, {"uses": 0}, {"uses": "1"}, {"until": 1}, []]
)
def test_a_link_without_sense_is_not_made(program, room, bob, body):
    assert program(bob).post(f"/rooms/{room.pk}/invites", body).status_code == 422
    assert not Invite.objects.exists()


def test_a_webhook_is_a_member_to_programs(program, ann, bob, room):
    make_webhook(room=room, by=ann, name="Builds")
    address = f"/rooms/{room.pk}"
    found = program(ann).get(f"{address}/members").json()["items"]
    assert [each["user"]["name"] for each in found] == ["Ann", "Bob", "Builds"]
    assert program(ann).get(address).json()["members_count"] == 3
