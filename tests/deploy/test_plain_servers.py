"""`uvicorn texter.asgi:application` and `daphne texter.asgi:application` just work, or say what to run."""

import asyncio
from pathlib import Path

import pytest

from tests.deploy.plain import AnyAnswer, PlainServer, sign_up, style_sheet
from tests.services.process import ServiceFailed, free_port, running
from tests.viewer import CSRF, Viewer, post


async def hears_itself(url: str, cookies: dict[str, str], room_id: int) -> None:
    async with Viewer(url, {**cookies, "csrftoken": CSRF}, room_id) as page:
        assert (await post(page.http, room_id, "hello")).status_code == 200
        await page.until(lambda viewer: "hello" in viewer.bodies)


@pytest.mark.parametrize(
    ("kind", "options", "env"),
    [
        ("uvicorn", [], {}),
        ("daphne", [], {}),
        # Both find nothing at all, at once.
        ("uvicorn", ["--workers", "2"], {"STATIC_ROOT": None}),
    ],
)
def test_a_page_a_file_and_a_socket_from_nothing(tmp_path, kind, options, env):
    with running(PlainServer(tmp_path, kind, *options, **env)) as server:
        browser = sign_up(server.url)
        sheet = style_sheet(browser)
        assert (sheet.status_code, sheet.headers["content-type"]) == (
            200,
            'text/css; charset="utf-8"',
        )
        room_id = int(str(browser.get("/").url).split("/rooms/")[1].split("/")[0])
        asyncio.run(hears_itself(server.url, dict(browser.cookies), room_id))
    assert "Traceback" not in server.log_since(0)


def test_a_second_start_changes_nothing(tmp_path):
    server = PlainServer(tmp_path, "uvicorn")
    with running(server):
        sign_up(server.url)
    manifest = Path(server.env["STATIC_ROOT"], "staticfiles.json")
    collected_at = manifest.stat().st_mtime_ns
    with running(server):
        assert manifest.stat().st_mtime_ns == collected_at


@pytest.mark.parametrize("kind", ["uvicorn", "daphne"])
def test_on_postgresql_the_operator_is_told_what_to_run(tmp_path, postgres_server, kind):
    server = PlainServer(tmp_path, kind, DATABASE_URL=postgres_server.new_database())
    with pytest.raises(ServiceFailed, match=r"lacks \d+ migrations.* manage.py migrate --noinput"):
        server.start()
    assert "Traceback" not in server.log_since(0)
    server.manage("migrate", "--verbosity", "0")
    with running(server):
        sign_up(server.url)


def test_without_its_database_it_starts_and_says_so(tmp_path):
    nobody = f"postgres://texter@127.0.0.1:{free_port()}/texter"
    with running(AnyAnswer(tmp_path, "uvicorn", DATABASE_URL=nobody)) as server:
        assert "The database does not answer" in server.log_since(0)
