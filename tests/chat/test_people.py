"""The directory and the card: names and what people say of themselves, nothing else."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts import directory, people
from accounts.blocks import block
from accounts.contacts import accept_contact, ask_contact
from accounts.models import User
from accounts.profiles import change
from chat import message_fragments
from chat.models import Room
from tests import cast
from tests.cast import person, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse_as():
    def sign_in(user):
        browser = Client()
        browser.force_login(user, "accounts.backends.PasswordBackend")
        return browser

    return sign_in


def names(query: str = "", after: int | None = None) -> list[str]:
    return [each.username for each in directory.page_of(query, after).people]


def test_people_stand_by_name(cid):
    change(cid, name="Anton")
    assert names() == ["ann", "cid", "bob"]


@pytest.mark.parametrize(
    ("query", "found"),
    [("BO", ["bob"]), ("ob", ["bob"]), ("captain", ["cid"]), ("x", []), ("%", []), ("_", [])],
)
def test_a_part_of_name_or_username_finds(cid, query, found):
    change(cid, name="Captain Cook")
    assert names(query) == found


def test_neither_mail_nor_number_nor_bio_finds_anybody(browse_as, ann, bob):
    change(bob, email="secret@example.org", bio="likes boats")
    people.give_number(user=bob, number="+4915123456789")
    for query in ("secret", "example.org", "15123456789", "boats"):
        assert names(query) == []
    for address in ("/people/", "/people/bob/", "/people/?q=bob"):
        page = browse_as(ann).get(address)
        assertContains(page, "@bob")
        assertNotContains(page, "example.org")
        assertNotContains(page, "5123456789")


def test_who_is_gone_is_not_found(browse_as, ann, bob, cid):
    people.deactivate(bob)
    people.delete_person(cid)
    assert names() == ["ann"]
    gone = User.objects.get(pk=cid.pk).username
    answers = [browse_as(ann).get(f"/people/{name}/") for name in ("bob", gone, "nobody")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assertContains(answers[0], "There is nobody here by that name.", status_code=404)


def test_pages_bring_everybody_once(ann, monkeypatch):
    monkeypatch.setattr(directory, "PAGE", 3)
    for number in range(7):
        change(person(f"p{number}"), name=["Same", "same", "Ärger"][number % 3])
    found, after = [], None
    while True:
        page = directory.page_of("", after)
        found += [each.pk for each in page.people]
        after = page.after
        if after is None:
            break
    assert len(found) == len(set(found)) == 8
    assert found == [each.pk for each in directory.page_of("").people][:3] + found[3:]


def test_the_link_to_the_next_page_keeps_the_query(browse_as, ann, bob, cid, monkeypatch):
    monkeypatch.setattr(directory, "PAGE", 1)
    page = browse_as(ann).get("/people/?q=b%26").content.decode()
    assert "Nobody by that name" in page
    for user in (bob, cid):
        change(user, name="b&b " + user.name)
    page = browse_as(ann).get("/people/?q=b%26").content.decode()
    assert f'href="/people/?q=b%26&amp;after={bob.pk}"' in page
    answer = browse_as(ann).get(f"/people/?q=b%26&after={bob.pk}")
    assertContains(answer, "b&amp;b Cid")


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=" + "9" * 30])
def test_garbled_pages_are_refused(browse_as, ann, query):
    assert browse_as(ann).get(f"/people/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 5000, "after=999999"])
def test_odd_queries_find_nobody_or_less(browse_as, ann, query):
    assert browse_as(ann).get(f"/people/?{query}").status_code == 200


def test_the_directory_takes_few_queries_however_many_there_are(
    browse_as, ann, django_assert_max_num_queries, django_assert_num_queries
):
    browser = browse_as(ann)
    ask_contact(by=person("first"), of=ann)
    with django_assert_max_num_queries(9) as few:
        browser.get("/people/")
    for number in range(12):
        ask_contact(by=person(f"p{number}"), of=ann)
    with django_assert_num_queries(len(few.captured_queries)):
        browser.get("/people/")


def test_a_card_shows_what_both_may_see(browse_as, ann, bob, room):
    change(bob, bio="I sail <b>")
    Room.objects.create(name="Bobs own")
    page = browse_as(ann).get("/people/bob/")
    for words in ("Bob", "@bob", "I sail &lt;b&gt;", "Here since", "Launch week", "General"):
        assertContains(page, words)
    assertNotContains(page, "Bobs own")


def test_a_room_that_only_one_of_them_is_in_is_not_told(browse_as, cid, bob, room):
    page = browse_as(cid).get("/people/bob/")
    assertNotContains(page, "Launch week")
    assertContains(page, "General")


def test_a_card_is_a_page_or_a_piece(browse_as, ann, bob):
    browser = browse_as(ann)
    assertContains(browser.get("/people/BOB/"), "<!doctype html>")
    piece = browser.get("/people/bob/", headers={"HX-Request": "true"})
    assertNotContains(piece, "<!doctype html>")
    assertContains(piece, 'class="person-card"')


def test_ones_own_card_offers_only_to_change_it(browse_as, ann):
    page = browse_as(ann).get("/people/ann/")
    assertContains(page, "Edit profile")
    assertNotContains(page, "/people/ann/block/")


def test_who_is_blocked_sees_the_same_card(browse_as, ann, bob, cid):
    browser = browse_as(ann)
    before = browser.get("/people/bob/", headers={"HX-Request": "true"}).content.decode()
    block(by=bob, whom=ann)
    after = browser.get("/people/bob/", headers={"HX-Request": "true"}).content.decode()
    assert blank_tokens(before) == blank_tokens(after)


def blank_tokens(page: str) -> list[str]:
    return [line for line in page.replace(">", ">\n").splitlines() if "csrf" not in line]


@pytest.mark.parametrize("page", ["/people/", "/rooms/"])
def test_the_menu_counts_who_waits(browse_as, ann, bob, page):
    """Where the menu is opened, in it, and on a phone's tab."""
    assertContains(browse_as(ann).get(page), "data-contact-asks hidden>", count=3)
    ask_contact(by=bob, of=ann)
    counted = 'data-contact-asks><b>1</b><span class="sr-only"> waiting</span>'
    assertContains(browse_as(ann).get(page), counted, count=3)


def test_pages_say_who_is_blocked_to_who_blocked_them_only(browse_as, ann, bob, room):
    block(by=ann, whom=bob)
    address = f"/rooms/{room.pk}/"
    assertContains(browse_as(ann).get(address), f'<meta name="blocked" content="{bob.pk}">')
    assertContains(browse_as(bob).get(address), '<meta name="blocked" content="">')


def test_the_contacts_page_lists_each_kind(browse_as, ann, bob, cid):
    dan, eve = person("dan"), person("eve")
    ask_contact(by=bob, of=ann)
    ask_contact(by=ann, of=cid)
    accept_contact(contact=ask_contact(by=ann, of=dan))
    block(by=ann, whom=eve)
    page = browse_as(ann).get("/people/contacts/")
    for name, verb in [("bob", "contact/accept"), ("bob", "contact/decline")]:
        assertContains(page, f'action="/people/{name}/{verb}/"')
    assertContains(page, 'action="/people/cid/contact/decline/"')
    assertContains(page, 'action="/people/dan/contact/remove/"')
    assertContains(page, 'action="/people/eve/unblock/"')


def test_a_message_leads_to_its_authors_card(ann, bob, room):
    html = message_fragments.message(say(bob, room, "ahoy"))
    assert html.count('href="/people/bob/"') == 2
    assert 'tabindex="-1"><span class="avatar' in html


def test_a_new_username_is_in_the_link_at_once(bob, room):
    message = say(bob, room, "ahoy")
    message_fragments.message(message)
    message.author = change(bob, username="robert")
    assert "/people/robert/" in message_fragments.message(message)


def test_who_is_gone_has_no_link(browse_as, ann, bob, room):
    say(bob, room, "ahoy")
    people.deactivate(bob)
    page = browse_as(ann).get(f"/rooms/{room.pk}/")
    assertContains(page, "ahoy")
    assertNotContains(page, "/people/bob/")


def test_nobody_is_called_like_a_page(ann):
    for name, status in (("contacts", 200), ("find", 200), ("cont", 302)):
        fields = {"username": name, "password1": cast.PASSWORD, "name": "Con", "email": ""}
        assert Client().post("/accounts/signup/", fields).status_code == status
        assert User.objects.filter(username=name).exists() == (status == 302)
    assert people.add_newcomer(User(name="Contacts")).username == "contacts2"
