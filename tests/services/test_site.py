"""What is chosen for a site gets around: to the process that answers, and to every other one."""

import time

import httpx
import pytest

from accounts import site_changes
from accounts.models import AuditEntry
from tests.viewer import CSRF, cookies_for

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10  # seconds; 3 are promised


def title_of(server) -> str:
    page = httpx.get(f"{server.url}/accounts/login/").text
    return page.partition("<title>")[2].partition("</title>")[0]


def test_another_process_hears_of_it_within_seconds(server, ann):
    assert title_of(server) == "Sign in · texter"
    site_changes.change_site(by=ann, name="Acme chat")
    deadline = time.monotonic() + PATIENCE
    while title_of(server) != "Sign in · Acme chat":
        assert time.monotonic() < deadline


def test_where_it_was_changed_it_holds_at_once_and_the_log_names_the_request(server, ann):
    with httpx.Client(base_url=server.url, cookies=cookies_for(ann)) as browser:
        told = {"X-CSRFToken": CSRF}
        answer = browser.post("/settings/site/name/", data={"name": "Acme"}, headers=told)
        assert answer.status_code == httpx.codes.FOUND
    assert title_of(server) == "Sign in · Acme"
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.request_id) == (ann.pk, answer.headers["X-Request-ID"])
