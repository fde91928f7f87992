"""Pictures are drawn anew: upright, small enough, and without a word of what else was in the file."""

from io import BytesIO
from threading import Event, Thread

import pytest
from PIL import Image

from chat import images
from chat.errors import AttachmentRefused, TooBusy
from tests.bombs import bomb
from tests.files import picture, upload

pytestmark = pytest.mark.django_db

SCRIPT = b"<script>alert(1)</script>"
TOO_MANY = "Pictures can have up to 20 million pixels. This one has more."
BROKEN = "That picture is broken or cut off. Save it again and send the new one."


def opened(file) -> Image.Image:
    with file.open("rb") as content:
        return Image.open(BytesIO(content.read()))


@pytest.mark.parametrize(
    ("kind", "content_type", "name"),
    [
        ("JPEG", "image/jpeg", "sun.jpg"),
        ("PNG", "image/png", "sun.png"),
        ("GIF", "image/gif", "sun.gif"),
        ("WEBP", "image/webp", "sun.webp"),
        ("AVIF", "image/webp", "sun.webp"),
    ],
)
def test_every_kind_is_drawn_in_three_sizes(bob, room, kind, content_type, name):
    kept = upload(bob, room, picture(kind, (2000, 1000)), f"sun.{kind.lower()}")
    if kind == "JPEG":
        name = "sun.jpeg"
    assert (kept.kind, kept.content_type, kept.name) == ("image", content_type, name)
    assert (kept.width, kept.height) == opened(kept.file).size == (2000, 1000)
    assert opened(kept.large).size == (1600, 800)
    assert opened(kept.small).size == (480, 240)
    assert {opened(kept.large).format, opened(kept.small).format} == {"WEBP"}
    assert kept.widths == (480, 1600)


def test_a_small_one_is_not_made_larger(bob, room):
    kept = upload(bob, room, picture(size=(60, 40)), "sun.jpg")
    assert opened(kept.large).size == opened(kept.small).size == (60, 40)
    assert kept.widths == (60, 60)


def test_where_and_by_whom_it_was_taken_stays_behind(bob, room):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0)}
    kept = upload(bob, room, picture(exif=exif, comment=SCRIPT), "sun.jpg")
    for file in (kept.file, kept.small, kept.large):
        content = file.read()
        assert b"Exif" not in content
        assert b"SecretCamera" not in content
        assert SCRIPT not in content


def test_it_stands_as_the_camera_was_held(bob, room):
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = upload(bob, room, picture(size=(60, 40), exif=exif), "sun.jpg")
    assert (kept.width, kept.height) == opened(kept.file).size == (40, 60)


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGBA", "P", "I;16", "LA"])
def test_every_way_to_keep_colours_is_read(bob, room, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new("RGB", (60, 40), "tomato").convert(mode.removesuffix(";16")).convert(mode).save(
        file := BytesIO(), kind
    )
    kept = upload(bob, room, file.getvalue(), "sun.png")
    assert opened(kept.file).mode in {"RGB", "RGBA"}


@pytest.mark.parametrize("side", [9000, 14000])
def test_a_bomb_is_refused(bob, room, side):
    with pytest.raises(AttachmentRefused, match=TOO_MANY):
        upload(bob, room, bomb(side), "bomb.png")


def test_one_that_takes_too_much_memory_is_stopped(settings, bob, room):
    settings.PICTURE_MEMORY = 200 * 2**20
    with pytest.raises(AttachmentRefused, match=TOO_MANY):
        upload(bob, room, bomb(4400), "bomb.png")


def test_one_that_takes_too_long_is_stopped(settings, bob, room):
    settings.PICTURE_SECONDS = 0
    with pytest.raises(AttachmentRefused, match=TOO_MANY):
        upload(bob, room, picture(size=(4000, 4000)), "slow.jpg")


def test_one_that_is_cut_off_is_refused(bob, room):
    noise = BytesIO()
    Image.effect_noise((300, 300), 90).save(noise, "PNG")
    with pytest.raises(AttachmentRefused, match=BROKEN):
        upload(bob, room, noise.getvalue()[:20_000], "half.png")


def test_a_wrong_ending_is_mended(bob, room):
    kept = upload(bob, room, picture("PNG"), "page.html")
    assert (kept.kind, kept.name, kept.content_type) == ("image", "page.png", "image/png")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("sun.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("sun.png", b"no picture at all"),
        ("page.html", b"<html></html>"),
    ],
)
def test_what_is_no_picture_is_a_file_to_save(bob, room, name, content):
    kept = upload(bob, room, content, name)
    assert (kept.kind, kept.content_type) == ("file", "application/octet-stream")
    assert kept.file.read() == content
    assert not kept.small


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_nothing_that_hides_behind_a_picture_is_kept(bob, room, kind):
    kept = upload(bob, room, picture(kind) + SCRIPT, "both.gif")
    assert kept.kind == "image"
    assert SCRIPT not in kept.file.read()


def animation(count=4, size=(40, 30), **how) -> bytes:
    frames = [Image.new("RGB", size, (60 * place % 256, 90, 120)) for place in range(count)]
    frames[0].save(
        file := BytesIO(), "GIF", save_all=True, append_images=frames[1:], duration=80, **how
    )
    return file.getvalue()


def test_an_animation_moves_in_its_original_and_says_nothing_else(bob, room):
    kept = upload(bob, room, animation(comment=SCRIPT, loop=0), "wave.gif")
    assert SCRIPT not in kept.file.read()
    drawn = opened(kept.file)
    assert (drawn.n_frames, drawn.info["duration"], drawn.info["loop"]) == (4, 80, 0)
    assert kept.is_animation
    assert getattr(opened(kept.small), "n_frames", 1) == 1


def test_one_of_too_many_frames_stands_still(settings, bob, room):
    settings.ATTACHMENT_PIXELS = 1_500
    kept = upload(bob, room, animation(), "wave.gif")
    assert opened(kept.file).n_frames == 1


def test_who_would_wait_behind_too_many_is_told(bob, room):
    """The threads that wait for a picture answer nothing else."""
    held = [images._let_in.acquire(blocking=False) for _ in range(9)]
    try:
        assert held.count(True) == 4
        with pytest.raises(TooBusy) as refusal:
            upload(bob, room, picture(), "sun.jpg")
        assert refusal.value.headers == {"Retry-After": "2"}
        assert upload(bob, room, b"words").kind == "file"
    finally:
        for _ in filter(None, held):
            images._let_in.release()
    assert upload(bob, room, picture(), "sun.jpg").pk


def test_few_are_drawn_at_once():
    """The others wait for their turn."""
    entered = Event()

    def wait():
        with images._turn():
            entered.set()

    with images._turn(), images._turn():
        waiting = Thread(target=wait)
        waiting.start()
        assert not entered.wait(0.1)
    waiting.join(5)
    assert entered.is_set()


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((1600, 1200), (384, 288)),
        ((100, 50), (100, 50)),
        ((10, 10), (48, 48)),
        ((5000, 100), (416, 139)),
        ((100, 5000), (96, 288)),
    ],
)
def test_a_box_is_kept_for_it(bob, room, size, box):
    kept = upload(bob, room, picture("PNG", (60, 40)), "sun.png")
    kept.width, kept.height = size
    assert kept.box == box
