"""Deleting one's account: nothing of the person stays but what they said, under nobody's name."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import people, profiles
from accounts.models import Avatar, PhoneNumber, User
from accounts.signals import person_deleted
from chat.actions.memberships import join_room
from chat.actions.reports import report_message, report_person, resolve_report
from chat.models import Membership, Message, Report, Revocation
from tests.cast import PASSWORD, membership, person, room_of, say, together

pytestmark = pytest.mark.django_db

PAGE = "delete_account"
SURE = {"username": "bob", "password": PASSWORD}


@pytest.fixture
def bobs(browse_as, bob):
    return browse_as(bob)


def delete(client, **changes):
    return client.post(reverse(PAGE), SURE | changes)


def is_there(user) -> bool:
    return User.objects.get(pk=user.pk).is_active


def test_nothing_of_the_person_stays(bobs, bob):
    EmailAddress.objects.create(user=bob, email="bob@example.org")
    PhoneNumber.objects.create(user=bob, number="+4915112345678")
    profiles.set_avatar(bob, b"picture")
    profiles.change(bob, bio="I sail", email="bob@example.org", theme="dark")
    assertRedirects(delete(bobs), reverse("account_login"), fetch_redirect_response=False)
    gone = User.objects.get(pk=bob.pk)
    assert (gone.name, gone.username) == ("Deleted person", f"deleted-{bob.pk}")
    assert (gone.email, gone.bio, gone.theme, gone.avatar_version) == ("", "", "", 0)
    assert [gone.is_active, gone.has_usable_password(), gone.last_login] == [False, False, None]
    assert not EmailAddress.objects.exists()
    assert not PhoneNumber.objects.exists()
    assert not Avatar.objects.exists()
    assert not Membership.objects.of(gone).exists()


def test_what_they_decided_stays_without_their_notes(bobs, ann, bob):
    cid = person("cid")
    User.objects.filter(pk=cid.pk).update(is_staff=True)
    cid.refresh_from_db()
    for by, about in ((bob, ann), (ann, bob)):
        report = report_person(person=about, by=by, reason="abuse")
        resolve_report(report=report, by=cid, note="Bob will calm down.")
    people.delete_person(cid)
    kept = Report.objects.values_list("state", "note", "decided_by")
    assert set(kept) == {("resolved", "", cid.pk)}


def test_what_they_reported_stays_without_their_words(bobs, ann, bob):
    room = room_of(ann, bob)
    for author, by, words in ((ann, bob, "I am bob"), (bob, ann, "he swears")):
        report_message(message=say(author, room, "x"), by=by, reason="abuse", words=words)
    delete(bobs)
    reports = {report.words: report for report in Report.objects.all()}
    assert set(reports) == {"", "he swears"}
    assert str(reports[""].reporter) == str(reports["he swears"].person) == "Deleted person"


def test_the_person_is_signed_out_everywhere_and_told(bobs, browse_as, bob):
    elsewhere = browse_as(bob)
    page = bobs.post(reverse(PAGE), SURE, follow=True)
    assertContains(page, "Your account is deleted.")
    for client in (bobs, elsewhere):
        assert client.get(reverse("settings")).url.startswith(reverse("account_login"))
    assert Revocation.objects.filter(user=bob, room=None, session="").exists()


def test_the_password_opens_nothing_any_more(bobs, bob):
    delete(bobs)
    for username in ("bob", f"deleted-{bob.pk}"):
        client = Client()
        client.post(reverse("account_password_login"), {"login": username, "password": PASSWORD})
        assert "_auth_user_id" not in client.session


def test_messages_stay_under_nobodys_name(bobs, browse_as, ann, bob):
    room = room_of(ann, bob)
    say(bob, room, "ahoy")
    page, place = browse_as(ann), reverse("room", args=[room.pk])
    assertContains(page.get(place), "<bdi>Bob</bdi>")
    delete(bobs)
    shown = page.get(place)
    assertContains(shown, "ahoy")
    assertContains(shown, "Deleted person")
    assertNotContains(shown, "Bob")


def test_the_rooms_hear_that_somebody_left(bobs, ann, bob):
    room = room_of(ann, bob)
    delete(bobs)
    line = Message.objects.in_room(room.pk).newest(1)[0]
    assert (line.is_system, line.body, str(line.author)) == (True, "left", "Deleted person")


def test_a_room_goes_to_who_is_next_in_line(bobs, ann, bob):
    cid, dan = person("cid"), person("dan")
    room = room_of(bob, cid, dan, ann)
    Membership.objects.of(dan).in_room(room.pk).update(role=Membership.Role.MODERATOR)
    delete(bobs)
    assert [m.user for m in room.memberships.owners()] == [dan]


def test_without_moderators_a_room_goes_to_who_was_there_first(bobs, ann, bob):
    cid = person("cid")
    room = room_of(bob, cid, ann)
    delete(bobs)
    assert [m.user for m in room.memberships.owners()] == [cid]


def test_a_room_that_has_another_owner_stays_theirs(bobs, ann, bob):
    room = room_of(ann, person("cid"), bob)
    Membership.objects.of(bob).in_room(room.pk).update(role=Membership.Role.OWNER)
    delete(bobs)
    assert [m.user for m in room.memberships.owners()] == [ann]


def test_a_room_of_ones_own_is_left_empty(bobs, bob):
    room = room_of(bob, name="Alone")
    delete(bobs)
    assert not room.memberships.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"username": "ann"}, "That is not your username."),
        ({"username": ""}, "That is not your username."),
        ({"password": "wrong"}, "That is not your password."),
        ({"password": ""}, "That is not your password."),
    ],
)
def test_a_refusal_deletes_nothing(bobs, bob, changes, words):
    assertContains(delete(bobs, **changes), words)
    assert is_there(bob)


def test_passwords_cannot_be_tried_without_end(bobs, bob):
    for _ in range(10):
        delete(bobs, password="wrong")
    assertContains(delete(bobs), "Too many tries. Wait 60 minutes, then try again.")
    assert is_there(bob)


def test_who_has_no_password_is_asked_for_none(browse_as, bob):
    bob.set_unusable_password()
    bob.save()
    client = browse_as(bob)
    assertNotContains(client.get(reverse(PAGE)), 'type="password"')
    client.post(reverse(PAGE), {"username": "BOB"})
    assert not is_there(bob)


def test_the_owner_of_the_site_stays(signed_in, ann):
    client = signed_in()
    assertContains(client.get(reverse("settings_data")), "You own this site")
    for page in ("settings_data", PAGE):
        assertContains(client.get(reverse(page)), f'href="{reverse("hand_over_site")}"')
    assertNotContains(client.get(reverse(PAGE)), 'name="username"')
    answer = client.post(reverse(PAGE), {"username": "ann", "password": PASSWORD})
    assertContains(answer, "so your account stays.")
    with pytest.raises(PermissionDenied):
        people.delete_person(ann)
    assert is_there(ann)


def test_somebody_may_have_taken_the_name_of_the_deleted(bobs, bob):
    person(f"deleted-{bob.pk}")
    delete(bobs)
    gone = User.objects.get(pk=bob.pk)
    assert gone.username.startswith(f"deleted-{bob.pk}-")
    assert not gone.is_active


def test_the_username_is_free_again(bobs, bob):
    delete(bobs)
    assert person("bob").pk != bob.pk


@pytest.mark.django_db(transaction=True)
def test_all_of_it_happens_or_nothing(bobs, ann, bob):
    def fail(**kwargs):
        raise RuntimeError

    room = room_of(ann, bob)
    bobs.raise_request_exception = False
    person_deleted.connect(fail)
    try:
        assert delete(bobs).status_code == 500
    finally:
        person_deleted.disconnect(fail)
    assert User.objects.get(pk=bob.pk).username == "bob"
    assert membership(bob, room)
    assert bobs.get(reverse("settings")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_deletes_once(bob):
    heard = []

    def hear(user, **kwargs):
        heard.append(user.pk)

    person_deleted.connect(hear)
    try:
        together(*[lambda: people.delete_person(bob)] * 2)
    finally:
        person_deleted.disconnect(hear)
    assert heard == [bob.pk]


def test_open_sockets_lose_the_person(bobs, bob, lost_rights):
    delete(bobs)
    assert lost_rights == [(bob.pk, None)]


def test_nobody_deletes_another(browse_as, ann, bob):
    eve = person("eve")
    join_room(room=room_of(ann), user=eve)
    answer = delete(browse_as(eve))
    assertContains(answer, "That is not your username.")
    assert is_there(bob)
    assert is_there(eve)


def test_who_is_signed_out_signs_in_first(client, bob):
    assertRedirects(client.get(reverse(PAGE)), f"{reverse('account_login')}?next={reverse(PAGE)}")
    assert delete(client).url.startswith(reverse("account_login"))
    assert is_there(bob)


def test_the_page_takes_no_other_method(bobs, bob):
    assert bobs.delete(reverse(PAGE)).status_code == 405
    assert is_there(bob)
