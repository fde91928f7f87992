"""Files of messages: to members, for as long as the message stands, and never as a page of ours."""

import pytest
from django.core.files.storage import default_storage

from chat.actions.memberships import leave_room
from chat.actions.messages import delete_message
from chat.actions.room_life import close_off
from chat.models import Message
from tests.cast import membership
from tests.files import MP3, MP4, address, body_of, picture, send_file, upload

pytestmark = pytest.mark.django_db

HIDDEN = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
NO_ROOM = "That room does not exist, or you are not in it."
NO_FILE = "That file does not exist."


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def letters(bob, room):
    return send_file(bob, room, b"abcdefghij", "letters.txt")


def test_a_member_gets_the_file(browse_as, ann, letters):
    answer = browse_as(ann).get(address(letters))
    assert (answer.status_code, answer.content) == (200, b"abcdefghij")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letters.txt"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Length"] == "10"


@pytest.mark.parametrize("size", ["small", "large", "original"])
def test_a_picture_comes_in_three_sizes(browse_as, ann, bob, room, size):
    sent = send_file(bob, room, picture(), "sun.jpg")
    answer = browse_as(ann).get(address(sent, size))
    kept = getattr(sent, {"original": "file"}.get(size, size))
    assert answer.content == kept.read()
    ending = "jpg" if size == "original" else "webp"
    assert answer.headers["Content-Disposition"] == f'inline; filename="sun.{ending}"'
    assert answer.headers["Content-Type"] == ("image/jpeg" if ending == "jpg" else "image/webp")


@pytest.mark.parametrize(
    ("content", "shown"), [(MP4, "inline"), (MP3, "inline"), (HIDDEN, "attachment")]
)
def test_nothing_is_shown_that_we_did_not_recognise(browse_as, ann, bob, room, content, shown):
    sent = send_file(bob, room, content, "thing.svg")
    answer = browse_as(ann).get(address(sent))
    assert answer.headers["Content-Disposition"].startswith(shown)
    assert "svg" not in answer.headers["Content-Type"]


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=2-4"}, {"Range": "bytes=99-"}])
def test_it_never_runs_here_and_nobody_else_keeps_it(browse_as, ann, letters, headers):
    answer = browse_as(ann).get(address(letters), headers=headers)
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_what_the_browser_has_is_not_sent_twice_but_asked_for(browse_as, ann, letters):
    browser = browse_as(ann)
    etag = browser.get(address(letters)).headers["ETag"]
    again = browser.get(address(letters), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    delete_message(message=letters.message, by=letters.uploader)
    gone = browser.get(address(letters), headers={"If-None-Match": etag})
    assert gone.status_code == 404


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=2-4", b"cde", "bytes 2-4/10"),
        ("bytes=7-", b"hij", "bytes 7-9/10"),
        ("bytes=-3", b"hij", "bytes 7-9/10"),
        ("bytes=-99", b"abcdefghij", "bytes 0-9/10"),
        ("bytes=8-99", b"ij", "bytes 8-9/10"),
        ("bytes=0-0", b"a", "bytes 0-0/10"),
    ],
)
def test_a_part_is_sent_to_who_asks_for_it(browse_as, ann, letters, asked, part, told):
    answer = browse_as(ann).get(address(letters), headers={"Range": asked})
    assert (answer.status_code, answer.content) == (206, part)
    assert answer.headers["Content-Range"] == told
    assert answer.headers["Content-Length"] == str(len(part))
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_part_behind_the_end_is_refused(browse_as, ann, letters, asked):
    answer = browse_as(ann).get(address(letters), headers={"Range": asked})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["Content-Range"] == "bytes */10"


@pytest.mark.parametrize(
    "asked", ["bytes=4-2", "bytes=0-1,4-5", "bytes=-", "letters=1-2", "bytes=a-b", "bytes=1"]
)
def test_what_makes_no_sense_is_all_of_it(browse_as, ann, letters, asked):
    answer = browse_as(ann).get(address(letters), headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, b"abcdefghij")


def test_a_part_of_another_file_is_all_of_this_one(browse_as, ann, letters):
    browser, headers = browse_as(ann), {"Range": "bytes=2-4"}
    etag = browser.get(address(letters)).headers["ETag"]
    same = browser.get(address(letters), headers={**headers, "If-Range": etag})
    other = browser.get(address(letters), headers={**headers, "If-Range": '"other"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_a_long_part_is_sent_piece_by_piece(browse_as, ann, bob, room):
    content = bytes(range(256)) * 4096
    sent = send_file(bob, room, content, "long.bin")
    answer = browse_as(ann).get(address(sent), headers={"Range": "bytes=5-900004"})
    assert answer.streaming
    assert body_of(answer) == content[5:900005]


def test_head_tells_the_length(browse_as, ann, letters):
    answer = browse_as(ann).head(address(letters))
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, "10")


def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, ann, cid, letters):
    close_off(room=letters.room, by=ann)
    browser = browse_as(cid)
    theirs, none = browser.get(address(letters)), browser.get("/rooms/999999/attachments/9/large/a")
    assert theirs.status_code == none.status_code == 404
    assert NO_ROOM in theirs.content.decode()
    assert NO_ROOM in none.content.decode()
    assert "letters" not in theirs.content.decode()


def test_who_left_gets_it_no_more(browse_as, bob, room):
    sent = send_file(bob, room)
    browser = browse_as(bob)
    assert browser.get(address(sent)).status_code == 200
    leave_room(membership=membership(bob, room))
    assert browser.get(address(sent)).status_code == 404


def test_who_is_signed_out_is_sent_to_sign_in(client, letters):
    assert client.get(address(letters)).url.startswith("/accounts/login/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_wrong_method_is_refused(browse_as, ann, letters, method):
    assert getattr(browse_as(ann), method)(address(letters)).status_code == 405


def test_what_a_member_cannot_have_is_not_there(browse_as, ann, bob, room, letters):
    """Deleted, waiting, before their time, of another room, of no such size, lost: one answer."""
    browser = browse_as(ann)
    waiting, lost = upload(bob, room), send_file(bob, room)
    for name in lost.file_names:
        default_storage.delete(name)
    elsewhere = address(letters).replace(f"/rooms/{room.pk}/", f"/rooms/{room.pk}0/")
    places = [
        address(waiting),
        address(lost),
        address(letters, "small"),
        address(letters, "gigantic"),
        address(letters).replace(f"/attachments/{letters.pk}/", f"/attachments/{10**30}/"),
    ]
    for place in places:
        answer = browser.get(place)
        assert answer.status_code == 404
        assert NO_FILE in answer.content.decode()
    assert browser.get(elsewhere).status_code == 404


def test_a_deleted_message_takes_its_files_out_of_reach_and_back(browse_as, ann, bob, letters):
    browser = browse_as(ann)
    delete_message(message=letters.message, by=bob)
    assert NO_FILE in browser.get(address(letters)).content.decode()
    Message.objects.filter(pk=letters.message_id).update(deleted_at=None)
    assert browser.get(address(letters)).status_code == 200


def test_what_was_said_before_ones_time_stays_out_of_reach(browse_as, ann, letters):
    room = letters.room
    room.memberships.filter(user=ann).update(visible_from_seq=letters.message.seq + 1)
    assert browse_as(ann).get(address(letters)).status_code == 404


def test_pages_play_our_own_films_only(browse_as, ann, room):
    policy = browse_as(ann).get(f"/rooms/{room.pk}/").headers["Content-Security-Policy"]
    assert "media-src 'self' ;" in policy or "media-src 'self';" in policy
    assert "img-src 'self' data:" in policy
