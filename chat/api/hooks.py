"""The doors of webhooks: other programs' words into one room, in any of the forms that they send."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chat import access
from chat.actions.webhooks import say_by_webhook
from chat.api.posted import posted_in
from chat.errors import WebhookNotFound

router = Router(tags=["webhooks"])
SCHEMES = {"bearer", "token"}
TAKES = {
    "requestBody": {
        "required": True,
        "description": "Plain text, `{body, client_id?}`, or what Slack's incoming webhooks take",
        "content": {
            "text/plain": {"schema": {"type": "string"}, "example": "The build is green"},
            "application/json": {
                "schema": {"type": "object"},
                "example": {"body": "The build is **green**"},
            },
            "application/x-www-form-urlencoded": {"schema": {"type": "object"}},
        },
    }
}


@router.post(
    "/hooks/{token}",
    auth=None,
    response={200: None},
    openapi_extra=TAKES,
    summary="Say something by a webhook, whose token stands in the address",
)
def hook_by_address(request: HttpRequest, token: str):
    return _say(request, token)


@router.post(
    "/hooks",
    auth=None,
    response={200: None},
    openapi_extra=TAKES,
    summary="The same with the token in the Authorization header",
)
def hook_by_header(request: HttpRequest):
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() not in SCHEMES:
        raise WebhookNotFound
    return _say(request, token.strip())


def _say(request: HttpRequest, token: str) -> HttpResponse:
    """`ok` is what Slack answers, and some senders look for it."""
    webhook, membership = access.open_webhook(token)
    posted = posted_in(request)
    say_by_webhook(
        webhook=webhook,
        membership=membership,
        body=posted.body,
        client_id=posted.client_id or uuid4(),
    )
    return HttpResponse("ok", content_type="text/plain")
