"""A Redis that signed its certificate itself, as Heroku's does: trusted only by the switch."""

import asyncio
import datetime

import pytest
import redis
from asgiref.sync import sync_to_async
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.services.process import running
from tests.services.redis import RedisServer
from tests.viewer import Viewer, cookies_for, post

pytestmark = pytest.mark.django_db(transaction=True)


class TlsRedis(RedisServer):
    name = "redis-tls"

    def __init__(self, folder):
        super().__init__(folder)
        self.url = f"rediss://127.0.0.1:{self.port}/0"
        _sign(folder)

    def command(self) -> list[str]:
        plain = super().command()
        plain[plain.index("--port")] = "--tls-port"
        cert, key = str(self.folder / "redis.crt"), str(self.folder / "redis.key")
        files = ["--tls-cert-file", cert, "--tls-key-file", key]
        return [*plain, "--port", "0", *files, "--tls-auth-clients", "no"]

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, ssl_cert_reqs="none")


def _sign(folder) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "redis.crt").write_bytes(certificate.public_bytes(pem))
    (folder / "redis.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@pytest.fixture
def tls_redis(tmp_path):
    with running(TlsRedis(tmp_path)) as server:
        yield server


@pytest.fixture
def db(transactional_db):
    """Committed: the server has a connection of its own."""


async def talk(server, cookies, room_id: int) -> None:
    async with Viewer(server.url, cookies, room_id) as page:
        await post(page.http, room_id, "hello")
        await page.until(lambda viewer: "hello" in viewer.bodies)


def told(tls_redis) -> bool:
    """Whether texter listens there and keeps something there."""
    with tls_redis.client() as client:
        return bool(client.pubsub_channels() and client.dbsize())


async def test_the_switch_lets_it_in(start_server, shared_data, tls_redis, ann, room):
    insecure = {"REDIS_URL": tls_redis.url, "REDIS_TLS_INSECURE": "1"}
    server = await asyncio.to_thread(start_server, **shared_data, **insecure)
    await talk(server, await sync_to_async(cookies_for)(ann), room.pk)
    assert told(tls_redis)


async def test_without_it_texter_does_without(start_server, shared_data, tls_redis, ann, room):
    server = await asyncio.to_thread(start_server, **shared_data, REDIS_URL=tls_redis.url)
    await talk(server, await sync_to_async(cookies_for)(ann), room.pk)
    assert not told(tls_redis)
