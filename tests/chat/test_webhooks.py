"""Webhooks of a room: who makes them, what they may say, and when they end."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts import people
from chat.actions.members import remove_member
from chat.actions.memberships import leave_room
from chat.actions.roles import set_role
from chat.actions.room_life import archive_room
from chat.actions.webhooks import make_webhook
from chat.models import Membership, Message, Webhook
from chat.receipts import seen_by
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

HOSTILE = "<img src=x onerror=alert(1)> ‮evil & \"quoted\" 'name'"


@pytest.fixture
def made(ann, room):
    return make_webhook(room=room, by=ann, name="Builds")


@pytest.fixture
def hook(client):
    """Says something by a token."""

    def say(token: str, body: str = "Green", **more):
        return client.post(f"/api/v1/hooks/{token}", body, content_type="text/plain", **more)

    return say


def doors(room, webhook):
    """Every address of the pages, with a method that it takes."""
    ids = [room.pk, webhook.pk]
    return [
        ("get", reverse("webhooks", args=ids[:1])),
        ("post", reverse("webhooks", args=ids[:1])),
        ("get", reverse("webhook", args=ids)),
        ("post", reverse("webhook", args=ids)),
        ("post", reverse("webhook_picture", args=ids)),
        ("post", reverse("rotate_webhook", args=ids)),
        ("post", reverse("revoke_webhook", args=ids)),
    ]


def statuses(client, room, webhook) -> set[int]:
    return {getattr(client, how)(where).status_code for how, where in doors(room, webhook)}


def test_a_made_one_is_shown_once_and_speaks(browse_as, ann, room, hook):
    page = browse_as(ann).post(reverse("webhooks", args=[room.pk]), {"name": "Builds"})
    address = page.context["address"]
    assert page.context["command"] == f'curl -d "Hello, room" {address}'
    said = hook(address.rpartition("/")[2], "All **green**")
    assert (said.status_code, said.content) == (200, b"ok")
    message = Message.objects.latest("pk")
    assert (message.body, str(message.author), message.author.is_bot) == (
        "All **green**",
        "Builds",
        True,
    )
    assert (
        address.rpartition("/")[2]
        not in browse_as(ann).get(reverse("webhooks", args=[room.pk])).content.decode()
    )


def test_nobody_but_its_keepers_sees_them(browse_as, client, ann, bob, cid, room, made):
    webhook, _ = made
    assert statuses(client, room, webhook) == {302}
    assert statuses(browse_as(bob), room, webhook) == {403}
    assert statuses(browse_as(cid), room, webhook) == {404}
    assert Webhook.objects.standing().count() == 1


def test_a_moderator_keeps_them(browse_as, ann, bob, room, made, hook):
    webhook, token = made
    set_role(by=membership(ann, room), member=membership(bob, room), role="moderator")
    page = browse_as(bob).post(reverse("rotate_webhook", args=[room.pk, webhook.pk]))
    assert hook(token).status_code == 404
    back = browse_as(bob).get(reverse("rotate_webhook", args=[room.pk, webhook.pk]))
    assert back.url == reverse("webhook", args=[room.pk, webhook.pk])
    assert hook(page.context["address"].rpartition("/")[2]).status_code == 200


def test_one_of_another_room_is_not_there(browse_as, ann, made, room):
    from_elsewhere = reverse("webhook", args=[room.pk, 10**30])
    assert browse_as(ann).get(from_elsewhere).status_code == 404


def test_a_new_name_stands_over_all_that_it_said(browse_as, ann, room, made, hook):
    webhook, token = made
    hook(token)
    door = reverse("webhook", args=[room.pk, webhook.pk])
    assert browse_as(ann).post(door, {"name": HOSTILE}).status_code == 302
    log = browse_as(ann).get(reverse("room", args=[room.pk])).content.decode()
    assert "<img src=x" not in log
    assert "&lt;img src=x onerror" in log


def test_a_name_is_needed(browse_as, ann, room, made):
    for door in (
        reverse("webhooks", args=[room.pk]),
        reverse("webhook", args=[room.pk, made[0].pk]),
    ):
        assert browse_as(ann).post(door, {"name": " "}).status_code == 422
    assert Webhook.objects.count() == 1


def test_a_revoked_one_says_nothing_more_and_what_it_said_stays(browse_as, ann, room, made, hook):
    webhook, token = made
    hook(token)
    browse_as(ann).post(reverse("revoke_webhook", args=[room.pk, webhook.pk]))
    assert hook(token).json()["code"] == "webhook_not_found"
    assert Message.objects.filter(body="Green", author=webhook.user).exists()
    assert not Membership.objects.filter(user=webhook.user).exists()


def test_sent_away_like_a_member_it_is_over(ann, room, made, hook):
    webhook, token = made
    remove_member(by=membership(ann, room), member=membership(webhook.user, room))
    assert hook(token).status_code == 404
    assert not Webhook.objects.standing().exists()


def test_people_find_it_among_no_members(browse_as, ann, bob, cid, room, made, hook):
    hook(made[1], "the newest")
    room.refresh_from_db()
    anns, cids, place = browse_as(ann), browse_as(cid), f"/rooms/{room.pk}/"
    assertContains(anns.get(place), '2<span class="sr-only"> members')
    assertContains(anns.get(f"{place}head/"), 'data-members="2"')
    for page in ("members/", "details/"):
        found = anns.get(place + page)
        assertContains(found, "2 members")
        assertNotContains(found, "@hook-")
        assertNotContains(found, f'data-person="{made[0].user_id}"')
    for page in (place, "/rooms/browse/", "/switcher/?q=launch"):
        assertContains(cids.get(page), "2 members")


def test_nobody_reads_that_it_has_seen_what_was_said(browse_as, ann, bob, room, made, hook):
    said = say(ann, room, "hello")
    hook(made[1])
    assert seen_by(membership(ann, room), said) == []
    assertNotContains(browse_as(ann).get(f"/rooms/{room.pk}/"), f'id="seen-{made[0].user_id}"')


def test_a_room_has_so_many(settings, browse_as, ann, room, made):
    settings.WEBHOOKS_IN_ROOM = 1
    full = browse_as(ann).post(reverse("webhooks", args=[room.pk]), {"name": "More"})
    assert full.status_code == 409
    assert "up to 1 webhooks" in full.content.decode()


def test_its_picture_is_shown(browse_as, ann, room, made):
    door = reverse("webhook_picture", args=[room.pk, made[0].pk])
    assert browse_as(ann).post(door).status_code == 422


def test_an_archived_room_hears_nothing(ann, room, made, hook):
    archive_room(room=room, by=ann)
    refused = hook(made[1])
    assert (refused.status_code, refused.json()["code"]) == (409, "room_archived")


def test_a_webhook_inherits_no_room(ann, bob, room, made):
    """The last person leaves, and no program owns the room."""
    leave_room(membership=membership(bob, room))
    leave_room(membership=membership(ann, room))
    assert not Membership.objects.in_room(room.pk).owners().exists()


def test_its_voice_is_nobody_who_comes_in(client, made):
    voice = made[0].user
    assert (voice.is_active, voice.has_usable_password()) == (False, False)
    with pytest.raises(people.PermissionDenied):
        people.reactivate(voice)
