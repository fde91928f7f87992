"""The audit log: written by actions, never changed, without anything that goes with an account."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts import audit, bots, invites, people
from accounts.models import AuditEntry, Verb
from accounts.tokens import personal
from tests.cast import PASSWORD, person
from texter import request_ids

pytestmark = pytest.mark.django_db

LOG = "admin:accounts_auditentry_changelist"


@pytest.fixture
def staff(ann, browse_as):
    """Somebody whom the owner made staff, and who just showed that it is them."""
    eve = person("eve")
    eve.is_staff = True
    eve.save(update_fields=["is_staff"])
    client = browse_as(eve)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def last() -> AuditEntry:
    return AuditEntry.objects.newest_first()[0]


def written() -> list[tuple]:
    entries = AuditEntry.objects.order_by("pk")
    return [(each.verb, each.actor_id, each.person_id) for each in entries]


# -- What writes it -------------------------------------------------------------------------------


def test_who_is_shut_out_and_let_in_again_is_written_with_their_bots(ann, bob):
    bot = bots.make_bot(owner=bob, name="Echo").bot.user
    people.deactivate(bob, by=ann)
    people.reactivate(bob, by=ann)
    assert written() == [
        (Verb.BOT_MADE, bob.pk, bot.pk),
        (Verb.PERSON_DEACTIVATED, ann.pk, bot.pk),
        (Verb.PERSON_DEACTIVATED, ann.pk, bob.pk),
        (Verb.PERSON_RESTORED, ann.pk, bob.pk),
        (Verb.PERSON_RESTORED, ann.pk, bot.pk),
    ]


def test_a_command_acts_in_nobody_s_name(bob):
    people.deactivate(bob)
    assert last().actor_id is None


def test_invites_are_written_and_their_links_are_not(ann, bob):
    invite = invites.make_invite(by=bob, room_id=7, lifetime=None, uses=3)
    invites.revoke_invite(invite=invite, by=ann)
    invites.revoke_invite(invite=invite, by=ann)  # which ends nothing more
    made, ended = AuditEntry.objects.order_by("pk")
    assert (made.verb, made.actor_id, made.room_id) == (Verb.INVITE_MADE, bob.pk, 7)
    assert made.facts == {"uses": 3}
    assert (ended.verb, ended.actor_id, ended.person_id) == (Verb.INVITE_REVOKED, ann.pk, bob.pk)
    assert ended.thing_id == invite.pk
    assert invite.token not in everything()


def test_tokens_and_bots_are_written_and_their_keys_are_not(ann):
    token, text = personal.make_token(ann, "Ann’s laptop", scope="admin")
    number = token.pk
    personal.revoke_token(token, by=ann)
    bot, first, secret = bots.make_bot(owner=ann, name="Echo")
    second = bots.rotate_token(bot=bot).token
    other = bots.rotate_secret(bot=bot).secret
    bots.delete_bot(bot=bot, by=ann)
    assert [verb for verb, *_ in written()] == [
        Verb.TOKEN_MADE,
        Verb.TOKEN_REVOKED,
        Verb.BOT_MADE,
        Verb.BOT_TOKEN_ROTATED,
        Verb.BOT_SECRET_ROTATED,
        Verb.BOT_DELETED,
    ]
    assert AuditEntry.objects.get(verb=Verb.TOKEN_REVOKED).thing_id == number
    for secret_text in (text, text[-4:], first, second, secret, other, "laptop", "Echo"):
        assert secret_text not in everything()


def test_a_site_that_is_handed_over_is_written(ann, bob):
    people.hand_over_site(by=ann, to=bob)
    assert written() == [(Verb.SITE_HANDED_OVER, ann.pk, bob.pk)]


def test_what_is_rolled_back_is_not_written(ann, bob):
    with pytest.raises(RuntimeError), transaction.atomic():
        people.deactivate(bob, by=ann)
        raise RuntimeError
    assert not AuditEntry.objects.exists()


def test_an_entry_names_the_request_that_caused_it(ann, bob):
    reset = request_ids.current.set("the-request")
    people.deactivate(bob, by=ann)
    request_ids.current.reset(reset)
    assert last().request_id == "the-request"


# -- For good -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(actor_id=None),
        lambda entry: entry.delete(),
        lambda entry: entry.save(),
        lambda entry: sql("DELETE FROM accounts_auditentry"),
        lambda entry: sql("UPDATE accounts_auditentry SET verb = 'site.set'"),
    ],
)
def test_the_database_takes_no_word_back(ann, bob, change):
    entry = audit.note(Verb.PERSON_DEACTIVATED, by=ann, person=bob)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        change(entry)
    assert written() == [(Verb.PERSON_DEACTIVATED, ann.pk, bob.pk)]


def sql(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


def everything() -> str:
    """All that stands in the log, as text."""
    return repr(list(AuditEntry.objects.values()))


def test_nothing_in_it_names_who_deletes_their_account(staff, ann, bob):
    people.deactivate(bob, by=ann)
    people.reactivate(bob, by=ann)
    personal.make_token(bob, "Bob’s phone")
    assertContains(staff.get(reverse(LOG)), "<bdi>Bob</bdi>")
    people.delete_person(bob)
    assert "bob" not in everything().lower()
    page = staff.get(reverse(LOG))
    assertNotContains(page, "Bob")
    assertContains(page, "Deleted person")


# -- To read --------------------------------------------------------------------------------------


@pytest.fixture
def some(ann, bob):
    cid = person("cid")
    people.deactivate(cid, by=ann)
    personal.make_token(bob, "script")
    return cid


@pytest.mark.parametrize(
    ("asked", "seen", "unseen"),
    [
        ("verb=token.made", "Made a token", "Cid"),
        ("q=cid", "Cid", "<bdi>Bob</bdi>"),
        ("q=BOB", "<bdi>Bob</bdi>", "Cid"),
        ("at__year=1999", "0 audit entries", "Cid"),
        ("person=nobody", "0 audit entries", "Cid"),
    ],
)
def test_staff_look_by_verb_person_and_day(staff, some, asked, seen, unseen):
    page = staff.get(f"{reverse(LOG)}?{asked}")
    assertContains(page, seen)
    assertNotContains(page, unseen)


def test_a_name_leads_to_all_that_is_written_about_them(staff, some):
    page = staff.get(f"{reverse(LOG)}?person={some.pk}")
    assertContains(page, "1 audit entry")
    assertContains(page, "Shut a person out")


def test_the_log_is_read_only_and_for_staff(staff, some, browse_as, bob):
    entry = last()
    page = reverse("admin:accounts_auditentry_change", args=[entry.pk])
    assertNotContains(staff.get(page), 'name="_save"')
    for address in (page, f"{reverse(LOG)}add/", f"{page.removesuffix('change/')}delete/"):
        assert staff.post(address, {"verb": "site.set"}).status_code in {403, 404}
    assert browse_as(bob).get(reverse(LOG), follow=True).status_code == 403
    assert AuditEntry.objects.get(pk=entry.pk).verb == entry.verb
