"""Every door about people: works, yourself, nobody, signed out, wrong method."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts.blocks import block
from accounts.circles import relation_between
from accounts.contacts import accept_contact, ask_contact
from accounts.models import Block, Contact

pytestmark = pytest.mark.django_db

PAGES = ["/people/", "/people/bob/", "/people/contacts/", "/rooms/direct/new/"]
DOORS = [
    "message/",
    "contact/",
    "contact/accept/",
    "contact/decline/",
    "contact/remove/",
    "block/",
    "unblock/",
]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anns(ann, bob):
    browser = Client()
    browser.force_login(ann, "accounts.backends.PasswordBackend")
    return browser


def post(client, door: str, name: str = "bob", **options):
    return client.post(f"/people/{name}/{door}", **options)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read(anns, page):
    assert anns.get(page).status_code == 200
    assert anns.post(page).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_for_whoever_is_signed_in(client, bob, page):
    assert client.get(page).url.startswith("/accounts/login/?next=/")


@pytest.mark.parametrize("door", DOORS)
def test_a_door_takes_a_post_of_somebody_signed_in(anns, client, door):
    assert anns.get(f"/people/bob/{door}").status_code == 405
    assert post(client, door).url == "/accounts/login/?next=/"
    assert post(client, door, headers=HTMX).status_code == 401


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["nobody", "x" * 300, "%00"])
def test_nobody_is_nobody(anns, door, name):
    answer = post(anns, door, name)
    assertContains(answer, "There is nobody here by that name.", status_code=404)


@pytest.mark.parametrize("door", DOORS)
def test_nobody_is_their_own_contact(anns, door):
    assertContains(post(anns, door, "ann"), "That is you.", status_code=403)
    assert not Contact.objects.exists()
    assert not Block.objects.exists()


def test_one_asks_and_takes_it_back(anns, ann, bob):
    assertRedirects(post(anns, "contact/"), "/people/bob/")
    assert relation_between(ann, bob).is_asked
    post(anns, "contact/decline/")
    assert not Contact.objects.exists()


def test_one_accepts_whom_one_was_asked_by(anns, ann, bob):
    ask_contact(by=bob, of=ann)
    answer = post(anns, "contact/accept/", headers=HTMX)
    assertContains(answer, "Remove contact")
    assert relation_between(ann, bob).is_contact
    post(anns, "contact/remove/")
    assert not Contact.objects.exists()


def test_an_ask_of_ones_own_is_not_ones_to_accept(anns, ann, bob):
    ask_contact(by=ann, of=bob)
    assert post(anns, "contact/accept/").status_code == 404
    assert not relation_between(ann, bob).is_contact


@pytest.mark.parametrize("door", ["contact/accept/", "contact/decline/", "contact/remove/"])
def test_what_is_not_there_is_not_answered(anns, door):
    answer = post(anns, door)
    assertContains(answer, "Nobody waits for that answer any more.", status_code=404)


def test_one_blocks_and_unblocks(anns, ann, bob):
    assertContains(post(anns, "block/", headers=HTMX), "You blocked this person.")
    assertContains(post(anns, "unblock/", headers=HTMX), "Add to contacts")
    assert not Block.objects.exists()


@pytest.mark.parametrize("door", ["contact/", "contact/accept/"])
def test_whom_one_blocked_is_unblocked_first(anns, ann, bob, door):
    block(by=ann, whom=bob)
    ask_contact(by=bob, of=ann)
    assertContains(post(anns, door), "Unblock them first.", status_code=403)


def test_whoever_blocked_one_gives_the_same_answers(anns, bob, cid):
    block(by=bob, whom=relation_asker(anns))
    answers = [post(anns, "contact/", name) for name in ("bob", "cid")]
    assert [answer.status_code for answer in answers] == [302, 302]
    pages = [anns.get(f"/people/{name}/", headers=HTMX).content for name in ("bob", "cid")]
    assert [b"Take request back" in page for page in pages] == [True, True]


def relation_asker(client):
    return client.get("/people/").context["user"]


def test_a_change_on_the_contacts_page_leads_back_to_it(anns, ann, bob):
    accept_contact(contact=ask_contact(by=bob, of=ann))
    answer = anns.post("/people/bob/contact/remove/", {"back": "contacts"})
    assertRedirects(answer, "/people/contacts/")


def test_asking_has_a_ceiling_that_is_announced(anns):
    for _ in range(5):
        post(anns, "contact/")
        post(anns, "contact/decline/")
    answer = post(anns, "contact/", headers=HTMX)
    assert answer.status_code == 429
    assert answer.content.decode() == "That is enough for now. Try again in 24 hours."
    assert int(answer.headers["Retry-After"]) > 3_600
