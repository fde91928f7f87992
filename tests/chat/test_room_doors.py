"""The pages about a room and its members; all of it without JavaScript."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from chat.actions.direct_rooms import direct_room
from chat.actions.members import ban_member
from chat.actions.memberships import join_room
from chat.actions.roles import set_role
from chat.actions.room_life import archive_room, close_off, limit_members
from chat.models import Ban, Membership, Room
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


HTMX = {"HX-Request": "true"}


@pytest.fixture
def browse_as():
    def sign_in(user):
        browser = Client()
        browser.force_login(user, "accounts.backends.PasswordBackend")
        return browser

    return sign_in


def at(room, path: str = "") -> str:
    return f"/rooms/{room.pk}/{path}"


def now(room) -> Room:
    return Room.objects.get(pk=room.pk)


def picture(size=(300, 200)) -> SimpleUploadedFile:
    Image.new("RGB", size, "teal").save(file := BytesIO(), "PNG")
    return SimpleUploadedFile("harbor.png", file.getvalue(), "image/png")


def test_the_details_say_what_the_room_is_and_who_is_in_it(browse_as, bob, room):
    page = browse_as(bob).get(at(room, "details/"))
    for words in ("Launch week", "Open: anyone here can join.", "2 members", "Owner", "You"):
        assertContains(page, words)
    assertNotContains(page, "Delete room")


def test_htmx_gets_the_panel_alone(browse_as, ann, room):
    panel = browse_as(ann).get(at(room, "details/"), headers=HTMX)
    assertContains(panel, '<aside class="details" id="details"')
    assertNotContains(panel, "<html")


def test_the_details_take_as_many_queries_for_many_members(
    browse_as, ann, room, django_assert_num_queries, django_assert_max_num_queries
):
    browser = browse_as(ann)
    with django_assert_max_num_queries(12) as few:
        browser.get(at(room, "details/"))
    for number in range(5):
        join_room(room=room, user=cast.person(f"more{number}"))
    with django_assert_num_queries(len(few.captured_queries)):
        browser.get(at(room, "details/"))


def test_the_first_members_are_shown_and_a_way_to_all(settings, browse_as, ann, room):
    settings.MEMBERS_PAGE = 1
    page = browse_as(ann).get(at(room, "details/"))
    assertContains(page, "Show all")
    first = browse_as(ann).get(at(room, "members/"))
    assertNotContains(first, "@bob")
    rest = browse_as(ann).get(at(room, "members/") + f"?after={membership(ann, room).pk}")
    assertContains(rest, "@bob")


@pytest.mark.parametrize("query", ["after=x", "after=-1"])
def test_a_garbled_place_in_the_list_is_refused(browse_as, ann, room, query):
    assert browse_as(ann).get(at(room, f"members/?{query}")).status_code == 400


def test_one_chooses_what_to_be_told_of(browse_as, bob, room):
    answer = browse_as(bob).post(at(room, "level/"), {"level": "nothing"})
    assertRedirects(answer, at(room, "details/"))
    assert membership(bob, room).level == "nothing"
    panel = browse_as(bob).post(at(room, "level/"), {"level": "mentions"}, headers=HTMX)
    assertContains(panel, 'value="mentions" id="level-mentions" checked')


@pytest.mark.parametrize("level", ["", "all", "x" * 5000])
def test_no_other_level_is_taken(browse_as, bob, room, level):
    assert browse_as(bob).post(at(room, "level/"), {"level": level}).status_code == 400
    assert membership(bob, room).level == "everything"


def test_people_are_searched_and_added(browse_as, bob, cid, room):
    browser = browse_as(bob)
    assertContains(browser.get(at(room, "members/add/?q=ci")), "@cid")
    assertNotContains(browser.get(at(room, "members/add/?q=zz")), "@cid")
    answer = browser.post(at(room, "members/add/"), {"user": cid.pk}, follow=True)
    assertContains(answer, "Cid is in.")
    assert Membership.objects.of(cid).in_room(room.pk).exists()


@pytest.mark.parametrize(
    ("user", "status"), [("", 400), ("x", 400), ("999999", 404), ("9" * 25, 400)]
)
def test_nobody_is_added_by_a_garbled_choice(browse_as, ann, room, user, status):
    assert browse_as(ann).post(at(room, "members/add/"), {"user": user}).status_code == status


def test_who_is_shut_out_of_the_site_is_not_added(browse_as, ann, cid, room):
    type(cid).objects.filter(pk=cid.pk).update(is_active=False)
    assert browse_as(ann).post(at(room, "members/add/"), {"user": cid.pk}).status_code == 404
    assertNotContains(browse_as(ann).get(at(room, "members/add/")), "@cid")


def test_why_somebody_is_not_added_is_said(browse_as, ann, bob, cid, room):
    limit_members(room=room, by=ann, limit=2)
    full = browse_as(ann).post(at(room, "members/add/"), {"user": cid.pk})
    assertContains(full, "This room is full (2 people).", status_code=409)
    ban_member(by=membership(ann, room), member=membership(bob, room))
    banned = browse_as(ann).post(at(room, "members/add/"), {"user": bob.pk})
    assertContains(banned, "Let them back in first.", status_code=409)


@pytest.mark.parametrize("verb", ["remove", "ban"])
def test_sending_somebody_away_is_asked_first(browse_as, ann, bob, room, verb):
    browser, place = browse_as(ann), at(room, f"members/{bob.pk}/{verb}/")
    assertContains(browser.get(place), "They lose the room at once")
    assert Membership.objects.of(bob).in_room(room.pk).exists()
    assertRedirects(browser.post(place), at(room, "members/"))
    assert not Membership.objects.of(bob).in_room(room.pk).exists()
    assert Ban.objects.exists() == (verb == "ban")


def test_a_moderator_is_offered_only_what_they_may(browse_as, ann, bob, cid, room):
    join_room(room=room, user=cid)
    set_role(by=membership(ann, room), member=membership(bob, room), role="moderator")
    page = browse_as(bob).get(at(room, "members/"))
    assertContains(page, at(room, f"members/{cid.pk}/remove/"))
    assertNotContains(page, at(room, f"members/{ann.pk}/remove/"))
    assertNotContains(page, "Make owner")
    assert browse_as(bob).post(at(room, f"members/{ann.pk}/remove/")).status_code == 403


def test_who_is_banned_is_let_back_in(browse_as, ann, bob, room):
    ban_member(by=membership(ann, room), member=membership(bob, room))
    assertContains(browse_as(ann).get(at(room, "bans/")), "Let back in")
    answer = browse_as(ann).post(at(room, f"bans/{bob.pk}/lift/"), follow=True)
    assertContains(answer, "Bob may come back.")
    assert not Ban.objects.exists()


def test_an_owner_gives_roles(browse_as, ann, bob, room):
    place = at(room, f"members/{bob.pk}/role/")
    assertRedirects(browse_as(ann).post(place, {"role": "moderator"}), at(room, "members/"))
    assert membership(bob, room).role == "moderator"
    assertContains(browse_as(ann).post(place, {"role": "owner"}, headers=HTMX), 'id="details"')
    assert browse_as(ann).post(place, {"role": "king"}).status_code == 400
    assert membership(bob, room).is_owner


def test_a_room_is_handed_over(browse_as, ann, bob, room):
    place = at(room, f"members/{bob.pk}/owner/")
    assertContains(browse_as(ann).get(place), "Hand the room over to Bob?")
    browse_as(ann).post(place)
    assert membership(bob, room).is_owner
    assert not membership(ann, room).is_owner


def test_leaving_is_asked_first_and_the_last_owner_reads_why_not(browse_as, ann, bob, room):
    assertContains(browse_as(bob).get(at(room, "leave/")), "Leave Launch week?")
    answer = browse_as(ann).post(at(room, "leave/"))
    assertContains(answer, "You are the only owner of this room.", status_code=409)
    assertRedirects(browse_as(bob).post(at(room, "leave/")), "/rooms/")


def test_a_moderator_describes_the_room(browse_as, ann, room):
    fields = {"name": "Launch day", "topic": "Soon", "colour": "7"}
    assertRedirects(browse_as(ann).post(at(room, "settings/"), fields), at(room, "settings/"))
    assert (now(room).name, now(room).topic, now(room).colour) == ("Launch day", "Soon", 7)
    assertContains(browse_as(ann).get(at(room)), "renamed the room to Launch day")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " ", "colour": ""}, "Give the room a name."),
        ({"name": "x" * 61, "colour": ""}, "This one has 61."),
        ({"name": "fine", "topic": "x" * 201}, "This one has 201."),
        ({"name": "fine", "colour": "12"}, "Choose one of the twelve colours."),
    ],
)
def test_a_bad_description_is_refused_in_words(browse_as, ann, room, fields, words):
    assertContains(browse_as(ann).post(at(room, "settings/"), fields), words, status_code=422)
    assert now(room).name == "Launch week"


def test_an_owner_decides_who_gets_in(browse_as, ann, room):
    browse_as(ann).post(at(room, "door/"), {"kind": "closed", "limit": "7"})
    assert (now(room).kind, now(room).max_members) == ("closed", 7)
    browse_as(ann).post(at(room, "door/"), {"kind": "open", "limit": ""})
    assert (now(room).kind, now(room).max_members) == ("open", None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "open", "limit": "0"}, "At least 1 person has to fit in."),
        ({"kind": "open", "limit": "5001"}, "lets up to 5000 people into a room."),
        ({"kind": "open", "limit": "x"}, "Enter a whole number, or leave it empty."),
        ({"kind": "direct"}, "direct is not one of the available choices."),
        ({}, "Choose who can join."),
    ],
)
def test_a_bad_door_is_refused_in_words(browse_as, ann, room, fields, words):
    assertContains(browse_as(ann).post(at(room, "door/"), fields), words, status_code=422)
    assert now(room).kind == "open"


def test_a_rooms_picture_is_shown_to_whoever_may_know_of_it(browse_as, ann, bob, cid, room):
    browse_as(ann).post(at(room, "picture/"), {"picture": picture()})
    place = at(room, f"picture/{now(room).picture_version}.webp")
    assert browse_as(bob).get(place)["Content-Type"] == "image/webp"
    assert browse_as(cid).get(place).status_code == 200
    close_off(room=room, by=ann)
    assert browse_as(cid).get(place).status_code == 404
    assert browse_as(bob).get(at(room, "picture/1.webp")).status_code == 404
    assertContains(browse_as(bob).get(at(room)), place)
    browse_as(ann).post(at(room, "picture/remove/"))
    assert browse_as(bob).get(place).status_code == 404


def test_what_is_no_picture_is_refused_in_words(browse_as, ann, room):
    fields = {"picture": SimpleUploadedFile("a.png", b"nothing like it")}
    answer = browse_as(ann).post(at(room, "picture/"), fields)
    assertContains(answer, "That file is not a picture", status_code=422)


def test_an_archived_room_is_read_and_its_composer_says_so(browse_as, ann, bob, room):
    say(bob, room, "before")
    assertRedirects(browse_as(ann).post(at(room, "archive/")), at(room))
    page = browse_as(bob).get(at(room))
    assertContains(page, "before")
    assertContains(page, '<form class="composer" hidden')
    fields = {"body": "after", "client_id": "6f1d3c7e-6c3f-4a86-9a0f-5a0e7d3b2c11"}
    refused = browse_as(bob).post(at(room, "messages/"), fields, headers=HTMX)
    assert (refused.status_code, b"This room is archived." in refused.content) == (409, True)
    browse_as(ann).post(at(room, "restore/"))
    assertNotContains(browse_as(bob).get(at(room)), '<form class="composer" hidden')


def test_a_room_is_deleted_by_typing_its_name(browse_as, ann, room):
    assertContains(browse_as(ann).get(at(room, "delete/")), "Delete for good")
    wrong = browse_as(ann).post(at(room, "delete/"), {"name": "launch"})
    assertContains(wrong, "Nothing was deleted.", status_code=422)
    assertRedirects(browse_as(ann).post(at(room, "delete/"), {"name": " Launch  week"}), "/rooms/")
    assert not Room.objects.filter(pk=room.pk).exists()


@pytest.mark.parametrize(
    "path",
    ["level/", "members/2/role/", "bans/2/lift/", "picture/remove/", "archive/", "restore/"],
)
def test_what_changes_something_is_posted(browse_as, ann, room, path):
    assert browse_as(ann).get(at(room, path)).status_code == 405


@pytest.mark.parametrize("path", ["door/", "pace/", "picture/"])
def test_where_a_form_was_refused_leads_back_to_it(browse_as, ann, room, path):
    browser = browse_as(ann)
    assert browser.post(at(room, path), {"seconds": 7}).status_code == 422
    assertRedirects(browser.get(at(room, path)), at(room, "settings/"))
    assert browser.put(at(room, path)).status_code == 405


@pytest.mark.parametrize("path", ["details/", "members/", "bans/", "picture/1.webp"])
def test_what_is_read_is_not_posted(browse_as, ann, room, path):
    assert browse_as(ann).post(at(room, path)).status_code == 405


def test_whom_a_room_banned_is_nobodys_business_but_its_keepers(browse_as, ann, bob, cid, room):
    join_room(room=room, user=cid)
    ban_member(by=membership(ann, room), member=membership(cid, room))
    place = at(room, "members/add/")
    told = browse_as(bob).post(place, {"user": cid.pk})
    assertContains(told, "Ask the room’s owners or moderators.", status_code=403)
    assertNotContains(told, "banned from", status_code=403)
    keeper = browse_as(ann).post(place, {"user": cid.pk})
    assertContains(keeper, "Let them back in first.", status_code=409)


def test_no_room_that_banned_somebody_is_offered_to_them(browse_as, ann, bob, cid, room):
    join_room(room=room, user=cid)
    ban_member(by=membership(ann, room), member=membership(cid, room))
    assertNotContains(browse_as(cid).get("/rooms/browse/"), "Launch week")
    assertContains(browse_as(bob).get("/rooms/browse/"), "Launch week")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("archive/", "Only the room’s owners can do that."),
        ("door/", "Only the room’s owners can do that."),
        ("settings/", "Only the room’s owners and moderators can do that."),
    ],
)
def test_what_is_needed_is_said(browse_as, bob, room, path, words):
    assertContains(browse_as(bob).post(at(room, path)), words, status_code=403)


ROOMS_ONLY = ["settings/", "members/add/", "bans/", "delete/"]


@pytest.mark.parametrize("path", [*ROOMS_ONLY, "door/", "archive/", "restore/", "picture/remove/"])
def test_a_direct_conversation_has_none_of_the_pages_of_rooms(browse_as, ann, bob, cid, path):
    direct = direct_room(people=[ann, bob])
    method = "get" if path in ROOMS_ONLY else "post"
    answer = getattr(browse_as(ann), method)(at(direct, path))
    assertContains(answer, "This is a direct conversation.", status_code=403)
    assert getattr(browse_as(cid), method)(at(direct, path)).status_code == 404


def test_an_archived_room_offers_to_restore_and_delete_it_and_no_change(browse_as, ann, room):
    archive_room(room=room, by=ann)
    browser = browse_as(ann)
    panel = browser.get(at(room, "details/"))
    assertContains(panel, "Restore room")
    assertContains(panel, "Delete room")
    for place in (at(room, "settings/"), at(room, "members/add/"), f"/invites/?room={room.pk}"):
        assertNotContains(panel, place)
    assert browser.get(at(room, "settings/")).status_code == 409
    fields = {"name": "Other", "colour": ""}
    assertContains(browser.post(at(room, "settings/"), fields), "archived", status_code=409)
    assert now(room).name == "Launch week"
