"""One's own bots: made, changed, given other keys, deleted."""

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Query, Router, Status

from accounts import bots as verbs
from accounts.models import Bot
from chat import access
from chat.api.credentials import Scope, credentials
from chat.api.forms import checked
from chat.api.lists import Page, one_page
from chat.api.schemas import Items
from chat.api.schemas.programs import BotChange, BotMade, BotShown, Named, Secret
from chat.api.schemas.tokens import TokenText
from chat.errors import TooManyOfThem
from chat.forms import BotForm, ProgramNameForm
from chat.payloads.programs import bot as shape

router = Router(tags=["bots"])

ONE = "/bots/{int:bot_id}"


@router.get("/bots", response={200: Items[BotShown]}, summary="My bots, newest first")
def bots(request: HttpRequest, page: Query[Page]):
    found = verbs.bots_from(request.user, page.after, page.more)
    return one_page(request, page, found, _shown)


@router.post(
    "/bots",
    response={201: BotMade},
    auth=credentials(Scope.ADMIN),
    summary="Make a bot",
)
def make(request: HttpRequest, new: Named):
    """Its token and its signing secret are shown this once. 409 `too_many` where one has as many as
    one may have."""
    name = checked(ProgramNameForm({"name": new.name}))["name"]
    try:
        keys = verbs.make_bot(owner=request.user, name=name)
    except verbs.TooManyBots as error:
        raise TooManyOfThem(error.words) from None
    return Status(201, shape(keys.bot) | {"token": keys.token, "secret": keys.secret})


@router.get(ONE, response={200: BotShown}, summary="A bot of mine")
def bot(request: HttpRequest, bot_id: int):
    return shape(access.bot_for(request.user, bot_id))


@router.patch(
    ONE,
    response={200: BotShown},
    auth=credentials(Scope.ADMIN),
    summary="Change a bot’s name, or where it hears what is said to it",
)
def change(request: HttpRequest, bot_id: int, change: BotChange):
    found = access.bot_for(request.user, bot_id)
    as_it_is = {"name": found.user.name, "address": found.address}
    fields = checked(BotForm(as_it_is | change.dict(exclude_unset=True)))
    return shape(verbs.change_bot(bot=found, **fields))


@router.delete(ONE, response={204: None}, auth=credentials(Scope.ADMIN), summary="Delete a bot")
def delete(request: HttpRequest, bot_id: int):
    """What it said stays, without its name."""
    verbs.delete_bot(bot=access.bot_for(request.user, bot_id), by=request.user)
    return Status(204, None)


@router.post(
    f"{ONE}/token",
    response={200: TokenText},
    auth=credentials(Scope.ADMIN),
    summary="Give a bot another token",
)
def rotate_token(request: HttpRequest, bot_id: int):
    """Shown this once. The one before is none from now on."""
    keys = verbs.rotate_token(bot=access.bot_for(request.user, bot_id))
    return {"token": keys.token}


@router.post(
    f"{ONE}/secret",
    response={200: Secret},
    auth=credentials(Scope.ADMIN),
    summary="Give a bot another signing secret",
)
def rotate_secret(request: HttpRequest, bot_id: int):
    """Shown this once. What is delivered from now on is signed with it."""
    keys = verbs.rotate_secret(bot=access.bot_for(request.user, bot_id))
    return {"secret": keys.secret}


def _shown(found: Sequence[Bot]) -> list[dict]:
    return [shape(each) for each in found]
