"""The picture of what a link leads to: texter's own copy, so that nobody's browser asks another site."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from accounts import pictures
from chat import access
from chat.views.requests import signed_in

# Its page may be the private room's: the browser asks each time whether it may still be seen.
HEADERS = pictures.HEADERS | {"Cache-Control": "private, no-cache"}


@require_GET
@signed_in
def link_preview(
    request: HttpRequest, room_id: int, message_id: int, preview_id: int
) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    found = access.link_preview_for(membership, message_id, preview_id)
    return HttpResponse(bytes(found.image), content_type="image/webp", headers=HEADERS)
