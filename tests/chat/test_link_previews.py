"""Link previews: fetched after the send, told as a change, gone with the link."""

from functools import partial
from io import BytesIO

import pytest
from PIL import Image

from chat import message_fragments, unfurling
from chat.actions import link_previews
from chat.actions.link_previews import keep_preview
from chat.actions.messages import delete_message, edit_message
from chat.models import LinkPreview, Message, Room
from tests.bombs import bomb
from tests.cast import say
from tests.services.web import FakeWeb, Page

HEAD = """
<html><head><title> Plain   title </title>
<meta property="og:title" content="Large-format posters &amp; more">
<meta name="description" content="A1 and A0 <b>prints</b>&#8238;">
<meta property="og:image" content="/poster.png"></head>
<body><meta property="og:site_name" content="not here"><title>nor here</title>
"""


def picture() -> bytes:
    Image.new("RGB", (40, 20), "red").save(file := BytesIO(), "PNG")
    return file.getvalue()


@pytest.fixture
def web(settings):
    with FakeWeb() as web:
        settings.LINK_PREVIEWS, settings.LINK_PREVIEW_HOSTS = True, {web.host}
        web.pages["/"] = Page(HEAD.encode())
        web.pages["/poster.png"] = Page(picture(), "image/png")
        yield web


def previewed(message) -> Message:
    """The message once all that was to be fetched has been."""
    assert link_previews._backlog.finish(10) == 0
    return Message.objects.with_author().get(pk=message.pk)


def test_a_page_says_what_it_is(web):
    found = unfurling.unfurl(f"{web.url}/")
    assert found.site == "127.0.0.1"
    assert found.title == "Large-format posters & more"
    assert found.description == "A1 and A0 <b>prints</b>"
    assert found.image.startswith(b"RIFF")


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Only a title</title>", "Only a title"),
        ("<title></title><meta name=twitter:title content=Twitter>", "Twitter"),
        ("<title>One</title><![broken", "One"),
        ("<TITLE>Loud</TITLE>", "Loud"),
        ("<title>" + "long " * 100 + "</title>", ("long " * 100)[:199].rstrip() + "…"),
    ],
)
def test_titles_stand_in_several_places(web, html, title):
    web.pages["/"] = Page(html.encode())
    assert unfurling.unfurl(f"{web.url}/").title == title


@pytest.mark.parametrize(
    "page", [Page(b""), Page(b"<p>no title"), Page(b"%PDF", "application/pdf"), Page(status=404)]
)
def test_what_says_nothing_of_itself_gets_no_preview(web, page):
    web.pages["/"] = page
    assert unfurling.unfurl(f"{web.url}/") is None


@pytest.mark.parametrize(
    "page", [Page(b"<svg onload=alert(1)>", "image/svg+xml"), Page(b"broken", "image/png")]
)
def test_a_picture_that_is_none_is_left_out(web, page):
    web.pages["/poster.png"] = page
    assert unfurling.unfurl(f"{web.url}/").image is None


@pytest.mark.django_db(transaction=True)
def test_the_first_link_shows_what_it_leads_to(ann, room, web):
    sent = say(ann, room, f"look at {web.url}/ and {web.url}/other")
    message = previewed(sent)
    assert message.version == sent.version + 1 == Room.objects.get(pk=room.pk).version
    html = message_fragments.message(message)
    assert f'<a class="unfurl" href="{web.url}/"' in html
    assert "Large-format posters &amp; more</span>" in html
    assert "A1 and A0 &lt;b&gt;prints&lt;/b&gt;</span>" in html
    assert "/other" not in web.asked


@pytest.mark.django_db(transaction=True)
def test_the_picture_is_for_members(ann, bob, cid, room, browse_as, web, client):
    message = previewed(say(ann, room, f"{web.url}/"))
    url = f"/rooms/{room.pk}/messages/{message.pk}/preview/{LinkPreview.objects.get().pk}.webp"
    assert url in message_fragments.message(message)
    answer = browse_as(bob).get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browse_as(cid).get(url).status_code == 404
    assert client.get(url).status_code == 302
    assert browse_as(bob).post(url).status_code == 405
    assert browse_as(bob).get(url.replace(".webp", "9.webp")).status_code == 404
    delete_message(message=message, by=ann)
    assert browse_as(bob).get(url).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_preview_goes_with_the_link(ann, room, web):
    message = previewed(say(ann, room, f"{web.url}/"))
    kept = previewed(edit_message(message=message, by=ann, body=f"still {web.url}/"))
    assert "Large-format" in message_fragments.message(kept)
    assert web.asked.count("/") == 1
    other = previewed(edit_message(message=kept, by=ann, body="no link"))
    assert "Large-format" not in message_fragments.message(other)
    assert not LinkPreview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deleted_message_keeps_no_preview(ann, room, web):
    message = previewed(say(ann, room, f"{web.url}/"))
    delete_message(message=message, by=ann)
    assert not LinkPreview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_comes_too_late_is_dropped(ann, room, web):
    message = say(ann, room, "no link any more")
    found = unfurling.unfurl(f"{web.url}/")
    keep = partial(keep_preview, url=f"{web.url}/", found=found)
    assert keep(message_id=message.pk) is None
    assert keep(message_id=message.pk + 1_000) is None
    assert not LinkPreview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_fetched_where_that_is_switched_off(ann, room, web, settings):
    settings.LINK_PREVIEWS = False
    previewed(say(ann, room, f"{web.url}/"))
    assert web.asked == []


@pytest.mark.django_db(transaction=True)
def test_links_to_this_site_are_not_fetched(ann, room, web, settings):
    settings.SITE_URL = web.url
    previewed(say(ann, room, f"{web.url}/"))
    assert web.asked == []


@pytest.mark.django_db(transaction=True)
def test_one_person_takes_no_more_than_their_share(ann, bob, room, web, settings):
    settings.LINK_PREVIEW_SHARE = 2
    web.answers.clear()
    for number in range(5):
        say(ann, room, f"{web.url}/{number}")
    last = say(bob, room, f"{web.url}/")
    web.answers.set()
    assert previewed(last).has_link_preview
    assert web.asked == ["/0", "/1", "/", "/poster.png"]


def test_a_strangers_picture_is_decoded_by_a_child(web, settings):
    """Which has the pixels of a bomb for itself, and little memory for them."""
    settings.PICTURE_MEMORY = 2**20
    assert unfurling.unfurl(f"{web.url}/").image is None


def test_a_bomb_for_a_picture_leaves_the_rest(web):
    web.pages["/poster.png"] = Page(bomb(9000), "image/png")
    found = unfurling.unfurl(f"{web.url}/")
    assert found.image is None
    assert found.title == "Large-format posters & more"
