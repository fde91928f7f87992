"""Other sites that sign somebody in, let go of: on the page and by programs, never the last way."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts import people, ways
from accounts.models import User
from tests.accounts.conftest import Program
from tests.cast import together

pytestmark = pytest.mark.django_db

NUMBER = "+4915123456789"
PAGE = "socialaccount_connections"


@pytest.fixture
def program(google, twilio, program):
    """Of somebody who proved a moment ago that it is them."""
    program.post("auth/code/request", {"phone": NUMBER})
    program.post("auth/code/confirm", {"code": twilio.code_for(NUMBER), "name": "Dan"})
    return program


@pytest.fixture
def dan(program) -> User:
    """Has no way in any more."""
    dan = User.objects.get(username="dan")
    people.take_number(dan)
    return dan


def connect(user: User, uid: str, provider: str = "google") -> SocialAccount:
    return SocialAccount.objects.create(user=user, provider=provider, uid=uid)


def remove(program: Program, connection: SocialAccount):
    fields = {"provider": connection.provider, "account": connection.uid}
    return program.delete("account/providers", fields)


def test_a_program_lists_them(program, dan):
    connect(dan, "1")
    assert [each["uid"] for each in program.get("account/providers").json()["data"]] == ["1"]


def test_a_programs_last_one_stays_in_the_pages_words(program, dan):
    answer = remove(program, connect(dan, "1"))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"] == str(ways.LAST_WAY)
    assert dan.socialaccount_set.exists()


def test_beside_a_phone_a_programs_last_one_can_go(program, dan):
    people.give_number(user=dan, number=NUMBER)
    assert remove(program, connect(dan, "1")).status_code == 200
    assert not dan.socialaccount_set.exists()


@pytest.mark.parametrize(
    "fields", [{}, {"provider": "google"}, {"provider": "google", "account": "2"}]
)
def test_a_program_removes_no_other(program, dan, ann, fields):
    connect(dan, "1")
    connect(ann, "2")
    assert program.delete("account/providers", fields).status_code == 400
    assert SocialAccount.objects.count() == 2


def test_a_program_removes_one_to_a_site_that_is_no_longer_asked(program, dan):
    live, dead = connect(dan, "1"), connect(dan, "2", provider="oidc")
    answer = remove(program, dead)
    assert [each["uid"] for each in answer.json()["data"]] == ["1"]
    assert dan.socialaccount_set.get() == live


def test_strangers_remove_nothing(db):
    assert Program().delete("account/providers").status_code == 401


def test_a_site_that_is_no_longer_asked_is_no_way_in(bob, google, browse_as):
    bob.set_unusable_password()
    bob.save()
    dead = connect(bob, "1", provider="oidc")
    assert ways.ways_in(bob) == []
    live = connect(bob, "2")
    assert ways.ways_in(bob) == [ways.OTHER_SITE]
    client = browse_as(bob)
    page = client.post(reverse(PAGE), {"account": live.pk}, follow=True)
    assertContains(page, "That is your only way in.")
    assertContains(client.get(reverse(PAGE)), "<b>oidc</b>")
    page = client.post(reverse(PAGE), {"account": dead.pk}, follow=True)
    assertContains(page, "It no longer signs you in.")
    assert bob.socialaccount_set.get() == live


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_removed_at_once_on_the_page_one_stays(bob, google, browse_as):
    bob.set_unusable_password()
    bob.save()
    connections, clients = [connect(bob, uid) for uid in "123"], [browse_as(bob) for _ in "123"]

    def remove_in(client, connection):
        return lambda: client.post(reverse(PAGE), {"account": connection.pk})

    together(*map(remove_in, clients, connections))
    assert bob.socialaccount_set.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_a_program_removes_at_once_one_stays(program, dan):
    connections = [connect(dan, uid) for uid in "123"]
    answers = together(*[lambda each=each: remove(program, each) for each in connections])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 400]
    assert dan.socialaccount_set.count() == 1
