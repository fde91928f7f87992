"""An identity provider: Google's addresses under /, any OpenID Connect server's as well."""

import base64
import hashlib
import secrets
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.services.loopback import Answer, Asked, Loopback

CLIENT_ID = "texter-client"
CLIENT_SECRET = "texter-secret"
KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
KEY_ID = "first"


def _certificate() -> str:
    """As Google publishes its keys: the public half in a certificate, here signed by itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "identity provider")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(KEY, hashes.SHA256())
    )
    return certificate.public_bytes(Encoding.PEM).decode()


class FakeIdentityProvider(Loopback):
    """Signs everybody in as `person` at once, or says `refusal`. Holds callers to PKCE and to their
    secret."""

    def __init__(self) -> None:
        super().__init__()
        self.certificates = {KEY_ID: _certificate()}
        self.grants: dict[str, dict[str, str]] = {}
        self.reset()

    def reset(self) -> None:
        self.person = {
            "sub": "1001",
            "email": "noor@example.org",
            "email_verified": True,
            "name": "Noor Haddad",
            "given_name": "Noor",
            "family_name": "Haddad",
        }
        self.refusal = ""
        self.asked.clear()

    def answer(self, asked: Asked) -> Answer:
        pages = {
            "/.well-known/openid-configuration": self._describe,
            "/authorize": self._authorize,
            "/token": self._token,
            "/userinfo": lambda asked: Answer(200, self.person),
            "/certs": lambda asked: Answer(200, self.certificates),
        }
        page = pages.get(asked.path)
        return page(asked) if page else Answer(404, {})

    def _describe(self, asked: Asked) -> Answer:
        return Answer(
            200,
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/certs",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
        )

    def _authorize(self, asked: Asked) -> Answer:
        facts = {"error": self.refusal} if self.refusal else {"code": self._grant(asked)}
        back = urlencode({**facts, "state": asked.query["state"]})
        return Answer(302, location=f"{asked.query['redirect_uri']}?{back}")

    def _grant(self, asked: Asked) -> str:
        code = secrets.token_hex(8)
        self.grants[code] = asked.query
        return code

    def _token(self, asked: Asked) -> Answer:
        grant = self.grants.pop(asked.form.get("code", ""), None)
        verifier = asked.form.get("code_verifier", "").encode()
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        if (
            not grant
            or digest != grant.get("code_challenge")
            or asked.form.get("client_secret") != CLIENT_SECRET
        ):
            return Answer(400, {"error": "invalid_grant"})
        answer = {"access_token": "at", "id_token": self.id_token(), "token_type": "Bearer"}
        return Answer(200, answer)

    def id_token(self, **claims) -> str:
        """What the provider says about `person`, signed."""
        now = int(time.time())
        facts = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, **self.person}
        return jwt.encode(facts | claims, KEY, algorithm="RS256", headers={"kid": KEY_ID})
