"""A person's bots: made, renamed, given another key, deleted, and what was said to them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.bots import (
    Keys,
    TooManyBots,
    change_bot,
    delete_bot,
    make_bot,
    rotate_secret,
    rotate_token,
)
from accounts.models import Bot
from chat import access
from chat.actions.deliveries import replay_delivery
from chat.errors import InvalidRequest
from chat.forms import BotForm, ProgramNameForm
from chat.models import Delivery
from chat.views.requests import posted_from, signed_in

ROTATIONS = {"token": rotate_token, "secret": rotate_secret}


@require_http_methods(["GET", "POST"])
@signed_in
def bots(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _bots_page(request, ProgramNameForm())
    form = ProgramNameForm(request.POST)
    if not form.is_valid():
        return _bots_page(request, form, status=422)
    try:
        keys = make_bot(owner=request.user, **form.cleaned_data)
    except TooManyBots as error:
        form.add_error("name", error.words)
        return _bots_page(request, form, status=409)
    return _shown_once(request, keys)


@require_http_methods(["GET", "POST"])
@signed_in
def bot(request: HttpRequest, bot_id: int) -> HttpResponse:
    found = access.bot_for(request.user, bot_id)
    if request.method == "GET":
        form = BotForm(initial={"name": found.user.name, "address": found.address})
        return _bot_page(request, found, form)
    form = BotForm(request.POST)
    if not form.is_valid():
        return _bot_page(request, found, form, status=422)
    change_bot(bot=found, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("bot", bot_id)


@posted_from("bot")
@signed_in
def keys(request: HttpRequest, bot_id: int) -> HttpResponse:
    """Another token, or another signing secret."""
    found = access.bot_for(request.user, bot_id)
    rotate = ROTATIONS.get(request.POST.get("what", ""))
    if rotate is None:
        raise InvalidRequest
    return _shown_once(request, rotate(bot=found))


@require_http_methods(["GET", "POST"])
@signed_in
def delete(request: HttpRequest, bot_id: int) -> HttpResponse:
    found = access.bot_for(request.user, bot_id)
    if request.method == "GET":
        return render(request, "settings/delete_bot.html", {"bot": found})
    delete_bot(bot=found, by=request.user)
    messages.success(request, _("That bot is deleted."))
    return redirect("bots")


@require_POST
@signed_in
def replay(request: HttpRequest, bot_id: int, delivery_id: int) -> HttpResponse:
    found = access.bot_for(request.user, bot_id)
    replay_delivery(delivery=access.delivery_for(found, delivery_id))
    messages.success(request, _("It is sent again."))
    return redirect("bot", bot_id)


def _bots_page(request: HttpRequest, form: ProgramNameForm, *, status: int = 200) -> HttpResponse:
    form.dress()
    own = Bot.objects.of(request.user).select_related("user").order_by("user__name", "pk")
    return render(request, "settings/bots.html", {"form": form, "bots": own}, status=status)


def _bot_page(request: HttpRequest, bot: Bot, form: BotForm, *, status: int = 200) -> HttpResponse:
    form.dress()
    log = Delivery.objects.to(bot).newest_first().where_it_is_in().select_related("message__room")
    facts = {"bot": bot, "form": form, "deliveries": log[: settings.DELIVERIES_SHOWN]}
    return render(request, "settings/bot.html", facts, status=status)


def _shown_once(request: HttpRequest, keys: Keys) -> HttpResponse:
    """The one page that shows them; nothing keeps the token's text."""
    return render(request, "settings/bot_keys.html", keys._asdict())
