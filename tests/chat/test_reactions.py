"""Answers by emoji: the actions, what everybody is shown, and their door."""

import pytest

from accounts.allowances import Spent
from accounts.models import Block
from chat import message_fragments
from chat.actions import reactions
from chat.actions.direct_rooms import direct_room
from chat.actions.members import remove_member
from chat.actions.messages import delete_message
from chat.actions.reactions import add_reaction, remove_reaction
from chat.actions.room_life import archive_room
from chat.changes import changes_since
from chat.emoji import QUICK
from chat.errors import (
    InvalidReaction,
    MessageNotFound,
    NotAllowed,
    RoomArchived,
    RoomNotFound,
    TooManyOfThem,
)
from chat.models import Membership, Message, Reaction, Room
from tests import cast
from tests.cast import membership, say, together

pytestmark = pytest.mark.django_db

DOOR = "/rooms/{room}/messages/{message}/reactions/"
PARTY = {"emoji": "🎉", "on": "1"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def said(ann, room):
    return say(ann, room, "we launched")


def shown(message) -> str:
    return message_fragments.message(Message.objects.with_author().get(pk=message.pk))


def version(room) -> int:
    return Room.objects.get(pk=room.pk).version


def test_a_reaction_is_a_change_of_its_message(bob, room, said):
    before = version(room)
    changed = add_reaction(message=said, by=bob, emoji="🎉")
    assert (changed.version, version(room)) == (before + 1, before + 1)
    assert [entry.seq for entry in changes_since(room.pk, before).entries] == [said.seq]
    assert f'data-emoji="🎉" data-people="{bob.pk}"' in shown(said)


def test_the_same_reaction_twice_is_one(bob, room, said):
    add_reaction(message=said, by=bob, emoji="🎉")
    before = version(room)
    add_reaction(message=said, by=bob, emoji="🎉")
    assert version(room) == before
    assert Reaction.objects.filter(message=said).count() == 1


def test_a_reaction_is_taken_back_once(ann, bob, room, said):
    add_reaction(message=said, by=ann, emoji="🎉")
    add_reaction(message=said, by=bob, emoji="🎉")
    remove_reaction(message=said, by=bob, emoji="🎉")
    before = version(room)
    remove_reaction(message=said, by=bob, emoji="🎉")
    assert version(room) == before
    assert f'data-people="{ann.pk}"' in shown(said)
    remove_reaction(message=said, by=ann, emoji="🎉")
    assert "reaction" not in shown(said)


def test_a_reaction_makes_nothing_unread_and_moves_no_position(ann, bob, room, said):
    positions = dict(Membership.objects.in_room(room.pk).values_list("user", "last_read_seq"))
    add_reaction(message=said, by=bob, emoji="🎉")
    after = Membership.objects.in_room(room.pk)
    assert dict(after.values_list("user", "last_read_seq")) == positions
    assert Room.objects.get(pk=room.pk).last_seq == said.seq


def test_who_reacted_is_said_in_words(ann, bob, said):
    add_reaction(message=said, by=ann, emoji="🎉")
    add_reaction(message=said, by=bob, emoji="🎉")
    assert 'aria-label="Party popper, 2: \u2068Ann\u2069, \u2068Bob\u2069"' in shown(said)


def test_of_many_a_few_are_named(ann, room, said):
    for number in range(5):
        person = cast.person(f"p{number}")
        cast.join_room(room=room, user=person)
        add_reaction(message=said, by=person, emoji="🎉")
    assert 'title="Party popper, 5: \u2068P0\u2069, \u2068P1\u2069 and 3 more"' in shown(said)


def test_who_reacted_goes_by_the_name_of_now(bob, said):
    add_reaction(message=said, by=bob, emoji="🎉")
    assert "\u2068Bob\u2069" in shown(said)
    bob.name = 'Bo"b<'
    bob.save()
    assert "\u2068Bo&quot;b&lt;\u2069" in shown(said)


def test_a_page_asks_once_for_all_reactions(ann, bob, room, django_assert_num_queries):
    messages = [say(ann, room, f"{n}") for n in range(4)]
    for message in messages:
        add_reaction(message=message, by=bob, emoji="🎉")
    found = list(Message.objects.with_author().filter(pk__in=[m.pk for m in messages]))
    with django_assert_num_queries(1):
        message_fragments.messages(found)


def test_a_reaction_of_somebody_blocked_is_counted(ann, bob, browse_as, room, said):
    Block.objects.create(blocker=ann, blocked=bob)
    add_reaction(message=said, by=bob, emoji="🎉")
    assert "<b>1</b>" in browse_as(ann).get(f"/rooms/{room.pk}/").content.decode()


@pytest.mark.parametrize("emoji", ["", "x", "🎉🎉", "<b>", ":tada:", "👍🏽", "\u200d", "é"])
def test_only_the_bundled_emoji_are_taken(bob, said, emoji):
    with pytest.raises(InvalidReaction):
        add_reaction(message=said, by=bob, emoji=emoji)


@pytest.mark.parametrize("emoji", QUICK)
def test_the_quick_ones_are_bundled(bob, said, emoji):
    assert emoji in shown(add_reaction(message=said, by=bob, emoji=emoji))


def test_what_is_deleted_takes_no_reaction_and_shows_none(ann, bob, said):
    add_reaction(message=said, by=bob, emoji="🎉")
    delete_message(message=said, by=ann)
    assert "🎉" not in shown(said)
    for change in (add_reaction, remove_reaction):
        with pytest.raises(MessageNotFound):
            change(message=said, by=bob, emoji="🎉")


def test_a_system_line_takes_no_reaction(bob, room):
    line = Message.objects.get(room=room, kind="system")
    with pytest.raises(NotAllowed):
        add_reaction(message=line, by=bob, emoji="🎉")


def test_an_archived_room_takes_no_reaction(ann, bob, room, said):
    archive_room(room=room, by=ann)
    with pytest.raises(RoomArchived):
        add_reaction(message=said, by=bob, emoji="🎉")


def test_who_was_removed_reacts_no_more(ann, bob, room, said):
    remove_member(by=membership(ann, room), member=membership(bob, room))
    with pytest.raises(RoomNotFound):
        add_reaction(message=said, by=bob, emoji="🎉")


def test_a_message_takes_so_many_different_emoji(settings, ann, bob, said):
    settings.REACTIONS_ON_MESSAGE = 2
    add_reaction(message=said, by=ann, emoji="🎉")
    add_reaction(message=said, by=ann, emoji="👍")
    add_reaction(message=said, by=bob, emoji="👍")
    with pytest.raises(TooManyOfThem, match="A message takes 2 different emoji"):
        add_reaction(message=said, by=bob, emoji="❤️")


def test_a_person_reacts_so_often(monkeypatch, browse_as, bob, room, said):
    monkeypatch.setattr(reactions, "CHANGES", reactions.CHANGES._replace(limit=1))
    add_reaction(message=said, by=bob, emoji="🎉")
    with pytest.raises(Spent):
        remove_reaction(message=said, by=bob, emoji="🎉")
    place = DOOR.format(room=room.pk, message=said.pk)
    answer = browse_as(bob).post(place, PARTY | {"emoji": "👍"}, headers=HTMX)
    assert (answer.status_code, Reaction.objects.count()) == (429, 1)
    assert answer.content.decode() == "That is enough for now. Try again in 1 minute."


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_row_and_one_version(bob, room, said):
    before = version(room)
    together(*[lambda: add_reaction(message=said, by=bob, emoji="🎉")] * 4)
    assert Reaction.objects.filter(message=said).count() == 1
    assert version(room) == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_limit_holds_for_many_at_once(settings, ann, bob, room, said):
    settings.REACTIONS_ON_MESSAGE = 2

    def react(emoji):
        try:
            add_reaction(message=said, by=bob, emoji=emoji)
        except TooManyOfThem:
            return emoji

    refused = together(*[lambda emoji=emoji: react(emoji) for emoji in QUICK])
    assert len(set(refused) - {None}) == 4
    assert Reaction.objects.count() == 2


# -- The door ---------------------------------------------------------------------------------------


def at(room, message) -> str:
    return DOOR.format(room=room.pk, message=message.pk)


def test_htmx_gets_the_message_as_everybody_does(browse_as, bob, room, said):
    answer = browse_as(bob).post(at(room, said), PARTY, headers=HTMX)
    html = answer.content.decode()
    assert f'data-people="{bob.pk}"' in html
    assert f'data-version="{version(room)}"' in html
    assert "aria-pressed" not in html
    assert "csrf" not in html


def test_without_javascript_it_leads_back_to_the_message(browse_as, bob, room, said):
    browser, place = browse_as(bob), f"/rooms/{room.pk}/messages/{said.pk}/"
    page = browser.get(place).content.decode()
    assert f'action="{at(room, said)}"' in page
    assert browser.post(at(room, said), PARTY).url == f"{place}#message-{said.pk}"
    page = browser.get(place).content.decode()
    assert 'value="🎉" aria-pressed="true" aria-label="Party popper, 1"' in page
    browser.post(at(room, said), PARTY | {"on": "0"})
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, cid, room, said, target):
    room_id = {"theirs": room.pk, "none": 999_999, "huge": 10**30}[target]
    answer = browse_as(cid).post(DOOR.format(room=room_id, message=said.pk), PARTY)
    assert answer.status_code == 404
    assert "That room does not exist, or you are not in it." in answer.content.decode()


def test_a_message_of_another_room_is_not_there(browse_as, ann, bob, cid, room):
    theirs = say(cid, cast.room_of(cid, name="Hush"), "psst")
    for message_id in (theirs.pk, 999_999, 10**30):
        place = DOOR.format(room=room.pk, message=message_id)
        answer = browse_as(bob).post(place, PARTY, headers=HTMX)
        assert (answer.status_code, answer.content.decode()) == (
            404,
            "That message does not exist.",
        )
    assert not Reaction.objects.exists()


def test_who_is_signed_out_is_sent_to_sign_in(client, room, said):
    assert client.post(at(room, said), PARTY).url.startswith("/accounts/login/")
    assert client.post(at(room, said), PARTY, headers=HTMX).status_code == 401


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"emoji": "🎉"}, 400),
        ({"emoji": "🎉", "on": "yes"}, 400),
        ({"on": "1"}, 422),
        ({"emoji": "\x00", "on": "1"}, 422),
        ({"emoji": "x" * 5000, "on": "1"}, 422),
    ],
)
def test_a_bad_body_is_refused(browse_as, bob, room, said, fields, status):
    assert browse_as(bob).post(at(room, said), fields, headers=HTMX).status_code == status


def test_what_is_no_emoji_can_be_taken_back_by_nobody(browse_as, bob, room, said):
    fields = {"emoji": "\x00", "on": "0"}
    assert browse_as(bob).post(at(room, said), fields, headers=HTMX).status_code == 422


def test_the_wrong_method_and_a_missing_proof_are_refused(browse_as, bob, room, said):
    assert browse_as(bob).get(at(room, said)).status_code == 405
    browser = browse_as(bob, enforce_csrf_checks=True)
    assert browser.post(at(room, said), PARTY).status_code == 403


def test_who_may_not_write_to_a_person_does_not_react_there(browse_as, ann, bob):
    direct = direct_room(people=[ann, bob])
    said = say(bob, direct, "hi")
    Block.objects.create(blocker=bob, blocked=ann)
    assert browse_as(ann).post(at(direct, said), PARTY).status_code == 403
