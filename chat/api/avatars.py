"""One's picture."""

from django.http import HttpRequest
from ninja import Router, Status

from accounts import profiles
from accounts.forms.avatars import AvatarForm
from chat import seen
from chat.api.forms import checked, read_form
from chat.api.schemas.people import Me

router = Router(tags=["me"])

SIDE = {"type": "integer", "description": "of the square that is cut out, in pixels"}
PICTURE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["picture"],
                    "properties": {
                        "picture": {"type": "string", "format": "binary"},
                        "x": SIDE,
                        "y": SIDE,
                        "size": SIDE,
                    },
                }
            }
        },
    }
}


@router.put(
    "/me/avatar",
    response={200: Me},
    openapi_extra=PICTURE,
    summary="Show a picture of myself",
    description="JPEG, PNG, WebP or GIF. Without x, y and size its middle is taken.",
)
def set_avatar(request: HttpRequest):
    read_form(request)
    fields = checked(AvatarForm(request.POST, request.FILES))
    profiles.set_avatar(request.user, fields["square"])
    return seen.oneself(request.user)


@router.delete("/me/avatar", response={204: None}, summary="Take my picture away")
def remove_avatar(request: HttpRequest):
    profiles.remove_avatar(request.user)
    return Status(204, None)
