"""What a site is called, looks like and allows is for those who run it to choose."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import site, site_changes
from accounts.arrivals import SignupClosed, admit
from accounts.invites import make_invite
from accounts.models import AuditEntry, Logo, SitePolicy, User, Verb
from accounts.policy import can_invite_to_site, set_policy
from accounts.sms.wording import code_text
from tests.cast import PASSWORD
from tests.files import picture

pytestmark = pytest.mark.django_db

PAGE = "/settings/site/"
LIMITS = {"founders": "everybody", "room_size": "", "file_megabytes": "", "messages_a_minute": ""}
DOORS = ["site_name", "site_logo", "drop_site_logo", "site_limits"]


@pytest.fixture
def staff(ann, browse_as):
    return browse_as(ann)


def logged() -> dict:
    return AuditEntry.objects.get(verb=Verb.SITE_SET).facts


# -- Name -----------------------------------------------------------------------------------------


def test_the_name_stands_in_titles_at_the_door_and_in_texts(staff, client):
    assertContains(client.get(reverse("account_login")), "Sign in to texter")
    answer = staff.post(reverse("site_name"), {"name": "  Acme   chat "}, follow=True)
    assertRedirects(answer, PAGE)
    assertContains(answer, "<title>Site · Acme chat</title>")
    assertContains(client.get(reverse("account_login")), "Sign in to Acme chat")
    assert "Acme chat" in code_text("123456")
    assert logged() == {"name": {"before": "", "now": "Acme chat"}}


def test_mails_are_from_the_name(client, bob, mailoutbox):
    site_changes.change_site(by=None, name="Acme chat")
    bob.emailaddress_set.create(email="bob@example.org", verified=True, primary=True)
    client.post(reverse("account_reset_password"), {"email": "bob@example.org"})
    assert [each.subject for each in mailoutbox] == ["Set a new password for Acme chat"]


def test_without_a_name_it_is_the_environment_s(staff, settings):
    settings.SITE_NAME = "Ours"
    site_changes.change_site(by=None, name="Acme chat")
    page = staff.post(reverse("site_name"), {"name": ""}, follow=True)
    assertContains(page, "<title>Site · Ours</title>")
    assertContains(page, "“Ours”, from SITE_NAME.")


def test_a_name_is_text_and_not_too_long(staff):
    page = staff.post(reverse("site_name"), {"name": "<b>Acme</b>"}, follow=True)
    assertContains(page, "&lt;b&gt;Acme&lt;/b&gt;")
    assertNotContains(page, "<b>Acme</b>")
    long = staff.post(reverse("site_name"), {"name": "x" * 41})
    assertContains(long, "up to 40 characters", status_code=422)
    assert SitePolicy.current().name == "<b>Acme</b>"


# -- Logo -----------------------------------------------------------------------------------------


def uploaded(content: bytes) -> dict:
    return {"picture": SimpleUploadedFile("logo.png", content, "image/png")}


def test_a_logo_is_drawn_anew_and_strangers_see_it(staff, client):
    staff.post(reverse("site_logo"), uploaded(picture("PNG", (600, 300))))
    address = reverse("logo", args=[Logo.objects.get().version])
    assertContains(client.get(reverse("account_login")), f'src="{address}"')
    shown = client.get(address)
    assert shown["Content-Type"] == "image/webp"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert Image.open(BytesIO(shown.content)).size == (256, 256)
    assert client.get(reverse("logo", args=[1])).status_code == 404


def test_a_removed_logo_is_gone(staff, client):
    site_changes.set_logo(image=b"picture", by=None)
    address = reverse("logo", args=[Logo.objects.get().version])
    staff.post(reverse("drop_site_logo"))
    assert client.get(address).status_code == 404
    assertNotContains(client.get(reverse("account_login")), "/site/logo/")


def test_what_is_no_picture_is_refused_in_words(staff):
    answer = staff.post(reverse("site_logo"), uploaded(b"<svg onload=alert(1)>"))
    assertContains(answer, "That file is not a picture", status_code=422)
    assert not Logo.objects.exists()


# -- Who may sign up ------------------------------------------------------------------------------


def test_where_nobody_may_come_no_invite_helps(client, ann):
    invite = make_invite(by=ann, room_id=None, lifetime=None, uses=None)
    set_policy(signup="nobody", domains="")
    client.post(reverse("invite", args=[invite.token]), {"door": "signup"})
    bob = {"name": "Bob", "username": "bob", "password1": PASSWORD}
    answer = client.post(reverse("account_signup"), bob)
    assertContains(answer, "This site takes in nobody new.", status_code=403)
    assert not can_invite_to_site(ann)
    with pytest.raises(SignupClosed):
        admit(session={"invite": invite.token}, user=User(username="bob", name="Bob"))
    assert User.objects.count() == 1


def test_the_first_person_may_always_be_admitted(db):
    set_policy(signup="nobody", domains="")
    assert admit(session={}, user=User(username="ann", name="Ann")).is_owner


def test_the_choice_is_on_the_page(staff):
    staff.post(PAGE, {"signup": "nobody", "domains": ""})
    assert SitePolicy.current().is_shut
    assert logged() == {"signup": {"before": "open", "now": "nobody"}}


# -- Limits ---------------------------------------------------------------------------------------


def test_the_page_says_where_a_number_comes_from(staff, settings):
    settings.MAX_USERS_IN_ROOM, settings.MESSAGES_A_MINUTE = 5_000, 60
    assertContains(staff.get(PAGE), "5000, from MAX_USERS_IN_ROOM.")
    page = staff.post(reverse("site_limits"), LIMITS | {"room_size": "100"}, follow=True)
    assertContains(page, "Set here. MAX_USERS_IN_ROOM allows up to 5000.")
    assertContains(page, "60, from MESSAGES_A_MINUTE.")
    assert logged() == {"room_size": {"before": None, "now": 100}}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"room_size": "5001"}, "It can be up to 5000 here."),
        ({"room_size": "0"}, "Enter 1 or more, or leave it empty."),
        ({"file_megabytes": "26"}, "It can be up to 25 here."),
        ({"messages_a_minute": "x"}, "Enter a whole number, or leave it empty."),
        ({"founders": ""}, "Choose who may start rooms."),
    ],
)
def test_no_number_goes_beyond_the_environment(staff, settings, fields, words):
    settings.MAX_USERS_IN_ROOM = 5_000
    answer = staff.post(reverse("site_limits"), LIMITS | fields)
    assertContains(answer, words, status_code=422)
    assert not SitePolicy.objects.exists()


def test_an_environment_that_is_lowered_later_holds(settings):
    site_changes.change_site(by=None, room_size=100, messages_a_minute=50)
    settings.MAX_USERS_IN_ROOM, settings.MESSAGES_A_MINUTE = 20, 10
    assert (site.current().most_people, site.current().pace) == (20, 10)


def test_saving_the_same_is_written_nowhere(staff):
    staff.post(reverse("site_limits"), LIMITS)
    assert not AuditEntry.objects.exists()


# -- For whom, and how soon -----------------------------------------------------------------------


@pytest.mark.parametrize("door", DOORS)
def test_nobody_else_finds_them(client, bob, browse_as, door):
    assert browse_as(bob).post(reverse(door), LIMITS).status_code == 404
    assert client.post(reverse(door)).url.startswith(reverse("account_login"))
    assert not SitePolicy.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_they_take_no_other_method(staff, door):
    assert staff.put(reverse(door)).status_code == 405


@pytest.mark.parametrize("door", ["site_name", "site_logo", "site_limits"])
def test_where_a_form_was_refused_leads_back_to_it(staff, door):
    assert staff.post(reverse(door), {"name": "x" * 500}).status_code == 422
    assertRedirects(staff.get(reverse(door)), PAGE)


def test_staff_set_the_site_and_do_not_hand_it_over(bob, browse_as):
    bob.is_staff = True
    bob.save()
    page = browse_as(bob).get(PAGE)
    assertContains(page, "Who may start rooms")
    assertNotContains(page, "Hand this site over")
    assert browse_as(bob).get(reverse("hand_over_site")).status_code == 404


def test_what_is_kept_costs_no_query_until_it_is_old(ann, monkeypatch, django_assert_num_queries):
    site.renew()
    with django_assert_num_queries(0):
        assert site.current().shown_name == "texter"
    SitePolicy.objects.create(name="Elsewhere")  # as another process writes it
    assert site.current().shown_name == "texter"
    monkeypatch.setattr(site, "FRESH", 0.0)
    with django_assert_num_queries(1):
        assert site.current().shown_name == "Elsewhere"


def test_without_a_database_it_stays_as_it_was(monkeypatch):
    def fail():
        raise DatabaseError

    site.keep(SitePolicy(name="Acme"))
    monkeypatch.setattr(SitePolicy, "current", fail)
    assert site.renew().shown_name == "Acme"
