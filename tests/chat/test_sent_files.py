"""Messages with files: sent once, shown to everybody, told in rows, quotes, lists and exports."""

import json
from functools import partial
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest

from accounts import exports
from chat import message_fragments
from chat.actions import attachments
from chat.actions.direct_rooms import direct_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.room_life import close_off
from chat.errors import (
    AttachmentGone,
    ClientIdConflict,
    InvalidMessage,
    TooManyAttachments,
)
from chat.models import Attachment, Message
from chat.sidebar import rows_for, shared_row
from tests.cast import room_of, say
from tests.files import MP3, MP4, address, file_of, picture, send_file, upload

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def post(browse_as, room):
    def send(user, *, client_id=None, headers=HTMX, **fields):
        fields = {"body": "", "client_id": str(client_id or uuid4()), **fields}
        return browse_as(user).post(f"/rooms/{room.pk}/messages/", fields, headers=headers)

    return send


def test_files_go_with_a_message_in_their_order(bob, room):
    files = [upload(bob, room, name=f"{name}.txt") for name in "cab"]
    message = say(bob, room, "here", attachments=files)
    assert message.has_attachments
    assert [file.name for file in message.attachments.all()] == ["c.txt", "a.txt", "b.txt"]


def test_a_message_without_words_needs_a_file(bob, room):
    assert say(bob, room, "  ", attachments=[upload(bob, room)]).body == ""
    with pytest.raises(InvalidMessage):
        say(bob, room, "  ")


def test_sent_again_it_is_the_same_message(bob, room):
    client_id, files = uuid4(), [upload(bob, room)]
    first = say(bob, room, "here", client_id, attachments=files)
    second = say(bob, room, "here", client_id, attachments=files)
    assert first == second
    assert Attachment.objects.get().message == first


def test_sent_again_with_other_files_it_is_a_conflict(bob, room):
    client_id, files = uuid4(), [upload(bob, room), upload(bob, room)]
    say(bob, room, "here", client_id, attachments=files[:1])
    for other in ([], files, files[1:]):
        with pytest.raises(ClientIdConflict):
            say(bob, room, "here", client_id, attachments=other)
    assert list(Attachment.objects.waiting()) == files[1:]


def test_a_file_goes_with_one_message_only_and_nothing_is_said_without_it(bob, room):
    file = upload(bob, room)
    say(bob, room, "first", attachments=[file])
    last_seq = Message.objects.in_room(room.pk).count()
    with pytest.raises(AttachmentGone):
        say(bob, room, "second", attachments=[file])
    assert Message.objects.in_room(room.pk).count() == last_seq


def test_files_of_others_and_of_other_rooms_are_not_there(ann, bob, room):
    for file in (upload(ann, room), upload(bob, room_of(bob))):
        with pytest.raises(AttachmentGone):
            say(bob, room, "mine", attachments=[file])


def test_more_than_ten_are_refused(bob, room, settings):
    settings.ATTACHMENTS_A_MESSAGE = 2
    files = [upload(bob, room) for _ in range(3)]
    with pytest.raises(TooManyAttachments) as refusal:
        say(bob, room, "", attachments=files)
    assert str(refusal.value) == "A message can have up to 2 files. This one has 3."


def test_the_door_takes_uploads_by_their_keys(post, bob, room):
    files = [upload(bob, room, name=name) for name in ("one.txt", "two.txt")]
    answer = post(bob, attachment=[str(file.key) for file in files])
    assert answer.status_code == 200
    html = answer.content.decode()
    assert html.index("one.txt") < html.index("two.txt")
    client_id = uuid4()
    again = {"attachment": [str(upload(bob, room).key)], "client_id": client_id}
    assert post(bob, **again).content == post(bob, **again).content
    assert Message.objects.filter(client_id=client_id).count() == 1


@pytest.mark.parametrize(("key", "status"), [("x", 400), (str(UUID(int=7)), 409)])
def test_the_door_knows_no_other_keys(post, bob, key, status):
    assert post(bob, attachment=[key]).status_code == status


def test_the_plain_form_brings_its_files_along(post, bob, room):
    client_id = uuid4()
    for _ in range(2):
        files = [file_of(b"one", "one.txt"), file_of(picture(), "sun.jpg")]
        answer = post(bob, client_id=client_id, headers={}, files=files)
        assert answer.status_code == 302
    message = Message.objects.get(client_id=client_id)
    assert [file.name for file in message.attachments.all()] == ["one.txt", "sun.jpg"]
    assert Attachment.objects.count() == 2


def test_the_plain_form_is_told_in_words_and_keeps_the_text(post, bob, settings):
    settings.ATTACHMENT_BYTES = 2**20
    big = file_of(b"x" * (2**20 + 1), "big.bin")
    answer = post(bob, body="look", headers={}, files=[big])
    html = answer.content.decode()
    assert answer.status_code == 413
    assert "Files can be up to 1 MB. This one is 2 MB." in html
    assert ">look</textarea>" in html
    assert not Message.objects.filter(body="look").exists()


def test_the_plain_form_is_the_same_message_after_a_refusal(post, bob, monkeypatch):
    monkeypatch.setattr(attachments, "UPLOADED", attachments.UPLOADED._replace(limit=0))
    client_id = uuid4()
    files = [file_of(b"one", "one.txt")]
    answer = post(bob, client_id=client_id, body="look", headers={}, files=files)
    html = answer.content.decode()
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "That is enough for now." in html
    assert ">look</textarea>" in html
    assert f'name="client_id" value="{client_id}"' in html


def test_the_plain_form_is_another_message_after_a_conflict(post, bob):
    client_id = uuid4()
    send = partial(post, bob, client_id=client_id, headers={})
    assert send(body="first", files=[file_of(b"one", "one.txt")]).status_code == 302
    taken = send(body="second")
    other = send(body="third", files=[file_of(b"two", "two.txt")])
    for answer, words in ((taken, "second"), (other, "third")):
        html = answer.content.decode()
        assert answer.status_code == 409
        assert f">{words}</textarea>" in html
        assert f'name="client_id" value="{client_id}"' not in html


def test_the_form_takes_files_without_javascript(browse_as, ann, room):
    html = browse_as(ann).get(f"/rooms/{room.pk}/").content.decode()
    assert 'enctype="multipart/form-data"' in html
    assert '<input type="file" id="files" name="files" multiple>' in html


def test_words_may_go_where_files_stay(bob, room):
    sent = send_file(bob, room, body="here")
    assert edit_message(message=sent.message, by=bob, body="").body == ""
    with pytest.raises(InvalidMessage):
        edit_message(message=say(bob, room, "words"), by=bob, body="")


def shown(message: Message) -> str:
    return message_fragments.message(Message.objects.with_author().get(pk=message.pk))


def test_a_picture_is_shown_at_its_size(bob, room):
    sent = send_file(bob, room, picture(size=(800, 600)), "<b>sun.jpg")
    html = shown(sent.message)
    assert 'width="384" height="288"' in html
    assert address(sent, "small").removesuffix("any") in html
    assert "Open image: &lt;b&gt;sun.jpg" in html
    assert "msg__text" not in html
    assert "style=" not in html


def test_a_very_long_one_is_cut(bob, room):
    assert "image--long" in shown(send_file(bob, room, picture(size=(10, 40)), "a.jpg").message)
    assert "image--long" not in shown(send_file(bob, room, picture(), "b.jpg").message)


def test_films_and_sounds_play_in_place_and_the_rest_is_saved(bob, room):
    files = [
        upload(bob, room, *each)
        for each in ((MP4, "a.mp4"), (MP3, "b.mp3"), (b"%PDF-", "plan.pdf"))
    ]
    html = shown(say(bob, room, "all", attachments=files))
    assert html.count("<video") == html.count("<audio") == 1
    assert 'preload="metadata"' in html
    assert html.count('class="file"') == 3
    assert "PDF · 5\xa0bytes" in html


def test_a_deleted_message_shows_none_of_it(bob, room):
    sent = send_file(bob, room, picture(), "sun.jpg", body="look")
    delete_message(message=sent.message, by=bob)
    html = shown(sent.message)
    assert "sun.jpg" not in html
    assert "attachments" not in html


@pytest.mark.parametrize(
    ("contents", "line"),
    [
        ([(b"x", "plan.pdf")], "plan.pdf"),
        ([(MP4, "a.mp4")], "Video"),
        ([(MP3, "b.mp3")], "b.mp3"),
        ([(b"x", "a.pdf"), (MP4, "a.mp4")], "2 files"),
        ([(picture(), "a.jpg")], "Photo"),
        ([(picture(), "a.jpg"), (picture(), "b.jpg")], "2 photos"),
    ],
)
def test_rows_and_quotes_name_what_says_nothing(ann, bob, room, contents, line):
    message = say(bob, room, "", attachments=[upload(bob, room, *each) for each in contents])
    (row,) = [row for row in rows_for(ann.pk) if row.room == room]
    assert row.preview == line
    assert line in shared_row(row.room)
    reply = shown(say(ann, room, "nice", reply_to=message))
    assert f'dir="auto">{line}</span></a>' in reply


def test_words_come_before_files(ann, bob, room):
    send_file(bob, room, picture(), "sun.jpg", body="look")
    (row,) = [row for row in rows_for(ann.pk) if row.room == room]
    assert row.preview == "look"


def test_rows_cost_one_query_more_however_many_are_files(ann, bob, django_assert_num_queries):
    rooms = [room_of(ann, bob, name=f"Room {number}") for number in range(4)]
    for number, each in enumerate(rooms):
        say(bob, each, f"words {number}")
    with django_assert_num_queries(4):
        rows_for(ann.pk)
    for each in rooms:
        send_file(bob, each)
    with django_assert_num_queries(5):
        rows_for(ann.pk)


def test_the_list_has_a_rooms_files_newest_first(browse_as, settings, ann, bob, room):
    settings.FILES_PAGE = 2
    kept = [send_file(bob, room, name=f"file{number}.txt") for number in range(3)]
    upload(bob, room, name="waiting.txt")
    gone = send_file(bob, room, name="gone.txt")
    delete_message(message=gone.message, by=bob)
    browser = browse_as(ann)
    first = browser.get(f"/rooms/{room.pk}/files/").content.decode()
    assert first.index("file2.txt") < first.index("file1.txt")
    assert not any(name in first for name in ("file0.txt", "waiting.txt", "gone.txt"))
    assert f"?before={kept[1].pk}" in first
    second = browser.get(f"/rooms/{room.pk}/files/?before={kept[1].pk}").content.decode()
    assert "file0.txt" in second
    assert "file1.txt" not in second
    assert "Earlier files" not in second


def test_the_list_costs_the_same_for_any_number(
    browse_as, ann, bob, room, django_assert_num_queries
):
    browser, place = browse_as(ann), f"/rooms/{room.pk}/files/"
    send_file(bob, room)
    with django_assert_num_queries(10) as counted:
        browser.get(place)
    for _ in range(3):
        send_file(bob, room)
    with django_assert_num_queries(len(counted)):
        browser.get(place)


def test_the_list_is_for_members(browse_as, client, ann, cid, room):
    place = f"/rooms/{room.pk}/files/"
    close_off(room=room, by=ann)
    answer = browse_as(cid).get(place)
    assert answer.status_code == 404
    assert "That room does not exist, or you are not in it." in answer.content.decode()
    assert client.get(place).status_code == 302
    assert browse_as(ann).post(place).status_code == 405
    assert browse_as(ann).get(f"{place}?before=x").status_code == 400


def test_an_empty_list_says_so(browse_as, ann, room):
    assert "No files yet." in browse_as(ann).get(f"/rooms/{room.pk}/files/").content.decode()


def test_the_details_show_the_newest(browse_as, settings, ann, bob, room):
    details = f"/rooms/{room.pk}/details/"
    assert "No files yet." in browse_as(ann).get(details).content.decode()
    for number in range(5):
        send_file(bob, room, name=f"file{number}.txt")
    html = browse_as(ann).get(details).content.decode()
    assert "file4.txt" in html
    assert "file0.txt" not in html
    assert f"/rooms/{room.pk}/files/" in html


def test_a_direct_rooms_details_do_too(browse_as, ann, bob):
    direct = direct_room(people=[ann, bob])
    send_file(bob, direct, name="for-ann.txt")
    html = browse_as(ann).get(f"/rooms/{direct.pk}/details/").content.decode()
    assert "for-ann.txt" in html


def test_one_takes_along_what_one_uploaded(ann, bob, room):
    sent, waiting = send_file(bob, room, name="sent.txt"), upload(bob, room, name="waiting.txt")
    gone = send_file(bob, room, name="gone.txt")
    delete_message(message=gone.message, by=bob)
    send_file(ann, room, name="hers.txt")
    with exports.export(bob) as file, ZipFile(file) as archive:
        lines = archive.read("files.jsonl").splitlines()
    assert [(each["name"], each["seq"]) for each in map(json.loads, lines)] == [
        ("sent.txt", sent.message.seq),
        (waiting.name, None),
    ]
