"""The doors of what was said: edit, delete, restore, remove. Strangers learn nothing by them."""

import pytest
from django.utils.html import escape

from accounts.blocks import block
from chat.actions.memberships import join_room
from chat.actions.messages import delete_message
from chat.models import Message, Room
from tests.cast import room_of, say

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
VERBS = ["edit", "delete", "restore", "remove"]
DOORS = [*(("post", verb) for verb in VERBS), ("get", "edit"), ("get", "remove")]


@pytest.fixture
def message(bob, room):
    return say(bob, room, "hello **there**")


def at(message, verb=""):
    place = f"/rooms/{message.room_id}/messages/{message.pk}/"
    return f"{place}{verb}/" if verb else place


def now(message):
    return Message.objects.get(pk=message.pk)


def test_the_author_gets_what_they_typed_and_edits_it(browse_as, bob, message):
    browser = browse_as(bob)
    answer = browser.get(at(message, "edit"))
    assert answer.content.decode() == "hello **there**"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    answer = browser.post(at(message, "edit"), {"body": "hello *you*"}, headers=HTMX)
    assert "upsert:#messages" in answer.content.decode()
    assert "<em>you</em>" in answer.content.decode()
    assert now(message).body == "hello *you*"


def test_a_deletion_is_undone(browse_as, bob, message):
    browser = browse_as(bob)
    answer = browser.post(at(message, "delete"), headers=HTMX).content.decode()
    assert "Message deleted" in answer
    assert "hello" not in answer
    answer = browser.post(at(message, "restore"), headers=HTMX).content.decode()
    assert "<strong>there</strong>" in answer


def test_who_keeps_order_removes_with_a_reason(browse_as, ann, message):
    browser = browse_as(ann)
    assert "Remove what <bdi>Bob</bdi> said?" in browser.get(at(message, "remove")).content.decode()
    answer = browser.post(at(message, "remove"), {"reason": "off topic"}, headers=HTMX)
    assert "Removed by a moderator: <bdi>off topic</bdi>" in answer.content.decode()


@pytest.mark.parametrize("verb", ["remove", "report"])
def test_a_question_shows_what_it_is_about_unless_that_is_folded(
    browse_as, ann, bob, message, verb
):
    browser = browse_as(ann)
    line = '<blockquote class="report__subject report__text" dir="auto">hello there</blockquote>'
    assert line in browser.get(at(message, verb)).content.decode()
    block(by=ann, whom=bob)
    page = browser.get(at(message, verb)).content.decode()
    assert line not in page
    assert "<summary>Message from somebody you blocked.</summary>" in page


@pytest.mark.parametrize(("method", "verb"), DOORS)
def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, cid, message, method, verb):
    Room.objects.filter(pk=message.room_id).update(kind=Room.Kind.CLOSED)
    call = getattr(browse_as(cid), method)
    theirs = call(at(message, verb))
    none = call(f"/rooms/999999/messages/{message.pk}/{verb}/")
    assert (theirs.status_code, none.status_code) == (404, 404)
    assert "That room does not exist, or you are not in it." in theirs.content.decode()
    assert "hello" not in theirs.content.decode()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_a_message_that_is_not_there_is_not_found(browse_as, ann, room, verb, pk):
    assert browse_as(ann).post(f"/rooms/{room.pk}/messages/{pk}/{verb}/").status_code == 404


@pytest.mark.parametrize("verb", VERBS)
def test_a_message_of_another_room_is_not_there(browse_as, ann, room, verb):
    other = say(ann, room_of(ann, name="Other"), "elsewhere")
    answer = browse_as(ann).post(f"/rooms/{room.pk}/messages/{other.pk}/{verb}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("verb", VERBS)
def test_who_is_signed_out_is_sent_to_sign_in(client, message, verb):
    answer = client.post(at(message, verb))
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=")
    assert client.post(at(message, verb), headers=HTMX).status_code == 401


@pytest.mark.parametrize("verb", VERBS)
def test_the_wrong_method_is_refused(browse_as, bob, message, verb):
    assert browse_as(bob).put(at(message, verb)).status_code == 405


@pytest.mark.parametrize("verb", ["delete", "restore"])
def test_nothing_is_deleted_or_restored_by_looking(browse_as, bob, message, verb):
    assert browse_as(bob).get(at(message, verb)).status_code == 405


@pytest.mark.parametrize("verb", VERBS)
def test_a_post_without_csrf_proof_is_refused(browse_as, bob, message, verb):
    browser = browse_as(bob, enforce_csrf_checks=True)
    assert browser.post(at(message, verb), {"body": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("method", "verb"), [("get", "edit"), ("post", "edit"), ("post", "delete")]
)
def test_another_member_neither_reads_the_source_nor_changes_it(
    browse_as, ann, message, method, verb
):
    answer = getattr(browse_as(ann), method)(at(message, verb), headers=HTMX)
    assert answer.status_code == 403
    assert "**there**" not in answer.content.decode()
    assert now(message).body == "hello **there**"


def test_a_deleted_message_has_no_source(browse_as, bob, message):
    delete_message(message=message, by=bob)
    browser = browse_as(bob)
    assert browser.get(at(message, "edit")).status_code == 404
    assert browser.post(at(message, "edit"), {"body": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("body", "words"), [("  ", "Write something first."), ("x" * 10_001, "has 10,001.")]
)
def test_a_bad_edit_is_refused_in_words(browse_as, bob, message, body, words):
    answer = browse_as(bob).post(at(message, "edit"), {"body": body}, headers=HTMX)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert now(message).body == "hello **there**"


def test_too_late_is_said_in_words(browse_as, bob, message, settings):
    settings.UNDO_SECONDS = 0
    delete_message(message=message, by=bob)
    answer = browse_as(bob).post(at(message, "restore"), headers=HTMX)
    assert answer.status_code == 410
    assert answer.content.decode() == "It is too late to undo that."


def test_a_plain_member_cannot_remove(browse_as, ann, bob, room):
    message = say(ann, room, "mine")
    browser = browse_as(bob)
    assert browser.get(at(message, "remove")).status_code == 403
    assert browser.post(at(message, "remove")).status_code == 403
    assert not now(message).is_deleted


def test_an_overlong_reason_comes_back_with_its_words(browse_as, ann, message):
    answer = browse_as(ann).post(at(message, "remove"), {"reason": "y" * 201})
    assert answer.status_code == 422
    assert "y" * 201 in answer.content.decode()
    assert "up to 200 characters" in answer.content.decode()


# -- Without JavaScript ------------------------------------------------------------------------------


def test_the_permalink_offers_its_author_everything(browse_as, bob, message):
    page = browse_as(bob).get(at(message)).content.decode()
    assert f'action="{at(message, "edit")}"' in page
    assert escape("hello **there**</textarea>").replace("&lt;/textarea&gt;", "</textarea>") in page
    assert f'action="{at(message, "delete")}"' in page
    assert f'href="{at(message, "remove")}"' not in page


def test_the_permalink_offers_who_keeps_order_to_remove(browse_as, ann, message):
    page = browse_as(ann).get(at(message)).content.decode()
    assert f'href="{at(message, "remove")}"' in page
    assert f'action="{at(message, "edit")}"' not in page
    assert "hello **there**" not in page


def test_the_permalink_offers_another_member_to_answer_only(browse_as, bob, cid, room, message):
    join_room(room=room, user=cid)
    page = browse_as(cid).get(at(message)).content.decode()
    assert f'href="/rooms/{room.pk}/?reply_to={message.pk}#composer"' in page
    assert not [verb for verb in VERBS if at(message, verb) in page]


def test_every_change_leads_back_to_the_message(browse_as, bob, message):
    browser = browse_as(bob)
    for verb, words in (
        ("edit", "edited words"),
        ("delete", "Undo the deletion"),
        ("restore", "edited words"),
    ):
        page = browser.post(at(message, verb), {"body": "edited words"}, follow=True)
        assert page.redirect_chain == [(f"{at(message)}#message-{message.pk}", 302)]
        assert words in page.content.decode()


def test_a_refused_edit_keeps_what_was_typed(browse_as, bob, message):
    page = browse_as(bob).post(at(message, "edit"), {"body": "z" * 10_001})
    assert page.status_code == 422
    assert "z" * 10_001 in page.content.decode()
    assert "This one has 10,001." in page.content.decode()


def test_undoing_is_offered_no_longer_than_it_works(browse_as, bob, message, settings):
    settings.UNDO_SECONDS = 0
    delete_message(message=message, by=bob)
    assert "Undo the deletion" not in browse_as(bob).get(at(message)).content.decode()
