"""From a room's keeper and an id, or from a token, to a webhook."""

from chat.access.rooms import BIGGEST_ID
from chat.errors import WebhookNotFound
from chat.models import Membership, Webhook


def webhook_for(membership: Membership, webhook_id: int) -> Webhook:
    """A webhook of the room that this member keeps order in."""
    standing = Webhook.objects.in_room(membership.room_id).standing()
    webhook = standing.filter(pk=min(webhook_id, BIGGEST_ID)).first()
    if webhook is None:
        raise WebhookNotFound
    webhook.room = membership.room
    return webhook


def open_webhook(token: str) -> tuple[Webhook, Membership]:
    """What a token opens to whoever holds it, and the place in the room that it speaks from."""
    found = Webhook.objects.standing().filter(digest=Webhook.digest_of(token)).first()
    places = Membership.objects.select_related("room", "user")
    place = found and places.filter(user=found.user_id, room=found.room_id).first()
    if not found or not place:
        raise WebhookNotFound
    return found, place
