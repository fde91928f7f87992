"""The picture of a room."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts import pictures
from chat import access

router = Router(tags=["rooms"])

WEBP = {"content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}}}


@router.get(
    "/rooms/{int:room_id}/picture/{int:version}",
    response={200: None},
    openapi_extra={"responses": {200: WEBP}},
    url_name="room_picture",
    summary="A room’s picture",
)
def picture(request: HttpRequest, room_id: int, version: int):
    """To whoever may know of the room; the address is in its `picture_url`."""
    found = access.picture_for(request.user, room_id, version)
    return HttpResponse(bytes(found.image), content_type="image/webp", headers=pictures.HEADERS)
