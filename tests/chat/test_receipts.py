"""Whose reading position a member of a small room may see."""

import pytest

from chat.actions.memberships import leave_room
from chat.receipts import members_of, positions_for
from tests.cast import membership

pytestmark = pytest.mark.django_db


def test_a_member_sees_the_others(ann, bob, room):
    mine = membership(ann, room)
    assert [each.user for each in positions_for(mine, members_of(room.pk))] == [bob]


def test_whoever_was_in_when_the_page_began_and_is_out_sees_nobody(ann, bob, room):
    his = membership(bob, room)
    leave_room(membership=membership(bob, room))
    assert positions_for(his, members_of(room.pk)) == []
