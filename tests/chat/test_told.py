"""What a page before said once is told on the page where one lands, also where that is a room."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from tests.cast import PASSWORD, say

pytestmark = pytest.mark.django_db

NOR = {"name": "Nor", "username": "nor", "email": "nor@example.org", "password1": PASSWORD}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
MAILED = "We mailed a link to nor@example.org."
PRINTED = "the link that confirms nor@example.org stands in the terminal"


@pytest.fixture
def newcomer(client, ann, settings):
    """Somebody who just signed up, on a site that mails."""
    settings.MAIL_DELIVERY = SMTP
    client.post(reverse("account_signup"), NOR)
    return client


def test_it_is_told_in_the_room_once(newcomer):
    room = newcomer.get("/", follow=True)
    assertTemplateUsed(room, "chat/room.html")
    assertContains(room, MAILED, count=2)  # one of them is for who has no JavaScript
    assertContains(room, 'class="banner banner--back" role="status">We mailed')
    for page in ("/", "/people/", "/settings/"):
        assertNotContains(newcomer.get(page, follow=True), MAILED)


def test_it_is_told_in_the_list_of_rooms(newcomer):
    assertContains(newcomer.get("/rooms/"), '<template id="told">')
    assertNotContains(newcomer.get("/", follow=True), MAILED)


def test_where_nothing_was_said_nothing_is_told_or_kept(browse_as, ann, room):
    say(ann, room, "hello")
    page = browse_as(ann).get(f"/rooms/{room.pk}/")
    assertNotContains(page, 'id="told"')
    assert "messages" not in page.cookies


def test_it_is_said_where_mail_stands_that_nothing_sends(client, ann):
    client.post(reverse("account_signup"), NOR)
    page = client.get("/", follow=True)
    assertContains(page, PRINTED)
    assertNotContains(page, "We mailed")
