"""Starting from a phone number: exact ones only, of people who allow it, and not by the hundred."""

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import finding, people, sms
from accounts.finding import LOOKS, TEXTED_INVITES
from accounts.models import Invite
from accounts.policy import set_policy
from accounts.profiles import change
from accounts.sms.wording import invite_text
from tests.cast import person

pytestmark = pytest.mark.django_db

NUMBER, UNKNOWN = "+4915123456789", "+4915123456780"
NOBODY = "Nobody here can be found by that number."
DOORS = ["find_person", "invite_by_text"]


@pytest.fixture
def bob(ann):
    bob = person("bob")
    people.give_number(user=bob, number=NUMBER)
    return change(bob, found_by_phone=True)


@pytest.fixture
def anns(browse_as, ann, bob):
    return browse_as(ann)


def post(client, door: str, number: str, **options):
    return client.post(reverse(door), {"number": number, "country": "DE"}, **options)


def bare(answer) -> str:
    """A page without what differs each time, and without what was typed."""
    page = re.sub(
        r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", answer.content.decode()
    )
    return re.sub(r'\+49\d+|data-version="\d+"', "", page)


def test_the_exact_number_of_somebody_who_allows_it_finds_them(anns, bob):
    assertRedirects(post(anns, "find_person", NUMBER), reverse("person", args=["bob"]))
    assertRedirects(post(anns, "find_person", "01512 3456789"), reverse("person", args=["bob"]))


@pytest.mark.parametrize("why", ["not allowed", "deactivated"])
def test_who_cannot_be_found_looks_like_nobody(
    anns, bob, why, django_assert_num_queries, django_assert_max_num_queries
):
    if why == "not allowed":
        change(bob, found_by_phone=False)
    else:
        people.deactivate(bob)
    post(anns, "find_person", UNKNOWN)
    with django_assert_max_num_queries(20) as of_unknown:
        unknown = post(anns, "find_person", UNKNOWN)
    with django_assert_num_queries(len(of_unknown.captured_queries)):
        known = post(anns, "find_person", NUMBER)
    assertContains(known, NOBODY)
    assert known.status_code == unknown.status_code == 200
    assert bare(known) == bare(unknown)
    assert known.headers == unknown.headers


def test_a_claim_to_a_number_finds_nobody(anns):
    assertContains(post(anns, "find_person", UNKNOWN), NOBODY)


def test_looking_has_a_ceiling_that_is_announced(anns):
    for _ in range(LOOKS[0].limit):
        post(anns, "find_person", UNKNOWN)
    answer = post(anns, "find_person", NUMBER)
    assertContains(answer, "That is enough for now. Try again in 60 minutes.", status_code=429)
    assert 0 < int(answer.headers["Retry-After"]) <= LOOKS[0].seconds


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("number", ["", "12", "hello", "\0", "9" * 200])
def test_what_is_no_number_is_refused_in_words(anns, door, number):
    answer = post(anns, door, number)
    assert answer.status_code == 422
    assertContains(answer, "field__error", status_code=422)


@pytest.mark.parametrize("door", DOORS)
def test_the_doors_take_a_post_of_somebody_signed_in(anns, client, door):
    assertRedirects(anns.get(reverse(door)), reverse("people"))
    assert anns.put(reverse(door)).status_code == 405
    assert post(client, door, NUMBER).url.startswith(reverse("account_login"))


def test_an_invitation_is_texted(anns, twilio):
    assertContains(post(anns, "find_person", UNKNOWN), "Text them an invitation")
    assertContains(post(anns, "invite_by_text", UNKNOWN, follow=True), "on its way")
    invite = Invite.objects.get()
    link = f"http://testserver{reverse('invite', args=[invite.token])}"
    assert twilio.texts == [(UNKNOWN, f"Ann invites you to texter: {link}")]
    assert (invite.uses_left, invite.room_id) == (1, None)


def test_a_member_who_cannot_be_found_is_texted_like_anybody(anns, bob, twilio):
    change(bob, found_by_phone=False)
    post(anns, "invite_by_text", NUMBER)
    assert [number for number, _text in twilio.texts] == [NUMBER]


def test_invitations_have_a_ceiling(anns, twilio):
    for last in range(TEXTED_INVITES.limit):
        post(anns, "invite_by_text", f"+491512345678{last}")
    assert post(anns, "invite_by_text", UNKNOWN).status_code == 429
    assert len(twilio.texts) == TEXTED_INVITES.limit


def test_a_number_is_not_texted_over_and_over(anns, twilio):
    post(anns, "invite_by_text", UNKNOWN)
    answer = post(anns, "invite_by_text", UNKNOWN)
    assertContains(answer, "We could not send the text.", status_code=503)
    assert len(twilio.texts) == 1
    assert Invite.objects.live().count() == 1


def test_a_text_that_failed_leaves_no_invite(anns, twilio):
    twilio.is_broken = True
    assert post(anns, "invite_by_text", UNKNOWN).status_code == 503
    assert not Invite.objects.live().exists()


def test_only_who_may_invite_to_the_site_does(browse_as, bob, twilio):
    set_policy(signup="invite", domains="")
    bobs = browse_as(bob)
    assertNotContains(post(bobs, "find_person", UNKNOWN), "Text them an invitation")
    assert post(bobs, "invite_by_text", UNKNOWN).status_code == 403
    assert not twilio.texts


@pytest.mark.parametrize("how", ["twilio-verify", "off"])
def test_where_texts_carry_only_codes_the_link_is_shown(anns, settings, how):
    settings.SMS = how
    sms.sender.cache_clear()
    assertContains(post(anns, "find_person", UNKNOWN), "Make an invite link")
    answer = post(anns, "invite_by_text", UNKNOWN, follow=True)
    sms.sender.cache_clear()
    assertContains(answer, reverse("invite", args=[Invite.objects.get().token]))


@pytest.mark.parametrize("name", ["bank.example/win", "http://bank.example", "a/b"])
def test_a_name_makes_no_link_in_a_text(name):
    text = invite_text(name, "LINK")
    assert not re.search(r"\w[./:]\w|/", text)


def test_an_ordinary_name_stays(ann):
    assert invite_text("J. R. O’Neil-Ray", "L") == "J. R. O’Neil-Ray invites you to texter: L"


def test_an_invite_lasts_a_week(anns, twilio):
    post(anns, "invite_by_text", UNKNOWN)
    invite = Invite.objects.get()
    assert abs(invite.expires_at - invite.created_at - finding.LIFETIME).total_seconds() < 5
