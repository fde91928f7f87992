"""What is kept about a person beside their own row: taken out with their data, gone with them."""

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts import sessions
from accounts.models import AuditEntry, Block, Contact, User

# What it is called in an export, its model, and the fields that a person may take out: no secrets.
BELONGINGS = {
    "emails": ("account.EmailAddress", "email", "verified", "primary"),
    "phones": ("accounts.PhoneNumber", "number", "verified_at"),
    "connected_accounts": (
        "socialaccount.SocialAccount",
        "provider",
        "uid",
        "date_joined",
        "last_login",
    ),
    "second_factors": ("mfa.Authenticator", "type", "created_at", "last_used_at"),
    "invites": ("accounts.Invite", "room_id", "created_at", "expires_at"),
    "personal_tokens": ("accounts.PersonalToken", "name", "created_at", "last_used_at"),
    "bots": ("accounts.Bot", "user__username", "user__name", "address", "created_at"),
    "sessions": ("usersessions.UserSession", "ip", "user_agent", "created_at", "last_seen_at"),
}


def belongings_of(user: User) -> dict[str, list[dict]]:
    """By name, what there is of each."""
    own = {
        name: list(_mine(user, label).order_by("pk").values(*fields))
        for name, (label, *fields) in BELONGINGS.items()
    }
    return own | _ties_of(user)


def _ties_of(user: User) -> dict[str, list[dict]]:
    """Whom they know and whom they block; who blocks them is not theirs to know. What they decided
    about others, but not about whom."""
    contacts = Contact.objects.of(user).order_by("pk")
    blocks = Block.objects.filter(blocker=user).order_by("pk")
    decisions = AuditEntry.objects.by(user).order_by("pk")
    return {
        "contacts": list(
            contacts.values("asker__username", "asked__username", "created_at", "accepted_at")
        ),
        "blocks": list(blocks.values("blocked__username", "created_at")),
        "decisions": list(decisions.values("at", "verb")),
    }


def remove_belongings(user: User) -> None:
    """Delete them, inside the transaction that deletes the person."""
    sessions.forget_all(user)
    for label, *_ in BELONGINGS.values():
        _mine(user, label).delete()
    Contact.objects.of(user).delete()
    Block.objects.filter(Q(blocker=user) | Q(blocked=user)).delete()


def _mine(user: User, label: str) -> QuerySet:
    """Whose a row is stands in its only reference to a person."""
    model = apps.get_model(label)
    owner = next(field.name for field in model._meta.fields if field.related_model is User)
    return model.objects.filter(**{owner: user})
