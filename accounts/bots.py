"""The verbs about bots: programs that are people of the site, and never sign in."""

import secrets
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit, encryption, profiles
from accounts.allowances import Ceiling, spend
from accounts.models import Bot, PersonalToken, User, Verb
from accounts.people import NAME_LENGTH, delete_person
from accounts.tokens import personal
from accounts.usernames import claimed

TOKEN_NAME = "bot"
NEW_BOTS = Ceiling("new bot", settings.BOTS_OF_ONE, 86_400)


class TooManyBots(Exception):
    """The person owns as many as one may own."""

    @property
    def words(self) -> str:
        words = _("You have %(limit)s bots. Delete one first.")
        return words % {"limit": settings.BOTS_OF_ONE}


class Keys(NamedTuple):
    """What a bot's program needs, as it is shown once; None for what stays as it was."""

    bot: Bot
    token: str | None = None
    secret: str | None = None


def bots_from(owner: User, before: int | None, limit: int) -> list[Bot]:
    """The newest so many bots of theirs, from the one `before` on."""
    found = Bot.objects.of(owner).select_related("user").order_by("-pk")
    return list((found if before is None else found.filter(pk__lt=before))[:limit])


@transaction.atomic
def make_bot(*, owner: User, name: str) -> Keys:
    """A bot that everybody finds as they find people. Raises TooManyBots."""
    User.objects.select_for_update().get(pk=owner.pk)
    if Bot.objects.of(owner).count() >= settings.BOTS_OF_ONE:
        raise TooManyBots
    spend(NEW_BOTS, str(owner.pk))
    user = claimed(partial(_program, name, is_active=True), name, "bot")
    bot = Bot.objects.create(owner=owner, user=user, secret=encryption.encrypt(""))
    audit.note(Verb.BOT_MADE, by=owner, person=user, thing=bot.pk)
    return Keys(bot, _new_token(bot), _new_secret(bot))


@transaction.atomic
def add_voice(name: str) -> User:
    """Somebody in whose name a door speaks, such as a webhook: shut out of the site from the start,
    so that nobody writes to them, and nothing can be done in their name but by that door."""
    return _program(name, f"hook-{secrets.token_hex(6)}", is_active=False)


@transaction.atomic
def change_bot(*, bot: Bot, name: str, address: str) -> Bot:
    """What it is called, and where it hears what is said to it; a blank address: nowhere."""
    bot.address = address
    bot.save(update_fields=["address"])
    profiles.change(bot.user, name=name[:NAME_LENGTH])
    return bot


@transaction.atomic
def rotate_token(*, bot: Bot) -> Keys:
    """Another token; the one before is none from now on. Raises Spent."""
    personal.count_change(bot.owner)
    for token in PersonalToken.objects.filter(user=bot.user).select_related("user"):
        personal.end_token(token)
    audit.note(Verb.BOT_TOKEN_ROTATED, by=bot.owner, person=bot.user, thing=bot.pk)
    return Keys(bot, token=_new_token(bot))


@transaction.atomic
def rotate_secret(*, bot: Bot) -> Keys:
    """What is sent to it is signed with another one from now on. Raises Spent."""
    personal.count_change(bot.owner)
    audit.note(Verb.BOT_SECRET_ROTATED, by=bot.owner, person=bot.user, thing=bot.pk)
    return Keys(bot, secret=_new_secret(bot))


@transaction.atomic
def delete_bot(*, bot: Bot, by: User) -> None:
    """What it said stays, as what people said does."""
    audit.note(Verb.BOT_DELETED, by=by, person=bot.user, thing=bot.pk)
    delete_person(bot.user)
    bot.delete()


def _program(name: str, username: str, *, is_active: bool) -> User:
    """Not announced as people are: it joins no room by itself."""
    user = User(name=name[:NAME_LENGTH], username=username, is_active=is_active, is_bot=True)
    user.shares_receipts, user.appears_offline = False, True
    user.set_unusable_password()
    user.save(force_insert=True)
    return user


def _new_token(bot: Bot) -> str:
    return personal.add_token(bot.user, TOKEN_NAME)[1]


def _new_secret(bot: Bot) -> str:
    secret = secrets.token_urlsafe(32)
    bot.secret = encryption.encrypt(secret)
    bot.save(update_fields=["secret"])
    return secret
