"""A request's body: bounded for strangers, in size and in time, while it is still coming."""

import select
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import httpx
import pytest

from accounts.tokens import personal
from chat.models import Message
from tests.viewer import CSRF, cookies_for

pytestmark = pytest.mark.django_db(transaction=True)

MB = 1024 * 1024


def chunks(count: int):
    for _ in range(count):
        yield b"x" * MB


def post(server, content, cookies=None, path="/accounts/login/password/"):
    headers = {"X-CSRFToken": CSRF, "Content-Type": "application/octet-stream"}
    cookies = {"csrftoken": CSRF, **(cookies or {})}
    return httpx.post(
        server.url + path, content=content, headers=headers, cookies=cookies, timeout=20
    )


def is_refused(*args) -> bool:
    """Told so, or hung up on while still sending."""
    try:
        return post(*args).status_code == 413
    except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        return True


@pytest.fixture
def server(start_server, shared_data):
    """uvicorn: daphne, which is for development, reads a body to its end before it hands it on."""
    return start_server("uvicorn", **shared_data)


def test_an_announced_giant_is_refused_before_it_is_read(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(
            b"POST /accounts/login/password/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\nx"
        )
        assert b" 413 " in line.recv(4096).split(b"\r\n")[0]


def test_a_stranger_sends_two_megabytes_and_no_more(server):
    assert is_refused(server, chunks(40))
    assert is_refused(server, chunks(40), {"sessionid": "x" * 32})
    assert not is_refused(server, b"x" * MB)


def test_somebody_signed_in_may_upload_more(server, ann):
    assert post(server, b"x" * (5 * MB), cookies_for(ann)).status_code != 413


def test_a_program_with_a_token_may_upload_as_much(server, ann, room):
    token = personal.make_token(ann, "uploads")[1]
    answer = httpx.post(
        f"{server.url}/api/v1/rooms/{room.pk}/messages",
        data={"body": "The film"},
        files={"files": ("film.bin", b"x" * 3 * MB)},
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
    )
    assert (answer.status_code, answer.json()["attachments"][0]["size"]) == (201, 3 * MB)


def test_who_sends_too_much_is_told_how_much_they_may(server, ann):
    head = "POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999999999\r\n"
    cookie = f"Cookie: sessionid={cookies_for(ann)['sessionid']}\r\n\r\nx"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall((head + cookie).encode())
        assert b"Up to 51 MB can be sent together." in line.makefile("rb").read()


def test_of_one_person_few_are_taken_in_at_once(server, ann, bob):
    """Their places are free again as soon as they hang up."""
    head = "POST /rooms/1/attachments/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000000\r\n"
    cookies = cookies_for(ann)
    start = f"{head}Cookie: sessionid={cookies['sessionid']}\r\n\r\nx".encode()
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(5)]
    for line in lines:
        line.sendall(start)
    refused = select.select(lines, [], [], 10)[0]
    assert len(refused) == 1
    answer = refused[0].recv(4096)
    assert b" 429 " in answer.split(b"\r\n")[0]
    assert b"retry-after: 10" in answer.lower()
    assert post(server, b"x" * (3 * MB), cookies_for(bob)).status_code not in {413, 429}
    for line in lines:
        line.close()
    deadline = time.monotonic() + 10
    while post(server, b"x" * (3 * MB), cookies).status_code == 429:
        assert time.monotonic() < deadline


def test_on_a_full_disk_the_plain_form_keeps_what_was_typed(start_server, shared_data, ann, room):
    server = start_server("uvicorn", **shared_data, FREE_MEGABYTES="1000000000")
    cookies = {"csrftoken": CSRF, **cookies_for(ann)}
    key = str(uuid4())
    fields = {"csrfmiddlewaretoken": CSRF, "client_id": key, "body": "look at this"}
    place = f"{server.url}/rooms/{room.pk}"
    send = partial(httpx.post, cookies=cookies, timeout=20)
    answer = send(f"{place}/messages/", data=fields, files={"files": ("a.bin", b"x" * (3 * MB))})
    assert answer.status_code == 507
    assert answer.headers["Retry-After"] == "600"
    assert "There is no space left for files here right now." in answer.text
    assert ">look at this</textarea>" in answer.text
    assert f'name="client_id" value="{key}"' in answer.text
    fields = {"csrfmiddlewaretoken": CSRF, "key": key}
    answer = send(f"{place}/attachments/", data=fields, files={"file": ("a.bin", b"x" * (3 * MB))})
    assert answer.status_code == 507
    assert not Message.objects.filter(body="look at this").exists()


def test_others_are_served_meanwhile(server):
    with ThreadPoolExecutor(4) as threads:
        lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
        for line in lines:
            line.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nx")
        answers = [threads.submit(httpx.get, f"{server.url}/accounts/login/") for _ in range(8)]
        assert {answer.result().status_code for answer in answers} <= {200, 302}
        for line in lines:
            line.close()
