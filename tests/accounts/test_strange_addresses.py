"""Addresses that lead nowhere say so, to strangers and to people."""

import pytest

pytestmark = pytest.mark.django_db

HUGE = "9" * 20


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/google/login/",
        "/accounts/google/login/callback/",
        "/accounts/oidc/oidc/login/",
        f"/avatars/{HUGE}/1.webp",
        f"/rooms/{HUGE}/",
        f"/accounts/2fa/webauthn/keys/{HUGE}/edit/",
        f"/accounts/password/reset/key/{HUGE}-a-b/",
        "/i/nothing/",
    ],
)
def test_nothing_there_breaks(signed_in, client, path):
    for each in (signed_in(), client):
        assert each.get(path).status_code in {200, 302, 404}
        assert each.post(path).status_code in {200, 302, 400, 404, 405}


def test_without_texts_a_number_is_refused_in_words(signed_in, settings):
    settings.SMS = "off"
    client = signed_in()
    client.post("/accounts/reauthenticate/", {"password": "correct horse battery"})
    page = client.post("/accounts/phone/", {"number": "+4915123456789", "country": "DE"})
    assert "This site sends no texts." in page.content.decode()
