"""The verbs of those who run the site, about people: the owner, and staff that the owner chose.

Nobody acts on the owner or on themself, and only the owner on staff and on their bots.
"""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import audit, people, sessions
from accounts.forms.passwords import LinkForm
from accounts.models import User, Verb
from accounts.signals import rights_lost


class Refused(PermissionDenied):
    """`words` say why."""

    def __init__(self, words: str):
        self.words = words
        super().__init__(words)


def shut_out(*, user: User, by: User) -> User:
    """Raises Refused, too, for the voice of a webhook, which nobody signs in as."""
    check_below(by, user)
    if user.is_bot and _owner_of(user) is None:
        raise Refused(_("That is a webhook. Revoke it, or remove it from the room."))
    return people.deactivate(user, by=by)


def let_in(*, user: User, by: User) -> User:
    check_below(by, user)
    if user.deleted_at:
        raise Refused(_("A deleted account does not come back."))
    return people.reactivate(user, by=by)


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User) -> None:
    """Their sessions end, and all that is open closes; their programs keep their tokens."""
    check_below(by, user)
    audit.note(Verb.PERSON_SIGNED_OUT, by=by, person=user)
    sessions.forget_all(user)
    rights_lost.send(sender=User, user=user, session_key=None)


@transaction.atomic
def mail_new_password(*, user: User, by: User, request: HttpRequest) -> None:
    """A link to a new password, to their confirmed address; the old one is good until then."""
    check_below(by, user)
    if not user.is_active:
        raise Refused(_("They are shut out."))
    proven = _address(user, verified=True, none=_("They have no confirmed address."))
    audit.note(Verb.PASSWORD_MAILED, by=by, person=user)
    form = LinkForm({"email": proven.email})
    form.is_valid()
    form.save(request)


@transaction.atomic
def ask_for_address(*, user: User, by: User, request: HttpRequest) -> None:
    """The link once more that confirms the address they gave."""
    check_below(by, user)
    claimed = _address(user, verified=False, none=_("They have no address to confirm."))
    audit.note(Verb.ADDRESS_ASKED, by=by, person=user)
    claimed.send_confirmation(request)


def make_staff(*, user: User, by: User) -> User:
    """They see the admin, and keep order in it. The owner's to give."""
    if user.is_bot or not user.is_active:
        raise Refused(_("Only a person who can sign in runs the site."))
    return _set_staff(user, True, by, Verb.STAFF_MADE)


def end_staff(*, user: User, by: User) -> User:
    return _set_staff(user, False, by, Verb.STAFF_ENDED)


@transaction.atomic
def _set_staff(user: User, is_staff: bool, by: User, verb: Verb) -> User:
    if not by.is_owner or user.is_owner:
        raise Refused(_("Only the owner chooses who runs the site beside them."))
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_staff != is_staff:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])
        audit.note(verb, by=by, person=user)
    return user


def check_staff(by: User) -> None:
    if not (by.is_active and by.is_staff):
        raise PermissionDenied


def check_below(by: User, user: User) -> None:
    """Raise Refused unless it is theirs to act on the person, or on whoever answers for the bot."""
    check_staff(by)
    if user.is_owner:
        raise Refused(_("Nobody acts on the site’s owner."))
    if user.pk == by.pk:
        raise Refused(_("That is you. Use your own settings."))
    answerable = _owner_of(user) or user
    if answerable.is_staff and not by.is_owner and answerable.pk != by.pk:
        raise Refused(_("Only the owner acts on those who run the site."))


def _owner_of(user: User) -> User | None:
    """Of a bot; None for people, for webhooks, and for what is left of a bot that was deleted."""
    bot = getattr(user, "bot", None) if user.is_bot else None
    return bot and bot.owner


def _address(user: User, *, verified: bool, none: str) -> EmailAddress:
    found = EmailAddress.objects.filter(user=user, verified=verified)
    address = found.order_by("-primary", "pk").first()
    if address is None:
        raise Refused(none)
    return address
