"""What can be seen wrong with a page by a program."""

from importlib import resources

from playwright.sync_api import Page

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, a line each. Run in a world of its own, past the content policy."""
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
    run = f"axe.run({{runOnly: {TAGS}}}).then(found => found.violations.map(v => v.id + ': ' + v.nodes[0].html))"
    session.send("Runtime.evaluate", {"expression": AXE, "contextId": world})
    options = {"contextId": world, "awaitPromise": True, "returnByValue": True}
    return session.send("Runtime.evaluate", {"expression": run, **options})["result"]["value"]


def scrolls_sideways(page: Page) -> bool:
    wide = page.locator("html").evaluate("html => html.scrollWidth - html.clientWidth")
    return wide > 0
