"""A person's own pages: the photo's crop, and all of it without scripts."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from accounts.models import Avatar

pytestmark = pytest.mark.django_db(transaction=True)

RED, BLUE = (255, 0, 0), (0, 0, 255)


def photo() -> dict:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (800, 400), RED)
    ImageDraw.Draw(image).rectangle((400, 0, 800, 400), fill=BLUE)
    image.save(file := BytesIO(), "PNG")
    return {"name": "me.png", "mimeType": "image/png", "buffer": file.getvalue()}


def colours(user) -> list[str]:
    """What is kept, at its left and its right."""
    image = Image.open(BytesIO(Avatar.objects.get(user=user).image)).convert("RGB")
    pixels = [image.getpixel((x, 128)) for x in (5, 250)]
    return ["red" if red > blue else "blue" for red, _, blue in pixels]


@pytest.fixture
def choose(open_page):
    """Open the page of the photo as a person who has just chosen one."""

    def choose(user, **options):
        page = open_page(user, "/settings/photo/", **options)
        page.get_by_label("New photo").set_input_files(photo())
        return page

    return choose


def save(page):
    page.get_by_role("button", name="Save photo").click()
    expect(page.get_by_role("status").filter(has_text="Your photo is changed.")).to_be_visible()
    shown = page.locator(".settings .avatar img")
    expect(shown).to_have_js_property("naturalWidth", 256)


def test_the_middle_is_shown_and_kept(choose, ann):
    page = choose(ann)
    expect(page.locator("canvas")).to_be_visible()
    save(page)
    assert colours(ann) == ["red", "blue"]


def test_a_drag_chooses_another_part(choose, ann):
    page = choose(ann)
    box = page.locator("canvas").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + box["width"], middle[1], steps=4)
    page.mouse.up()
    save(page)
    assert colours(ann) == ["red", "red"]


def test_the_keyboard_chooses_another_part(choose, ann):
    page = choose(ann)
    page.get_by_label("Zoom").fill("4")
    for _ in range(40):
        page.locator("canvas").press("ArrowRight")
    save(page)
    assert colours(ann) == ["blue", "blue"]


def test_a_file_that_is_no_picture_gets_words(open_page, ann):
    page = open_page(ann, "/settings/photo/")
    broken = {"name": "me.png", "mimeType": "image/png", "buffer": b"<svg/>"}
    page.get_by_label("New photo").set_input_files(broken)
    page.get_by_role("button", name="Save photo").click()
    expect(page.locator(".field__error")).to_contain_text("not a picture")


def test_a_photo_without_scripts_is_cut_to_its_middle(choose, ann):
    page = choose(ann, java_script_enabled=False)
    expect(page.locator("canvas")).to_be_hidden()
    page.get_by_role("button", name="Save photo").click()
    expect(page.get_by_text("Your photo is changed.")).to_be_visible()
    assert colours(ann) == ["red", "blue"]


def test_a_theme_without_scripts(open_page, ann):
    page = open_page(ann, "/settings/appearance/", java_script_enabled=False)
    page.get_by_text("Dark").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_data_is_downloaded_without_scripts(open_page, ann):
    page = open_page(ann, "/settings/data/", java_script_enabled=False)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "texter-data.zip"
