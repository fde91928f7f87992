"""A prepared query finds what its queryset does, for everybody who asks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import ConnectionHandler, connection
from django.db.models import Count, Exists, OuterRef, Value
from django.db.models.signals import post_init

from accounts.models import User
from chat.models import Membership, Message, Room
from tests.cast import room_of, say
from texter import env
from texter.prepared import Prepared

pytestmark = pytest.mark.django_db


def mine(user_id):
    return Membership.objects.of(user_id).select_related("room", "user").order_by("pk")


def test_it_finds_what_the_queryset_does(ann, bob, cid, room):
    room_of(bob, cid, name="Other")
    prepared = Prepared(mine, int)
    for person in (ann, bob, cid, bob):
        found = prepared(person.pk)
        assert found == list(mine(person.pk))
        assert [place.user for place in found] == [person] * len(found)
        assert [place.room.name for place in found] == [
            place.room.name for place in mine(person.pk)
        ]


def test_all_of_it_comes_with_one_question_each_time(ann, bob, room, django_assert_num_queries):
    prepared = Prepared(mine, int)
    prepared(ann.pk)
    with django_assert_num_queries(2):
        assert room.name in [place.room.name for place in prepared(bob.pk)]
        assert {place.user.name for place in prepared(bob.pk)} == {bob.name}


def test_the_query_is_written_once(ann, room):
    written = []

    def write(user_id):
        written.append(user_id)
        return mine(user_id)

    prepared = Prepared(write, int)
    for _ in range(3):
        prepared(ann.pk)
    assert len(written) == 1


def test_values_stand_in_their_places(ann, bob, room):
    say(ann, room, "one")
    say(bob, room, "two")
    said = Prepared(
        lambda room_id, body, author_id: Message.objects.filter(
            room_id=room_id, body=body, author_id=author_id
        ),
        *(int, str, int),
    )
    assert [message.body for message in said(room.pk, "two", bob.pk)] == ["two"]
    assert said(room.pk, "two", ann.pk) == []
    assert said.first(room.pk, "one", ann.pk).author_id == ann.pk
    assert said.first(room.pk, "'; DROP TABLE chat_message; --", ann.pk) is None


def test_what_is_counted_and_looked_up_besides_comes_along(ann, bob, room):
    def write(user_id):
        there = Membership.objects.filter(room=OuterRef("pk"), user_id=user_id)
        counted = Room.objects.annotate(people=Count("memberships"), is_mine=Exists(there))
        return counted.filter(pk__gt=0).order_by("pk")[:50]

    prepared = Prepared(write, int)
    for person in (ann, User(pk=0)):
        facts = [(each.pk, each.people, each.is_mine) for each in prepared(person.pk)]
        assert facts == [(each.pk, each.people, each.is_mine) for each in write(person.pk)]
        assert facts


def test_columns_come_as_they_are_listed(ann, bob, room):
    def write(user_id):
        places = Membership.objects.of(user_id).values_list(Value("place"), "room_id")
        said = Message.objects.filter(author_id=user_id).values_list(Value("said"), "seq")
        return places.union(said, all=True)

    seqs = [say(each, room, "one").seq for each in (ann, bob)]
    prepared = Prepared(write, int)
    for person, seq in zip((ann, bob), seqs, strict=True):
        found = prepared(person.pk)
        assert sorted(found) == sorted(write(person.pk))
        assert ("said", seq) in found
        assert ("place", room.pk) in found


def test_one_of_a_list_is_found_however_long_it_is(ann, bob, cid, room):
    written = []

    def write(room_id, user_ids):
        written.append(len(user_ids))
        return Membership.objects.filter(room_id=room_id, user_id__in=user_ids).order_by("pk")

    prepared = Prepared(write, int, list)
    ids = [ann.pk, bob.pk, cid.pk, *range(10_000, 10_006)]
    for size in range(len(ids) + 1):
        few = ids[:size]
        assert prepared(room.pk, few) == list(
            Membership.objects.filter(room=room, user__in=few).order_by("pk")
        )
    assert prepared(room.pk, ids[::-1])
    assert written == [1, 2, 4, 8, 16]


def test_what_several_refer_to_is_made_once(ann, bob, room):
    for each in (ann, bob, ann, bob):
        say(each, room, "one")
    log = Prepared(
        lambda room_id: Message.objects.filter(room_id=room_id).select_related(
            "author", "deleted_by"
        ),
        int,
    )
    said = [each for each in log(room.pk) if each.kind == Message.Kind.TEXT]
    assert [each.author for each in said] == [ann, bob, ann, bob]
    assert said[0].author is said[2].author
    assert said[1].author is said[3].author
    assert [each.deleted_by for each in said] == [None] * 4
    assert log(room.pk)[-1].author is not said[-1].author  # known to nobody who asks later


def test_what_is_found_is_known_to_be_stored(ann, room, django_assert_num_queries):
    prepared = Prepared(lambda pk: Room.objects.filter(pk=pk).defer("topic"), int)
    [found] = prepared(room.pk)
    assert (found._state.adding, found._state.db) == (False, "default")
    assert vars(found).keys() == vars(Room.objects.defer("topic").get(pk=room.pk)).keys()
    with django_assert_num_queries(1):
        assert found.topic == room.topic
    found.name = "Other"
    found.save(update_fields=["name"])
    assert Room.objects.get(pk=room.pk).name == "Other"


def test_who_wants_to_hear_of_an_object_does(room):
    made = []

    def hear(instance, **_):
        made.append(instance)

    prepared = Prepared(lambda pk: Room.objects.filter(pk=pk), int)
    post_init.connect(hear, sender=Room)
    try:
        found = prepared(room.pk)
    finally:
        post_init.disconnect(hear, sender=Room)
    assert made == found == [room]


@pytest.mark.django_db(transaction=True)
def test_threads_ask_beside_each_other_and_after_a_connection_was_closed(ann, bob, room):
    prepared = Prepared(mine, int)

    def found_by(person):
        found = [prepared(person.pk) for _ in range(20)]
        connection.close()
        return [place.user for places in [*found, prepared(person.pk)] for place in places]

    with ThreadPoolExecutor(4) as threads:
        people = [ann, bob] * 4
        for person, found in zip(people, threads.map(found_by, people), strict=True):
            assert set(found) == {person}
        threads.map(lambda _: connection.close(), range(4))


def test_a_value_that_the_query_does_not_hold_is_a_mistake(ann):
    with pytest.raises(ValueError, match="Not every value"):
        Prepared(lambda user_id, forgotten: User.objects.filter(pk=user_id), int, int)(1, 2)


def test_what_is_ordered_by_something_else_is_a_mistake():
    def write(user_id):
        places = Membership.objects.of(user_id).values_list("role")
        return places.distinct().order_by("room__name")

    with pytest.raises(ValueError, match="does not select"):
        Prepared(write, int)(1)


class TestPostgreSQL:
    """What a connection keeps, asked of the server."""

    @pytest.fixture
    def postgresql(self, postgres_server, monkeypatch):
        monkeypatch.setenv("PLANNED_URL", postgres_server.new_database())
        connection = ConnectionHandler({"default": env.database("PLANNED_URL")})["default"]
        yield connection
        connection.close()

    @staticmethod
    def ask(connection, query, *params):
        with connection.prepared_cursor() as cursor:
            cursor.execute(query, params)
            return cursor.fetchall()

    @staticmethod
    def kept(connection) -> list[tuple[str, int]]:
        """Statements, and how often their plan was there already."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements"
            )
            return cursor.fetchall()

    def test_it_is_planned_once_however_big_a_number_is(self, postgresql):
        for number in (1, 100_000, 10**12):
            assert self.ask(postgresql, "SELECT %s + 1, %s", number, "x") == [(number + 1, "x")]
        assert self.kept(postgresql) == [("SELECT $1 + 1, $2", 3)]

    def test_a_changed_column_is_no_trouble(self, postgresql):
        with postgresql.cursor() as cursor:
            cursor.execute("CREATE TABLE thing (name varchar(5)); INSERT INTO thing VALUES ('a')")
        assert self.ask(postgresql, "SELECT name FROM thing") == [("a",)]
        with postgresql.cursor() as cursor:
            cursor.execute("ALTER TABLE thing ALTER COLUMN name TYPE varchar(9)")
        assert self.ask(postgresql, "SELECT name FROM thing") == [("a",)]
        assert self.kept(postgresql) == [("SELECT name FROM thing", 1)]

    def test_where_connections_change_nothing_is_kept(self, postgresql, settings):
        settings.DATABASE_PREPARED = False
        assert self.ask(postgresql, "SELECT %s", "x") == [("x",)]
        assert self.kept(postgresql) == []

    def test_nor_in_a_transaction(self, postgresql):
        postgresql.set_autocommit(False)
        postgresql.in_atomic_block = True
        assert self.ask(postgresql, "SELECT %s", "x") == [("x",)]
        postgresql.in_atomic_block = False
        postgresql.rollback()
        assert self.kept(postgresql) == []
