"""A room's messages: say something, read history, catch up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.allowances import Spent
from chat import access, fragments, log
from chat.actions.drafts import Draft
from chat.actions.messages import send_message
from chat.actions.typing import tell_typing
from chat.changes import changes_for
from chat.errors import (
    AttachmentConflict,
    AttachmentRefused,
    ChatError,
    ClientIdConflict,
    InvalidMessage,
    InvalidRequest,
    ReplyGone,
    RoomArchived,
    TooFast,
    TooOften,
)
from chat.models import Membership
from chat.sidebar import title_for
from chat.views.attachments import attached
from chat.views.changed import as_now
from chat.views.requests import (
    client_id,
    keeps_what_was_typed,
    optional_number,
    signed_in,
    whole_number,
    zone,
)
from chat.views.rooms import answered, room_page
from texter import metrics

# Told over the text, which is still in its field, as the room's page comes again.
KEPT = (
    *(AttachmentConflict, AttachmentRefused, ClientIdConflict, InvalidMessage, ReplyGone),
    *(RoomArchived, Spent, TooFast),
)
# The key is another message's, or another file's: what is sent next is a new one.
TAKEN = (AttachmentConflict, ClientIdConflict)


@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
@signed_in
def messages(request: HttpRequest, room_id: int) -> HttpResponse:
    """Whoever asks for nothing here comes back to where a refused post was answered: to the room."""
    if request.method == "POST":
        return _send(request, access.writing_membership_for(request.user, room_id))
    if not (request.GET or request.htmx):
        return redirect("room", room_id)
    return _history(request, access.membership_for(request.user, room_id))


def _send(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Answers htmx with the message as everybody gets it; without JavaScript, with the room at it."""
    key, reply_to = client_id(request.POST), answered(request.POST, membership)
    try:
        body, files = request.POST.get("body", ""), attached(request, membership, key)
        draft = Draft(body, key, reply_to, files)
        message = send_message(membership=membership, draft=draft)
    except KEPT as error:
        if request.htmx:
            raise
        typed = {"draft": request.POST.get("body", ""), "reply_to": reply_to}
        typed |= {} if isinstance(error, TAKEN) else {"client_id": key}
        return _refused(request, membership, error, typed)
    if request.htmx:
        return as_now(message)
    return redirect(f"{reverse('room', args=[message.room_id])}#message-{message.pk}")


def _refused(
    request: HttpRequest, membership: Membership, error: ChatError | Spent, typed: dict
) -> HttpResponse:
    """The room, with the words over what was typed."""
    if isinstance(error, Spent):
        error = TooOften(error.seconds)
    page = log.newest_page(membership)
    facts = {"status": error.status, "error": error.words, **typed}
    response = room_page(request, membership, page, **facts)
    for name, value in error.headers.items():
        response.headers[name] = value
    return response


def _history(request: HttpRequest, membership: Membership) -> HttpResponse:
    before, after = optional_number(request.GET, "before"), optional_number(request.GET, "after")
    if before is not None:
        page = log.page_before(membership, before)
        edges = {"before": page.before, "at_start": page.before is None}
    elif after is not None:
        page = log.page_after(membership, after)
        edges = {"after": page.after, "at_newest": page.after is None}
    else:
        raise InvalidRequest(_("Say “before” or “after”."))
    html = "".join(each.html for each in log.stretches(page.messages, zone(request)))
    edges["title"] = title_for(membership) if edges.get("at_start") else ""
    return HttpResponse(fragments.live_history(membership.room, html, edges))


@require_GET
@signed_in
def changes(request: HttpRequest, room_id: int) -> HttpResponse:
    """What the page missed since a version."""
    membership = access.membership_for(request.user, room_id)
    since = whole_number(request.GET, "since")
    metrics.PAGE_REPAIRS.inc()
    return HttpResponse(changes_for(membership, since).frame())


@require_POST
@signed_in
def typing(request: HttpRequest, room_id: int) -> HttpResponse:
    tell_typing(membership=access.writing_membership_for(request.user, room_id))
    return HttpResponse(status=204)
