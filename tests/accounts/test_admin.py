"""Django's admin: rows are shown to who runs the site, and only the actions change any."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts import bots, invites, people
from accounts.models import AuditEntry, Invite, PersonalToken, User, Verb
from accounts.signals import rights_lost
from accounts.tokens import personal
from tests.cast import PASSWORD, person, room_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost():
    """Of whom it was announced that they lost their rights."""
    heard: list[str] = []

    def hear(sender, *, user, **kwargs):
        heard.append(user.username)

    rights_lost.connect(hear)
    yield heard
    rights_lost.disconnect(hear)


@pytest.fixture
def prove(browse_as):
    """A browser of somebody who just showed that it is them."""

    def prove(user):
        client = browse_as(user)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return client

    return prove


@pytest.fixture
def proven(ann, prove):
    return prove(ann)


@pytest.fixture
def dan(ann):
    """Staff, as ann chose."""
    dan = person("dan")
    dan.is_staff = True
    dan.save()
    return dan


def act(client, action: str, *rows, **more):
    """Choose an action for rows of a list, all of one kind."""
    meta = rows[0]._meta
    page = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    fields = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(page, fields | more, follow=True)


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def is_active(user) -> bool:
    return User.objects.get(pk=user.pk).is_active


# -- People ---------------------------------------------------------------------------------------


def test_a_person_is_shut_out_and_their_sockets_close(proven, ann, bob, lost):
    assertContains(act(proven, "shut_out", bob), "Done, once.")
    assert not is_active(bob)
    assert lost == ["bob"]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id) == (Verb.PERSON_DEACTIVATED, ann.pk)


def test_a_person_is_let_in_again(proven, bob):
    people.deactivate(bob)
    act(proven, "let_in", bob)
    assert is_active(bob)


def test_a_person_is_signed_out_everywhere_and_stays(proven, bob, client, lost):
    theirs = client
    theirs.post(reverse("account_password_login"), {"login": "bob", "password": PASSWORD})
    assert theirs.get(reverse("settings")).status_code == 200
    act(proven, "sign_out_everywhere", bob)
    assert theirs.get(reverse("settings")).status_code == 302
    assert (is_active(bob), lost, verbs()) == (True, ["bob"], [Verb.PERSON_SIGNED_OUT])


def test_a_new_password_is_mailed_and_never_seen(proven, bob, mailoutbox):
    EmailAddress.objects.create(user=bob, email="bob@example.org", verified=True)
    page = act(proven, "mail_new_password", bob)
    assert [each.to for each in mailoutbox] == [["bob@example.org"]]
    assertNotContains(page, "bob@example.org")
    assertNotContains(page, "/password/reset/key/")
    assert "bob@example.org" not in repr(AuditEntry.objects.values().get())


def test_an_address_is_asked_for_again(proven, bob, mailoutbox):
    EmailAddress.objects.create(user=bob, email="bob@example.org")
    act(proven, "ask_for_address", bob)
    assert [each.to for each in mailoutbox] == [["bob@example.org"]]
    assert verbs() == [Verb.ADDRESS_ASKED]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("mail_new_password", "They have no confirmed address."),
        ("ask_for_address", "They have no address to confirm."),
    ],
)
def test_who_has_no_address_gets_no_mail(proven, bob, mailoutbox, action, words):
    assertContains(act(proven, action, bob), f"Bob: {words}")
    assert (mailoutbox, verbs()) == ([], [])


def test_the_owner_chooses_staff(proven, bob):
    act(proven, "make_staff", bob)
    assert User.objects.get(pk=bob.pk).is_staff
    act(proven, "end_staff", bob)
    assert not User.objects.get(pk=bob.pk).is_staff
    assert verbs() == [Verb.STAFF_MADE, Verb.STAFF_ENDED]


def test_staff_act_on_people_and_not_on_each_other(prove, ann, bob, dan):
    eve = person("eve")
    User.objects.filter(pk=eve.pk).update(is_staff=True)
    theirs = prove(dan)
    page = act(theirs, "shut_out", ann, bob, dan, eve)
    assertContains(page, "Nobody acts on the site’s owner.")
    assertContains(page, "That is you. Use your own settings.")
    assertContains(page, "Only the owner acts on those who run the site.")
    assert [is_active(each) for each in (ann, bob, dan, eve)] == [True, False, True, True]
    assertContains(act(theirs, "make_staff", ann), "Only the owner chooses")


def test_a_deleted_account_does_not_come_back(proven, bob):
    people.delete_person(bob)
    assertContains(act(proven, "let_in", bob), "A deleted account does not come back.")
    assert not is_active(bob)


def test_no_bot_runs_a_site(proven, ann):
    bot = bots.make_bot(owner=ann, name="Echo").bot.user
    assertContains(act(proven, "make_staff", bot), "Only a person who can sign in")


@pytest.mark.parametrize(
    ("name", "asked"), [("accounts_user", "person"), ("chat_room", "room_id"), ("chat_ban", "")]
)
def test_the_history_of_a_row_is_in_the_audit_log(proven, ann, bob, name, asked):
    answer = proven.get(reverse(f"admin:{name}_history", args=[bob.pk]))
    log = reverse("admin:accounts_auditentry_changelist")
    assert answer.url == (f"{log}?{asked}={bob.pk}" if asked else log)
    assert proven.get(answer.url).status_code == 200


# -- What people hand out -------------------------------------------------------------------------


def test_a_link_is_revoked_and_never_shown(proven, ann, bob):
    invite = invites.make_invite(by=bob, room_id=None, lifetime=None, uses=None)
    page = act(proven, "revoke", invite)
    assertNotContains(page, invite.token)
    assert Invite.objects.get().revoked_at
    assert verbs() == [Verb.INVITE_MADE, Verb.INVITE_REVOKED]


def test_a_token_is_revoked_and_never_shown(proven, bob, lost):
    token, text = personal.make_token(bob, "script")
    shown = proven.get(reverse("admin:accounts_personaltoken_changelist"))
    assertNotContains(shown, token.digest)
    assertNotContains(shown, text[-4:])
    act(proven, "revoke", token)
    assert not PersonalToken.objects.exists()
    assert (lost, verbs()) == (["bob"], [Verb.TOKEN_MADE, Verb.TOKEN_REVOKED])


def test_a_bot_is_shut_out(proven, bob):
    bot = bots.make_bot(owner=bob, name="Echo").bot
    act(proven, "shut_out", bot)
    assert not is_active(bot.user)
    assert not PersonalToken.objects.exists()


# -- For whom -------------------------------------------------------------------------------------


LISTS = ["accounts_user", "accounts_invite", "accounts_bot", "accounts_personaltoken"]
LISTS += ["accounts_auditentry", "chat_room", "chat_membership", "chat_ban", "chat_report"]
PAGES = ["index", "app_list", "accounts_user_change", *(f"{each}_changelist" for each in LISTS)]


def page_of(name: str, user: User) -> str:
    args = {"app_list": ["accounts"], "accounts_user_change": [user.pk]}
    return reverse(f"admin:{name}", args=args.get(name))


@pytest.mark.parametrize("name", PAGES)
def test_the_admin_asks_is_it_you(ann, browse_as, proven, name):
    page = page_of(name, ann)
    assert browse_as(ann).get(page).url.startswith(reverse("account_reauthenticate"))
    assert proven.get(page).status_code == 200


def test_nothing_is_done_before_is_it_you(ann, bob, browse_as):
    page = page_of("accounts_user_changelist", bob)
    answer = browse_as(ann).post(page, {"action": "shut_out", "_selected_action": [bob.pk]})
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert is_active(bob)


@pytest.mark.parametrize("name", PAGES)
def test_staff_see_all_of_it(dan, prove, name):
    assert prove(dan).get(page_of(name, dan)).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_no_row_is_added_changed_or_deleted_past_the_actions(proven, ann, bob, name):
    room_of(ann, bob)
    row = bob.pk if name == "accounts_user" else 1
    fields = {"username": "eve", "name": "Eve", "is_staff": "on", "is_superuser": "on"}
    for page, args in (("add", []), ("change", [row]), ("delete", [row])):
        answer = proven.post(reverse(f"admin:{name}_{page}", args=args), fields | {"post": "yes"})
        assert answer.status_code in {302, 403}
        assert answer.status_code == 403 or answer.url == "/admin/"  # there is no such row
    bob.refresh_from_db()
    assert (bob.username, bob.name, bob.is_staff) == ("bob", "Bob", False)
    assert not LogEntry.objects.exists()  # it would keep names


@pytest.mark.parametrize(
    "path",
    [
        "accounts/user/1/password/",
        "auth/group/",
        "account/emailaddress/",
        "mfa/authenticator/",
        "socialaccount/socialaccount/",
        "socialaccount/socialapp/",
        "socialaccount/socialtoken/",
        "usersessions/usersession/",
    ],
)
def test_the_admin_changes_nobody_s_ways_in(proven, path):
    for each in (path, f"{path}add/"):
        for ask in (proven.get, proven.post):
            answer = ask(f"/admin/{each}", follow=True)
            assert answer.status_code == 404 or answer.request["PATH_INFO"] == "/admin/"


def test_the_admin_has_no_password_form_of_its_own(proven):
    assert proven.get("/admin/password_change/").url == reverse("account_change_password")


def test_out_of_the_admin_one_gets_unasked(ann, browse_as):
    assert browse_as(ann).post("/admin/logout/").status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_the_admin_is_for_who_runs_the_site(ann, bob, browse_as, client, name):
    page = page_of(name, ann)
    assert browse_as(bob).get(page, follow=True).status_code == 403
    assert client.get(page, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
