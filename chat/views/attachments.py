"""Files for a message: uploading them, taking them back, and the list of a room's."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chat import access
from chat.actions.attachments import take_back, upload_attachment, upload_beside
from chat.actions.drafts import check_count
from chat.errors import InvalidRequest
from chat.files import files_page
from chat.models import Attachment, Membership
from chat.sidebar import title_for
from chat.views.requests import check_whole, optional_number, signed_in


@require_POST
@signed_in
def attachments(request: HttpRequest, room_id: int) -> HttpResponse:
    """Takes one file in; what it answers is for the script that sent it."""
    membership = access.writing_membership_for(request.user, room_id)
    keys, file = keys_in(request.POST, "key"), request.FILES.get("file")
    if len(keys) != 1 or file is None:
        raise InvalidRequest(_("Send a “key” and a “file”."))
    attachment = upload_attachment(membership=membership, key=keys[0], file=file)
    facts = ("key", "name", "size", "kind", "width", "height")
    return JsonResponse({name: getattr(attachment, name) for name in facts}, status=201)


@require_POST
@signed_in
def remove(request: HttpRequest, room_id: int, key: UUID) -> HttpResponse:
    """Takes one back that was not sent yet."""
    membership = access.membership_for(request.user, room_id)
    take_back(attachment=access.waiting_attachment_for(membership, key))
    return HttpResponse(status=204)


@require_GET
@signed_in
def files(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    page = files_page(membership, optional_number(request.GET, "before"))
    facts = {"room": membership.room, "title": title_for(membership), **page._asdict()}
    return render(request, "chat/files.html", facts)


def attached(request: HttpRequest, membership: Membership, client_id: UUID) -> list[Attachment]:
    """What a message is to carry: uploads named by their keys, and without JavaScript, files."""
    check_whole(request)
    keys, chosen = keys_in(request.POST, "attachment"), request.FILES.getlist("files")
    check_count(len(keys) + len(chosen))
    found = access.own_attachments_for(membership, keys) if keys else []
    return found + upload_beside(membership=membership, client_id=client_id, files=chosen)


def keys_in(fields: QueryDict, name: str) -> list[UUID]:
    try:
        return [UUID(word) for word in fields.getlist(name)]
    except ValueError:
        raise InvalidRequest(_("“%(name)s” has to be a UUID.") % {"name": name}) from None
