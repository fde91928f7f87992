"""The same archive moves a site from one database to the other, and back."""

from uuid import uuid4

import httpx
import pytest

from chat import discarding
from tests.backup.site import WORDS, another_site, furnish
from tests.cast import PASSWORD
from tests.files import address
from tests.viewer import CSRF, cookies_for
from texter.backup.archives import open_archive
from texter.backup.making import make_backup_with_keys
from texter.backup.places import Folder

pytestmark = pytest.mark.django_db(transaction=True)

# By a text for a key: each database sorts these in its own way.
SORTED_ELSE = {"accounts.allowance", "sessions.session"}
# Written by `migrate`, which leaves them out in the tests' own process.
BY_DJANGO = {"auth.permission", "contenttypes.contenttype"}


def facts(place: Folder) -> dict[str, tuple]:
    tables = open_archive(place).manifest.tables
    return {
        table.model: (
            table.rows,
            table.last_id,
            *(table.stored if table.model not in SORTED_ELSE else ()),
        )
        for table in tables
        if table.model not in BY_DJANGO
    }


@pytest.fixture
def furnished():
    site = furnish()
    site.cookies = cookies_for(site.ann)
    assert discarding.finish(10) == 0
    return site


def test_there_and_back_every_row_is_the_same(furnished, tmp_path, postgres_server):
    first, second, third = (Folder(tmp_path / f"backups{number}") for number in range(3))
    make_backup_with_keys(first)
    on_sqlite = another_site(tmp_path / "sqlite")
    on_postgres = another_site(tmp_path / "postgres", postgres_server.new_database())
    on_postgres.manage("restore", str(first))
    on_postgres.manage("backup", str(second), "--with-secrets")
    on_sqlite.manage("restore", str(second))
    on_sqlite.manage("backup", str(third), "--with-secrets")
    assert facts(first) == facts(second) == facts(third)
    kinds = [open_archive(place).manifest.database for place in (second, third)]
    assert kinds == ["postgresql", "sqlite"]
    on_postgres.collect()
    on_postgres.start()
    try:
        opens(on_postgres.url, furnished)
    finally:
        on_postgres.stop()


def opens(url: str, furnished) -> None:
    """Signed in as before, by the same session and by password; all of it there, and it goes on."""
    room = furnished.room
    with httpx.Client(base_url=url, cookies=furnished.cookies) as browser:
        assert WORDS.split(",")[0] in browser.get(f"/rooms/{room.pk}/").text
        assert browser.get(address(furnished.notes)).content == b"tea for two"
        found = browser.get("/search/", params={"q": "notes"})
        assert f"/messages/{furnished.notes.message_id}/" in found.text
        browser.cookies["csrftoken"] = CSRF
        told = {"X-CSRFToken": CSRF, "HX-Request": "true"}
        fields = {"body": "we moved", "client_id": str(uuid4())}
        said = browser.post(f"/rooms/{room.pk}/messages/", data=fields, headers=told).text
        assert f'id="message-{furnished.last.pk + 1}"' in said
        assert f'data-seq="{room.last_seq + 1}"' in said
    with httpx.Client(base_url=url, cookies={"csrftoken": CSRF}) as stranger:
        fields = {"login": "ann", "password": PASSWORD, "csrfmiddlewaretoken": CSRF}
        answer = stranger.post("/accounts/login/password/", data=fields)
        assert answer.status_code == httpx.codes.FOUND, answer.text
        assert stranger.get(f"/rooms/{room.pk}/").status_code == httpx.codes.OK
