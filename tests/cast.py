"""The cast: ann owns the site and the room, bob is a member, cid is an outsider."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts import people
from accounts.models import User
from chat.actions.drafts import Draft
from chat.actions.memberships import join_room
from chat.actions.messages import send_message
from chat.actions.rooms import open_room
from chat.models import Membership, Room
from tests.services.twilio import FakeTwilio

PASSWORD = "correct horse battery"


def person(name: str) -> User:
    user = User(username=name.lower(), name=name.title())
    user.set_password(PASSWORD)
    return people.add_person(user)


def room_of(owner: User, *members: User, name: str = "Launch week") -> Room:
    room = open_room(by=owner, name=name)
    for member in members:
        join_room(room=room, user=member)
    return Room.objects.get(pk=room.pk)


def membership(user: User, room: Room) -> Membership:
    return Membership.objects.select_related("room", "user").get(user=user, room=room)


def say(user: User, room: Room, body: str, client_id=None, **more):
    draft = Draft(body, client_id or uuid4(), **more)
    return send_message(membership=membership(user, room), draft=draft)


def together(*calls: Callable) -> list:
    """Run the calls at the same moment, each on its own thread and database connection."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return [future.result() for future in [threads.submit(run, call) for call in calls]]


def prove_by_text(client: Client, twilio: FakeTwilio, number: str) -> None:
    """Somebody who has only this number shows that it is still them."""
    client.post(reverse("reauthenticate_by_text"))
    client.post(reverse("reauthenticate_by_code"), {"code": twilio.code_for(number)})
