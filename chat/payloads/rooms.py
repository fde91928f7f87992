"""Rooms as JSON: as everybody may know of them, and as a member has them."""

import json
from collections.abc import Sequence

from django.db.models import Count, F
from django.urls import reverse

from accounts.models import FACE, User
from chat.models import Membership, Message, Room
from chat.payloads import messages
from chat.payloads.people import author
from chat.payloads.times import optional_stamp, stamp
from chat.sidebar import mentions_of


def open_room(room: Room, members_count: int) -> dict:
    return {
        "id": room.pk,
        "kind": room.kind,
        "name": room.name,
        "topic": room.topic,
        "picture_url": _picture_url(room),
        "archived_at": optional_stamp(room.archived_at),
        "members_count": members_count,
    }


def counters(room: Room) -> dict:
    """What its members know besides."""
    return {
        "last_seq": room.last_seq,
        "version": room.version,
        "slow_seconds": room.slow_seconds,
        "max_members": room.max_members,
    }


def room(membership: Membership) -> dict:
    return rooms([membership])[0]


def rooms(memberships: Sequence[Membership]) -> list[dict]:
    """Places of one person with their rooms; as many queries for a hundred as for one."""
    if not memberships:
        return []
    counts, people = _counts(memberships), _people(memberships)
    last, mentioned = _last_messages(memberships), mentions_of(memberships[0].user_id)
    return [
        open_room(each.room, counts.get(each.room_id, 0))
        | counters(each.room)
        | _place(each, [people[pk] for pk in each.room.people_ids if pk in people])
        | {
            "mentions": len(mentioned.get(each.room_id, ())),
            "last_message": last.get(each.room_id),
        }
        for each in memberships
    ]


def _place(membership: Membership, people: list[User]) -> dict:
    return {
        "name": _name(membership, people),
        "people": [author(each) for each in people],
        "role": membership.role,
        "last_read_seq": membership.last_read_seq,
        "unread": membership.unread,
        "joined_at": stamp(membership.joined_at),
    }


def _name(membership: Membership, people: list[User]) -> str:
    """A direct room goes by the others; whoever is alone in one is with themself."""
    if not membership.room.is_direct:
        return membership.room.name
    others = [each for each in people if each.pk != membership.user_id] or people
    return ", ".join(map(str, others))


def _counts(memberships: Sequence[Membership]) -> dict[int, int]:
    there = Membership.objects.filter(room__in=[each.room_id for each in memberships])
    counted = there.order_by().values("room_id").annotate(count=Count("pk"))
    return dict(counted.values_list("room_id", "count"))


def _people(memberships: Sequence[Membership]) -> dict[int, User]:
    ids = {pk for each in memberships for pk in each.room.people_ids}
    return User.objects.only(*FACE).in_bulk(ids) if ids else {}


def _last_messages(memberships: Sequence[Membership]) -> dict[int, dict]:
    """By room, what each member may see of its newest one."""
    from_seq = {each.room_id: each.visible_from_seq for each in memberships}
    newest = Message.objects.filter(room__in=from_seq, seq=F("room__last_seq")).with_author()
    shown = [each for each in newest if each.seq >= from_seq[each.room_id]]
    told = messages.texts(shown)
    return {each.room_id: json.loads(text) for each, text in zip(shown, told, strict=True)}


def _picture_url(room: Room) -> str | None:
    if not room.picture_version:
        return None
    return reverse("api:room_picture", args=[room.pk, room.picture_version])
