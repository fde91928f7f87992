"""What was said to a bot of one's own, and what became of it."""

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Query, Router, Status

from chat import access
from chat.actions.deliveries import replay_delivery
from chat.api.lists import Page, one_page
from chat.api.schemas import Items
from chat.api.schemas.programs import DeliveryShown
from chat.models import Delivery
from chat.payloads.programs import delivery as shape

router = Router(tags=["bots"])

ALL = "/bots/{int:bot_id}/deliveries"


@router.get(
    ALL,
    response={200: Items[DeliveryShown]},
    summary="What was said to a bot, newest first",
)
def deliveries(request: HttpRequest, bot_id: int, page: Query[Page]):
    """Those of 30 days, without what was said."""
    found = Delivery.objects.to(access.bot_for(request.user, bot_id)).newest_first()
    if page.after is not None:
        found = found.filter(pk__lt=page.after)
    return one_page(request, page, list(_with_rooms(found)[: page.more]), _shown)


@router.post(
    ALL + "/{int:delivery_id}/replay",
    response={201: DeliveryShown},
    summary="Send a delivery again",
)
def replay(request: HttpRequest, bot_id: int, delivery_id: int):
    """Of what is decided; it becomes a delivery of its own."""
    bot = access.bot_for(request.user, bot_id)
    again = replay_delivery(delivery=access.delivery_for(bot, delivery_id))
    return Status(201, _shown(_with_rooms(Delivery.objects.to(bot).filter(pk=again.pk)))[0])


def _with_rooms(found):
    return found.where_it_is_in().select_related("message")


def _shown(found: Sequence[Delivery]) -> list[dict]:
    return [shape(each, is_in_room=each.is_in_room) for each in found]
