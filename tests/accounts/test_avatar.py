"""The photo: only pixels of a square are kept, whatever was uploaded."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image, ImageDraw
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import pictures, profiles
from accounts.models import Avatar
from accounts.pictures import MOST_PIXELS
from chat import message_fragments
from tests.cast import room_of, say

pytestmark = pytest.mark.django_db

RED, BLUE = (255, 0, 0), (0, 0, 255)
GPS = 0x8825
ORIENTATION = 0x0112
UPSIDE_DOWN = 3


def picture(width=80, height=40, kind="PNG", mode="RGB", **options) -> bytes:
    """The left half is red, the right half blue."""
    image = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill=BLUE)
    image.convert(mode).save(file := BytesIO(), kind, **options)
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A small PNG of very many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def upload(client, content: bytes, name="me.png", **crop):
    file = SimpleUploadedFile(name, content, "image/png")
    return client.post(reverse("settings_photo"), {"picture": file, **crop})


def kept(user) -> Image.Image:
    return Image.open(BytesIO(Avatar.objects.get(user=user).image))


def colour(image: Image.Image, x: int, y: int) -> str:
    red, _, blue = image.convert("RGB").getpixel((x, y))
    return "red" if red > blue else "blue"


@pytest.fixture
def bobs(browse_as, bob):
    return browse_as(bob)


def address(user) -> str:
    user.refresh_from_db()
    return reverse("avatar", args=[user.pk, user.avatar_version])


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("GIF", "P"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
def test_a_picture_of_any_kind_becomes_a_small_square_webp(bobs, bob, kind, mode):
    assertRedirects(upload(bobs, picture(kind=kind, mode=mode)), reverse("settings"))
    image = kept(bob)
    assert (image.format, image.size) == ("WEBP", (256, 256))


def test_the_middle_is_kept(bobs, bob):
    upload(bobs, picture(120, 40))
    assert colour(kept(bob), 30, 128) == "red"
    assert colour(kept(bob), 226, 128) == "blue"


@pytest.mark.parametrize(
    ("crop", "expected"),
    [
        ({"x": 0, "y": 0, "size": 40}, "red"),
        ({"x": 40, "y": 0, "size": 40}, "blue"),
        ({"x": 10**40, "y": -5, "size": 10}, "blue"),
        ({"x": -9, "y": 10**40, "size": -1}, "red"),
    ],
)
def test_the_chosen_part_is_kept_as_far_as_there_is_a_picture(bobs, bob, crop, expected):
    upload(bobs, picture(80, 40), **crop)
    assert colour(kept(bob), 10, 128) == colour(kept(bob), 245, 128) == expected


def test_where_it_was_taken_and_all_else_is_gone(bobs, bob):
    exif = Image.Exif()
    exif[ORIENTATION] = UPSIDE_DOWN
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    exif.get_ifd(GPS)[29] = "SECRETDATE"
    content = picture(kind="JPEG", exif=exif, comment=b"SECRETCOMMENT", icc_profile=b"SECRETICC")
    assert b"SECRETDATE" in content
    upload(bobs, content)
    image = kept(bob)
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)
    assert b"SECRET" not in bytes(Avatar.objects.get(user=bob).image)


def test_a_picture_is_turned_upright_before_it_is_cut(bobs, bob):
    exif = Image.Exif()
    exif[ORIENTATION] = UPSIDE_DOWN
    upload(bobs, picture(80, 40, "JPEG", exif=exif), x=0, y=0, size=40)
    assert colour(kept(bob), 128, 128) == "blue"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WHOLE = picture(200, 200, "JPEG")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("me.png", SVG, "not a picture, or it is broken"),
        ("me.svg", SVG, "not a picture, or it is broken"),
        ("me.png", b"<html><script>alert(1)</script>", "not a picture, or it is broken"),
        ("me.jpg", WHOLE[: len(WHOLE) // 2], "not a picture, or it is broken"),
        ("me.png", picture()[:60], "not a picture, or it is broken"),
        ("me.png", bomb(2, 2), "not a picture, or it is broken"),
        ("me.tif", picture(kind="TIFF"), "not a picture, or it is broken"),
        ("me.bmp", picture(kind="BMP"), "not a picture, or it is broken"),
        ("me.png", b"", "not a picture, or it is broken"),
        ("me.png", bomb(MOST_PIXELS, 2), "up to 20 million pixels"),
        ("me.png", bomb(5000, 4001), "up to 20 million pixels"),
        ("me.png", bomb(2**31 - 1, 2**31 - 1), "up to 20 million pixels"),
        ("me.png", picture() + b"x" * 5 * 2**20, "up to 5 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else len(value),
)
def test_what_makes_no_picture_is_refused_in_words(bobs, bob, name, content, words):
    assertContains(upload(bobs, content, name), words)
    assert not Avatar.objects.exists()
    bob.refresh_from_db()
    assert bob.avatar_version == 0


def test_nothing_is_decoded_before_it_is_counted(bobs, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("decoded"))
    assertContains(upload(bobs, bomb(5000, 4001)), "up to 20 million pixels")


@pytest.mark.parametrize(
    "crop", [{"x": "left", "y": 0, "size": 9}, {"x": 0, "y": 0, "size": "1e5"}]
)
def test_a_crop_that_is_no_number_is_refused(bobs, crop):
    assertContains(upload(bobs, picture(), **crop), "Choose it again.")
    assert not Avatar.objects.exists()


def test_no_file_is_refused_in_words(bobs):
    assertContains(bobs.post(reverse("settings_photo"), {}), "Choose a picture first.")
    text = bobs.post(reverse("settings_photo"), {"picture": "me.png"})
    assertContains(text, "Choose a picture first.")


def test_a_new_photo_has_a_new_address_and_the_old_one_is_gone(bobs, bob):
    upload(bobs, picture())
    first = address(bob)
    upload(bobs, picture(kind="JPEG"))
    assert address(bob) != first
    assert bobs.get(first).status_code == 404
    assert bobs.get(address(bob)).status_code == 200
    assert Avatar.objects.count() == 1


def test_a_photo_is_served_safely_and_kept_by_the_browser(browse_as, ann, bobs, bob):
    upload(bobs, picture())
    answer = browse_as(ann).get(address(bob))
    assert answer.content == bytes(Avatar.objects.get(user=bob).image)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_strangers_find_no_photo(client, bobs, bob):
    upload(bobs, picture())
    assert client.get(address(bob)).status_code == 404


@pytest.mark.parametrize("place", ["/avatars/{pk}/1.webp", f"/avatars/{10**30}/{10**30}.webp"])
def test_a_photo_that_is_not_there_is_not_found(bobs, bob, place):
    assert bobs.get(place.format(pk=bob.pk)).status_code == 404


def test_removing_brings_the_initials_back(bobs, bob):
    upload(bobs, picture())
    place = address(bob)
    assertContains(bobs.get(reverse("settings")), f'src="{place}"')
    page = bobs.post(reverse("remove_photo"), follow=True)
    assertContains(page, "Your photo is removed.")
    assertNotContains(page, "/avatars/")
    assert bobs.get(place).status_code == 404


def test_removing_takes_a_post_of_the_person_themself(client, browse_as, ann, bobs, bob):
    upload(bobs, picture())
    assert bobs.get(reverse("remove_photo")).status_code == 405
    assert client.post(reverse("remove_photo")).url.startswith(reverse("account_login"))
    browse_as(ann).post(reverse("remove_photo"))
    assert Avatar.objects.get().user == bob


def test_who_is_signed_out_uploads_nothing(client, ann):
    assert upload(client, picture()).url.startswith(reverse("account_login"))
    assert client.get(reverse("settings_photo")).url.startswith(reverse("account_login"))
    assert not Avatar.objects.exists()


def test_messages_show_the_photo_and_cost_no_query_for_it(browse_as, ann, bob):
    room = room_of(ann, bob)
    for body in "abc":
        say(bob, room, body)
        say(ann, room, body)
    page, place = browse_as(ann), reverse("room", args=[room.pk])

    def queries_and_page() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as queries:
            shown = page.get(place).content.decode()
        return len(queries), shown

    page.get(place)
    before, shown = queries_and_page()
    assert "/avatars/" not in shown
    profiles.set_avatar(bob, b"picture")
    after, shown = queries_and_page()
    log = shown.partition('id="messages"')[2].partition("</ol>")[0]
    assert log.count(f'src="{address(bob)}"') == 3
    assert after == before


def test_a_message_is_pushed_with_the_photo(ann, bob):
    profiles.set_avatar(bob, b"picture")
    assert address(bob) in message_fragments.message(say(bob, room_of(ann, bob), "hi"))


def test_one_picture_is_decoded_at_a_time(monkeypatch):
    def decode(file):
        assert not pictures._decoding.acquire(blocking=False)
        decoded.append(file)
        return real(file)

    real, decoded = pictures.open_picture, []
    monkeypatch.setattr(pictures, "open_picture", decode)
    pictures.square(BytesIO(picture()))
    pictures.square(BytesIO(picture()))
    assert len(decoded) == 2
