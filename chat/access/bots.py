"""From a person and an id to a bot of theirs, and to what was said to it."""

from accounts.models import Bot
from chat.access.rooms import BIGGEST_ID
from chat.errors import BotNotFound, DeliveryNotFound
from chat.models import Delivery


def bot_for(user, bot_id: int) -> Bot:
    """A bot that the person owns."""
    own = Bot.objects.of(user).select_related("user", "owner")
    bot = own.filter(pk=min(bot_id, BIGGEST_ID)).first()
    if bot is None:
        raise BotNotFound
    return bot


def delivery_for(bot: Bot, delivery_id: int) -> Delivery:
    """One of this bot's that is decided: what is under way is not sent twice."""
    found = Delivery.objects.to(bot).exclude(state__in=Delivery.UNDECIDED)
    delivery = found.select_related("message").filter(pk=min(delivery_id, BIGGEST_ID)).first()
    if delivery is None:
        raise DeliveryNotFound
    return delivery
