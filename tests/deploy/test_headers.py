"""What every answer says to browsers about what may be done with it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/rooms/{}/", "/api/v1/me", "/nowhere/", "/settings/"])
def test_private_answers_are_framed_kept_and_embedded_nowhere(browse_as, ann, room, path):
    headers = browse_as(ann).get(path.format(room.pk)).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_pages_ask_for_no_device(client, ann):
    asked = client.get("/accounts/login/").headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(asked)
    # Copying and passkeys are asked for.
    assert not [rule for rule in asked if rule.startswith(("clipboard", "publickey"))]
