"""What can be seen wrong with a page by a program."""

import json
from collections.abc import Callable
from importlib import resources

from playwright.sync_api import Page

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# A change of theme is a transition, however short, and it begins with the next frame; what goes
# round for ever is not waited for.
AT_REST = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => Promise.allSettled(document.getAnimations()
        .filter(each => each.effect.getComputedTiming().iterations !== Infinity)
        .map(each => each.finished)))"""
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
WIDTHS = [320, 390, 768, 1024, 1920]
THEMES = ["light", "dark"]


def inspector(page: Page) -> Callable[..., list[str]]:
    """Asks axe-core what is wrong with the open page, a line each, as often as it is called.

    It runs in a world of its own, past the content policy.
    """
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
    wanted = {"contextId": world, "awaitPromise": True, "returnByValue": True}
    session.send("Runtime.evaluate", {"expression": f"{AXE};true", **wanted})

    def inspect(rules: list[str] | dict = TAGS) -> list[str]:
        options = json.dumps({"runOnly": rules, "resultTypes": ["violations"]})
        line = "[v.id, v.nodes[0].html, ...v.nodes[0].any.map(check => check.message)].join(': ')"
        lines = f"found.violations.map(v => {line})"
        script = f"{AT_REST}.then(() => axe.run({options})).then(found => {lines})"
        answer = session.send("Runtime.evaluate", {"expression": script, **wanted})
        return answer["result"]["value"]

    return inspect


def violations(page: Page) -> list[str]:
    return inspector(page)()


def scrolls_sideways(page: Page) -> bool:
    wide = page.locator("html").evaluate("html => html.scrollWidth - html.clientWidth")
    return wide > 0


def wrong_looks(page: Page) -> list[tuple]:
    """What is wrong with the open page in any theme and size; it is loaded only once.

    The second theme is another set of colours on the same elements, so only those are asked about.
    """
    found = []
    inspect = inspector(page)
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            lines = inspect(TAGS if theme == THEMES[0] else COLOURS)
            found += [(page.url, theme, size["width"], line) for line in lines]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        if scrolls_sideways(page):
            found.append((page.url, width, "scrolls sideways"))
    return found
