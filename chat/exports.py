"""What a person may take along: the rooms they are in, and all they wrote."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder

from chat.models import Attachment, Membership, Message, Reaction, Report, Room, SavedMessage
from chat.sidebar import title_for


def rooms_of(user) -> Iterator[bytes]:
    """One JSON object a line, by the date of joining."""
    memberships = Membership.objects.of(user).select_related("room").order_by("joined_at")
    for membership in memberships.iterator():
        yield _line(
            room=membership.room_id,
            name=title_for(membership),
            role=membership.role,
            joined_at=membership.joined_at,
        )


def messages_of(user) -> Iterator[bytes]:
    """One JSON object a line, by room and place in it; a deleted message has nothing left to tell."""
    names = _names_known_to(user)
    for message in Message.objects.written_by(user).order_by("room_id", "seq").iterator():
        yield _line(
            room=message.room_id,
            room_name=names.get(message.room_id),
            seq=message.seq,
            body=message.body,
            sent_at=message.sent_at,
            edited_at=message.edited_at,
        )


def files_of(user) -> Iterator[bytes]:
    """One JSON object a line, by upload; `seq` is the message's that it went with, none where it waits."""
    files = Attachment.objects.uploaded_by(user).select_related("message").order_by("pk")
    for file in files.iterator():
        yield _line(
            room=file.room_id,
            seq=file.message and file.message.seq,
            name=file.name,
            kind=file.kind,
            size=file.size,
            uploaded_at=file.uploaded_at,
        )


def saved_of(user) -> Iterator[bytes]:
    """One JSON object a line, in the order of saving: what they may still see."""
    names = _names_known_to(user)
    seen = SavedMessage.objects.seen_by(user).select_related("message__author").order_by("pk")
    for saved in seen.iterator():
        message = saved.message
        yield _line(
            room=message.room_id,
            room_name=names.get(message.room_id),
            seq=message.seq,
            author=str(message.author),
            body=message.body,
            saved_at=saved.saved_at,
        )


def reactions_of(user) -> Iterator[bytes]:
    """One JSON object a line, in the order of reacting: their own emoji, and where it stands."""
    given = Reaction.objects.filter(user=user).select_related("message").order_by("pk")
    for reaction in given.iterator():
        yield _line(
            room=reaction.message.room_id,
            seq=reaction.message.seq,
            emoji=reaction.emoji,
            reacted_at=reaction.reacted_at,
        )


def reports_of(user) -> Iterator[bytes]:
    """One JSON object a line, in the order of reporting: what they told the site's moderators of a
    message, or of a person; what others told of them is not theirs to know."""
    made = Report.objects.by(user).select_related("message", "person").order_by("pk")
    for report in made.iterator():
        message = report.message
        yield _line(
            room=message and message.room_id,
            seq=message and message.seq,
            person=None if message else report.person.username,
            reason=report.reason,
            words=report.words,
            reported_at=report.reported_at,
            state=report.state,
        )


def decided_reports_of(user) -> Iterator[bytes]:
    """One JSON object a line, in the order of reporting: what they decided as a moderator of the site,
    and the note they wrote; neither whom it is about nor who told."""
    for report in Report.objects.filter(decided_by=user).order_by("pk").iterator():
        yield _line(
            report=report.pk,
            state=report.state,
            decided_at=report.decided_at,
            note=report.note,
        )


def _names_known_to(user) -> dict[int, str]:
    """A room that they left, and that is not open, may have another name by now: no longer theirs."""
    return dict(Room.objects.known_to(user).values_list("pk", "name"))


def _line(**facts) -> bytes:
    return json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n"
