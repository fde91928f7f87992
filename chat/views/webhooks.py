"""The webhooks of a room, for who keeps order in it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.avatars import AvatarForm
from chat import access, rights
from chat.actions.webhooks import (
    make_webhook,
    picture_webhook,
    rename_webhook,
    revoke_webhook,
    rotate_webhook,
)
from chat.errors import ChatError, RoomFull, TooManyOfThem
from chat.forms import ProgramNameForm
from chat.models import Membership, Webhook
from chat.views.requests import posted_from, signed_in


def _kept(request: HttpRequest, room_id: int) -> Membership:
    return access.membership_for(request.user, room_id, rights.check_decorator)


@require_http_methods(["GET", "POST"])
@signed_in
def webhooks(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = _kept(request, room_id)
    if request.method == "GET":
        return _page(request, membership, ProgramNameForm())
    form = ProgramNameForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, form, status=422)
    try:
        made = make_webhook(room=membership.room, by=request.user, **form.cleaned_data)
    except (RoomFull, TooManyOfThem) as error:
        return _refused(request, membership, form, error)
    return _shown_once(request, *made)


@require_http_methods(["GET", "POST"])
@signed_in
def webhook(request: HttpRequest, room_id: int, webhook_id: int) -> HttpResponse:
    membership = _kept(request, room_id)
    found = access.webhook_for(membership, webhook_id)
    if request.method == "GET":
        return _webhook_page(request, found, ProgramNameForm(initial={"name": found.user.name}))
    form = ProgramNameForm(request.POST)
    if not form.is_valid():
        return _webhook_page(request, found, form, status=422)
    rename_webhook(webhook=found, by=request.user, **form.cleaned_data)
    return _saved(request, found)


@posted_from("webhook")
@signed_in
def picture(request: HttpRequest, room_id: int, webhook_id: int) -> HttpResponse:
    found = access.webhook_for(_kept(request, room_id), webhook_id)
    photo = AvatarForm(request.POST, request.FILES)
    if not photo.is_valid():
        form = ProgramNameForm(initial={"name": found.user.name})
        return _webhook_page(request, found, form, photo=photo, status=422)
    picture_webhook(webhook=found, by=request.user, image=photo.cleaned_data["square"])
    return _saved(request, found)


@posted_from("webhook")
@signed_in
def rotate(request: HttpRequest, room_id: int, webhook_id: int) -> HttpResponse:
    found = access.webhook_for(_kept(request, room_id), webhook_id)
    return _shown_once(request, *rotate_webhook(webhook=found, by=request.user))


@require_POST
@signed_in
def revoke(request: HttpRequest, room_id: int, webhook_id: int) -> HttpResponse:
    found = access.webhook_for(_kept(request, room_id), webhook_id)
    revoke_webhook(webhook=found, by=request.user)
    messages.success(request, _("That webhook is revoked."))
    return redirect("webhooks", room_id)


def _saved(request: HttpRequest, webhook: Webhook) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("webhook", webhook.room_id, webhook.pk)


def _refused(
    request: HttpRequest, membership: Membership, form: ProgramNameForm, error: ChatError
) -> HttpResponse:
    form.add_error("name", error.words)
    return _page(request, membership, form, status=error.status)


def _page(
    request: HttpRequest, membership: Membership, form: ProgramNameForm, *, status: int = 200
) -> HttpResponse:
    room = membership.room
    found = Webhook.objects.in_room(room.pk).standing().select_related("made_by").order_by("pk")
    form.dress()
    facts = {"room": room, "membership": membership, "form": form, "webhooks": found}
    return render(request, "chat/webhooks.html", facts, status=status)


def _webhook_page(
    request: HttpRequest,
    webhook: Webhook,
    form: ProgramNameForm,
    *,
    photo: AvatarForm | None = None,
    status: int = 200,
) -> HttpResponse:
    form.dress()
    facts = {"room": webhook.room, "webhook": webhook, "form": form, "photo": photo or AvatarForm()}
    return render(request, "chat/webhook.html", facts, status=status)


def _shown_once(request: HttpRequest, webhook: Webhook, token: str) -> HttpResponse:
    """The answer to the form is the one page that shows the token; nothing keeps its text."""
    path = reverse("api:hook_by_address", args=[token])
    address = settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)
    command = f'curl -d "{_("Hello, room")}" {address}'
    facts = {"room": webhook.room, "webhook": webhook, "address": address, "command": command}
    return render(request, "chat/webhook_address.html", facts)
