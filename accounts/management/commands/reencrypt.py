"""Encrypt all second factors and the secrets of bots with the newest of ENCRYPTION_KEYS, so that older ones can go."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts import encryption
from accounts.models import Bot

ENCRYPTED = ("secret", "seed")


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        # A recovery code that is used meanwhile stays used.
        moved = [_reencrypt(each) for each in Authenticator.objects.select_for_update()]
        for bot in Bot.objects.select_for_update():
            bot.secret = encryption.encrypt(encryption.decrypt(bot.secret))
            bot.save(update_fields=["secret"])
        self.stdout.write(f"{sum(moved)} second factors are encrypted with the newest key.")


def _reencrypt(authenticator: Authenticator) -> bool:
    held = {key: authenticator.data[key] for key in ENCRYPTED if key in authenticator.data}
    for key, text in held.items():
        authenticator.data[key] = encryption.encrypt(encryption.decrypt(text))
    if held:
        authenticator.save(update_fields=["data"])
    return bool(held)
