"""The database in the browser where what is not sent yet outlives the page."""

from playwright.sync_api import Page

COUNT = """() => new Promise(resolve => {
    indexedDB.open('outbox').onsuccess = ({target}) => {
        target.result.transaction('entries').objectStore('entries').count().onsuccess =
            ({target}) => resolve(target.result);
    };
})"""
HOLD = """() => new Promise(resolve => {
    indexedDB.open('outbox').onsuccess = ({target}) => {
        const entries = target.result.transaction('entries', 'readwrite').objectStore('entries');
        window.isHolding = true;
        const holdOn = () => {
            resolve();
            if (window.isHolding) entries.count().onsuccess = holdOn;
        };
        entries.count().onsuccess = holdOn;
    };
})"""


def entries(page: Page) -> int:
    """How many messages wait in it, anybody's."""
    return page.evaluate(COUNT)


def hold(page: Page) -> None:
    """This page's transaction goes before all others until it is let go, as where the disk is slow."""
    page.evaluate(HOLD)


def let_go(page: Page) -> None:
    page.evaluate("() => { window.isHolding = false; }")
