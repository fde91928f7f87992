"""The webhooks of a room, for who keeps order in it."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Status

from accounts.forms.avatars import AvatarForm
from chat import access, rights
from chat.actions.webhooks import (
    make_webhook,
    picture_webhook,
    rename_webhook,
    revoke_webhook,
    rotate_webhook,
)
from chat.api.avatars import PICTURE
from chat.api.credentials import Scope, credentials
from chat.api.forms import checked, read_form
from chat.api.lists import Page, one_page
from chat.api.schemas import Items
from chat.api.schemas.programs import Named, WebhookMade, WebhookShown
from chat.forms import ProgramNameForm
from chat.models import Membership, Webhook
from chat.payloads.programs import webhook as shape

router = Router(tags=["webhooks"])

ALL = "/rooms/{int:room_id}/webhooks"
ONE = ALL + "/{int:webhook_id}"


@router.get(ALL, response={200: Items[WebhookShown]}, summary="A room’s webhooks, newest first")
def webhooks(request: HttpRequest, room_id: int, page: Query[Page]):
    found = Webhook.objects.in_room(_kept(request, room_id).room_id).standing()
    if page.after is not None:
        found = found.filter(pk__lt=page.after)
    batch = found.select_related("made_by").order_by("-pk")[: page.more]
    return one_page(request, page, list(batch), _shown)


@router.post(
    ALL,
    response={201: WebhookMade},
    auth=credentials(Scope.ADMIN),
    summary="Make a webhook",
)
def make(request: HttpRequest, room_id: int, new: Named):
    """Its token is shown this once. 409 `too_many` where the room has as many as it may have."""
    room = _kept(request, room_id).room
    return Status(201, _made(*make_webhook(room=room, by=request.user, name=_name(new))))


@router.patch(ONE, response={200: WebhookShown}, summary="Rename a webhook")
def rename(request: HttpRequest, room_id: int, webhook_id: int, change: Named):
    """All that it ever said is under its new name then."""
    found = _found(request, room_id, webhook_id)
    return shape(rename_webhook(webhook=found, by=request.user, name=_name(change)))


@router.put(
    f"{ONE}/picture",
    response={200: WebhookShown},
    openapi_extra=PICTURE,
    summary="Give a webhook a picture",
)
def picture(request: HttpRequest, room_id: int, webhook_id: int):
    """As `PUT /me/avatar` takes it."""
    found = _found(request, room_id, webhook_id)
    read_form(request)
    image = checked(AvatarForm(request.POST, request.FILES))["square"]
    return shape(picture_webhook(webhook=found, by=request.user, image=image))


@router.post(
    f"{ONE}/token",
    response={200: WebhookMade},
    auth=credentials(Scope.ADMIN),
    summary="Give a webhook another token",
)
def rotate(request: HttpRequest, room_id: int, webhook_id: int):
    """Shown this once. The one before leads nowhere from now on."""
    found = _found(request, room_id, webhook_id)
    return _made(*rotate_webhook(webhook=found, by=request.user))


@router.delete(ONE, response={204: None}, summary="Revoke a webhook")
def revoke(request: HttpRequest, room_id: int, webhook_id: int):
    """It says nothing more; what it said stays."""
    revoke_webhook(webhook=_found(request, room_id, webhook_id), by=request.user)
    return Status(204, None)


def _kept(request: HttpRequest, room_id: int) -> Membership:
    return access.membership_for(request.user, room_id, rights.check_decorator)


def _found(request: HttpRequest, room_id: int, webhook_id: int) -> Webhook:
    return access.webhook_for(_kept(request, room_id), webhook_id)


def _name(named: Named) -> str:
    return checked(ProgramNameForm({"name": named.name}))["name"]


def _made(webhook: Webhook, token: str) -> dict:
    return shape(webhook) | {"token": token, "url": reverse("api:hook_by_address", args=[token])}


def _shown(found: Sequence[Webhook]) -> list[dict]:
    return [shape(each) for each in found]
