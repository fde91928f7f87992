"""Who has only a number is asked by a text before a way in changes."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts import arrivals, people, reauthentication
from accounts.models import PersonalToken, User

pytestmark = pytest.mark.django_db

NUMBER = "+4915123456789"
START, CODE, GUARDED = "reauthenticate_by_text", "reauthenticate_by_code", "account_change_phone"
PASSWORD_PAGE = "account_set_password"


@pytest.fixture
def cid(ann):
    return arrivals.admit_number(session={}, name="Cid", number=NUMBER)


@pytest.fixture
def client(browse_as, cid, twilio):
    """Signed in long ago."""
    return browse_as(cid)


def start(client, **query):
    return client.post(reverse(START, query=query))


def type_code(client, code, **fields):
    return client.post(reverse(CODE), {"code": code, **fields})


def is_asked(client) -> bool:
    answer = client.get(reverse(GUARDED))
    return answer.status_code == 302 and answer.url.startswith(reverse(START))


def test_they_are_asked_and_led_back(client, twilio):
    page = reverse(GUARDED)
    assertRedirects(client.get(page), reverse(START, query={"next": page}))
    assertContains(client.get(reverse(START)), "+49 1512 3456789")
    assert not twilio.texts
    assertRedirects(start(client, next=page), reverse(CODE, query={"next": page}))
    assertRedirects(type_code(client, twilio.code_for(NUMBER), next=page), page)


def prove(client, twilio, page):
    start(client, next=page)
    return type_code(client, twilio.code_for(NUMBER), next=page)


def test_what_they_sent_is_done_afterwards(client, twilio):
    page = reverse("new_token")
    client.post(page, {"name": "Script"})
    assertContains(prove(client, twilio, page), "txt_")


def test_what_they_sent_long_ago_is_not_done(client, twilio, cid, monkeypatch):
    page = reverse("new_token")
    client.post(page, {"name": "Script"})
    monkeypatch.setattr(reauthentication, "PATIENCE", -1)
    assertRedirects(prove(client, twilio, page), page)
    assert not PersonalToken.objects.exists()


def test_another_question_ends_what_waited_for_the_first(client, twilio):
    page = reverse("new_token")
    client.post(page, {"name": "Script"})
    client.get(reverse(GUARDED))
    assertRedirects(prove(client, twilio, page), page)
    assert not PersonalToken.objects.exists()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("delete_account", {"username": "cid"}),
        (PASSWORD_PAGE, {"password1": "new and secret", "password2": "new and secret"}),
    ],
)
def test_what_cannot_be_undone_is_not_kept(client, twilio, cid, name, fields):
    page = reverse(name)
    assertRedirects(client.post(page, fields), page, fetch_redirect_response=False)
    assert "new and secret" not in str(dict(client.session))
    assertRedirects(prove(client, twilio, page), page)
    now = User.objects.get(pk=cid.pk)
    assert (now.is_active, now.has_usable_password()) == (True, False)


def test_a_number_that_is_theirs_no_more_proves_nothing(client, twilio, cid):
    start(client)
    people.give_number(user=cid, number="+4915123456781")
    type_code(client, twilio.code_for(NUMBER))
    assert is_asked(client)


def test_a_wrong_code_proves_nothing(client, twilio):
    start(client)
    for _ in range(3):
        type_code(client, "wrong!")
    type_code(client, twilio.code_for(NUMBER))
    assert is_asked(client)


def test_a_proof_wears_off(client, twilio, settings):
    start(client)
    type_code(client, twilio.code_for(NUMBER))
    assert not is_asked(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert is_asked(client)


def test_who_typed_a_code_to_sign_in_is_not_asked_at_once(twilio, cid, client):
    client.logout()
    client.post(reverse("account_login"), {"number": NUMBER, "country": "DE"})
    client.post(reverse("account_confirm_login_code"), {"code": twilio.code_for(NUMBER)})
    assert not is_asked(client)


def test_a_text_proves_nothing_for_who_has_a_password(signed_in, ann, twilio):
    people.give_number(user=ann, number="+4915123456780")
    client = signed_in()
    assertRedirects(start(client), reverse("account_reauthenticate"))
    assert not twilio.texts


def test_a_text_that_cannot_be_sent_is_said(client, twilio):
    twilio.is_broken = True
    assertContains(start(client), "We could not send the text.")


@pytest.mark.parametrize("name", [START, CODE])
def test_strangers_sign_in_first(client, name):
    client.logout()
    for ask in (client.get, client.post):
        assert ask(reverse(name)).url.startswith(reverse("account_login"))


def test_programs_sign_in_again(program, twilio, cid, settings):
    program.post("auth/code/request", {"phone": NUMBER})
    program.post("auth/code/confirm", {"code": twilio.code_for(NUMBER)})
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    new = {"new_password": "correct horse battery"}
    assert program.post("account/password/change", new).status_code == 401
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    assert program.post("account/password/change", new).status_code == 200


def test_who_has_just_signed_in_is_not_asked(signed_in, client):
    assert signed_in().get(reverse(GUARDED)).status_code == 200
