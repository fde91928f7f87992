"""The page about what others may learn; and what a person takes along of whom they know."""

import json
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts import exports
from accounts.blocks import block
from accounts.contacts import accept_contact, ask_contact
from accounts.models import User
from accounts.signals import appearance_changed
from tests.cast import person

pytestmark = pytest.mark.django_db

PAGE = "settings_privacy"
SWITCHES = ["contacts_only", "found_by_phone", "shares_receipts", "appears_offline"]


def chosen(user) -> list[str]:
    fresh = User.objects.get(pk=user.pk)
    return [name for name in SWITCHES if getattr(fresh, name)]


def test_a_newcomer_shares_receipts_and_can_be_written_to(ann):
    assert chosen(ann) == ["shares_receipts"]


@pytest.mark.parametrize("switch", SWITCHES)
def test_each_switch_is_kept_and_shown(browse_as, ann, switch):
    client = browse_as(ann)
    answer = client.post(reverse(PAGE), {switch: "on"})
    assertRedirects(answer, reverse(PAGE), fetch_redirect_response=False)
    assert chosen(ann) == [switch]
    page = client.get(reverse(PAGE))
    assertContains(page, "Your choice is saved.")
    assertContains(page, " checked", count=1)


def test_what_others_see_at_this_moment_changes_at_once(browse_as, ann):
    told = []

    def hear(user, **kwargs):
        told.append((user.pk, user.appears_offline))

    appearance_changed.connect(hear)
    try:
        browse_as(ann).post(reverse(PAGE), {"appears_offline": "on"})
    finally:
        appearance_changed.disconnect(hear)
    assert told == [(ann.pk, True)]


def test_everything_can_be_off(browse_as, ann):
    browse_as(ann).post(reverse(PAGE))
    assert chosen(ann) == []


def test_the_page_is_for_whoever_is_signed_in(client, ann):
    assert client.get(reverse(PAGE)).url.startswith(reverse("account_login"))
    assert client.post(reverse(PAGE), {"contacts_only": "on"}).status_code == 302
    assert chosen(ann) == ["shares_receipts"]


def test_the_export_tells_whom_one_knows_and_not_who_blocks_one(ann, bob):
    cid, dan = person("cid"), person("dan")
    accept_contact(contact=ask_contact(by=ann, of=bob))
    block(by=bob, whom=cid)
    block(by=dan, whom=bob)
    with exports.export(bob) as file, ZipFile(file) as archive:
        account = json.loads(archive.read("account.json"))
    assert [(c["asker__username"], c["asked__username"]) for c in account["contacts"]] == [
        ("ann", "bob")
    ]
    assert [b["blocked__username"] for b in account["blocks"]] == ["cid"]
    assert "dan" not in json.dumps(account)
    assert (account["shares_receipts"], account["found_by_phone"]) == (True, False)
