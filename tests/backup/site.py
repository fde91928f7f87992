"""What a site can have, and other sites on this machine."""

from pathlib import Path
from types import SimpleNamespace

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from accounts import bots, profiles
from accounts.tokens.personal import make_token
from chat.actions.messages import delete_message
from chat.actions.pins import pin_message
from chat.actions.reactions import add_reaction
from chat.actions.reports import report_message
from chat.actions.room_life import delete_room
from chat.actions.saved import save_message
from chat.actions.webhooks import make_webhook
from chat.models import Room
from tests.cast import PASSWORD, person, room_of, say
from tests.files import picture, send_file, upload
from tests.services.server import Server

APP_SECRET = "JBSWY3DPEHPK3PXP"
WORDS = "Grüße, 世界 🎉 and a NUL-free “quote”"


def furnish() -> SimpleNamespace:
    """People, rooms, messages, files and programs; numbers that were given out and are gone."""
    ann, bob = person("ann"), person("bob")
    for user in (ann, bob):  # the tests' own hasher is theirs alone
        user.password = make_password(PASSWORD, hasher="argon2")
        user.save(update_fields=["password"])
    profiles.set_avatar(ann, picture("WEBP", (256, 256)))
    TOTP.activate(bob, APP_SECRET)
    room = room_of(ann, bob)
    said = say(ann, room, WORDS)
    answer = say(bob, room, "@ann see **this** https://example.org", reply_to=said)
    add_reaction(message=answer, by=ann, emoji="🎉")
    pin_message(message=said, by=ann)
    save_message(message=answer, by=bob)
    report_message(message=said, by=bob, reason="other", words="not in English")
    delete_message(message=say(bob, room, "never mind"), by=bob)
    sun = send_file(ann, room, picture("PNG"), "sun.png")
    notes = send_file(bob, room, b"tea for two", "notes.txt", body="notes")
    upload(bob, room, b"not sent yet", "later.txt")
    webhook, _ = make_webhook(room=room, by=ann, name="Builds")
    bot = bots.make_bot(owner=ann, name="Echo").bot
    _, token = make_token(ann, "laptop")
    gone = room_of(ann, name="Gone")
    last = say(ann, gone, "the highest number")
    delete_room(room=gone, by=ann)
    return SimpleNamespace(
        ann=ann,
        bob=bob,
        room=Room.objects.get(pk=room.pk),
        said=said,
        sun=sun,
        notes=notes,
        webhook=webhook,
        bot=bot,
        token=token,
        last=last,
    )


def another_site(folder: Path, database_url: str | None = None) -> Server:
    """With data of its own: in the folder, or in the database."""
    folder.mkdir(exist_ok=True)
    env = {"DATA_DIR": str(folder), "DATABASE_URL": database_url}
    return Server(folder, env=env)
