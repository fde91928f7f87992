"""The keys of one's own programs."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from accounts.api.tokens import token as exchange
from accounts.forms.programs import NameForm
from accounts.models import PersonalToken
from accounts.tokens import personal, tickets
from chat import access
from chat.api.credentials import Scope, credentials
from chat.api.description import body
from chat.api.forms import checked, fault
from chat.api.lists import Page, one_page
from chat.api.proof import check_proof
from chat.api.schemas import Items
from chat.api.schemas.tokens import NewToken, Pair, Ticket, TokenMade, TokenShown, TokenText
from chat.errors import TooManyTokens
from chat.payloads.tokens import token as shown

router = Router(tags=["credentials"])

PAST = _("Choose a time that is still to come.")


@router.get("/tokens", response={200: Items[TokenShown]}, summary="My tokens")
def tokens(request: HttpRequest, page: Query[Page]):
    found = personal.tokens_from(request.user, page.after, page.more)
    return one_page(request, page, found, _shown)


@router.post(
    "/tokens",
    response={201: TokenMade},
    auth=credentials(Scope.ADMIN),
    summary="Make a token for a program",
)
def make(request: HttpRequest, new: NewToken):
    """Within 5 minutes of signing in, or with a token of the scope `admin`. It is shown this once."""
    if request.holder.token is None:
        check_proof(request)
    name = checked(NameForm({"name": new.name}))["name"]
    if new.expires_at is not None and new.expires_at <= timezone.now():
        raise fault("expires_at", "past", PAST)
    try:
        made, text = personal.make_token(
            request.user, name, scope=new.scope, expires_at=new.expires_at
        )
    except personal.TooManyTokens as error:
        raise TooManyTokens(error.words) from None
    return Status(201, shown(made) | {"token": text})


@router.delete(
    "/tokens/{int:token_id}",
    response={204: None},
    auth=credentials(Scope.ADMIN),
    summary="Revoke a token",
)
def revoke(request: HttpRequest, token_id: int):
    personal.revoke_token(access.token_for(request.user, token_id), by=request.user)
    return Status(204, None)


@router.post(
    "/token",
    response={200: TokenText},
    auth=None,
    openapi_extra=body(Pair),
    summary="A token for a username and a password",
    description="403 `mfa_required` where the account has a second step.",
)
def by_password(request: HttpRequest):
    return exchange(request)


@router.post(
    "/ws-ticket",
    response={200: Ticket},
    auth=credentials(Scope.READ),
    summary="A ticket for the socket",
)
def ticket(request: HttpRequest):
    """For programs that can send no header there. Good once, for half a minute."""
    return {"ticket": tickets.make(request.holder), "seconds": tickets.SECONDS}


def _shown(found: Sequence[PersonalToken]) -> list[dict]:
    return [shown(each) for each in found]
