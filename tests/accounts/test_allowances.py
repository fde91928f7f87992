"""Ceilings hold exactly, whoever counts at once."""

from datetime import timedelta
from functools import partial

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from accounts.allowances import Ceiling, Spent, spend, spend_all
from accounts.models import Allowance
from tests.cast import together

TRIES = Ceiling("tries", limit=3, seconds=60)
DAY = Ceiling("day", limit=5, seconds=86_400)


def is_granted(*spendings) -> bool:
    try:
        spend_all(*spendings)
    except Spent:
        return False
    return True


@pytest.mark.django_db
def test_what_is_left_is_granted_and_the_rest_refused():
    assert [is_granted((TRIES, "ann")) for _ in range(5)] == [True] * 3 + [False] * 2
    assert is_granted((TRIES, "bob")), "everybody has their own"


@pytest.mark.django_db
def test_a_refusal_says_how_long_to_wait():
    for _ in range(3):
        spend(TRIES, "ann")
    with pytest.raises(Spent) as refusal:
        spend(TRIES, "ann")
    assert 55 <= refusal.value.seconds <= 60


@pytest.mark.django_db
def test_it_renews():
    for _ in range(3):
        spend(TRIES, "ann")
    Allowance.objects.update(renews_at=timezone.now() - timedelta(seconds=1))
    assert [is_granted((TRIES, "ann")) for _ in range(4)] == [True] * 3 + [False]


@pytest.mark.django_db
def test_of_several_ceilings_all_are_counted_or_none():
    for _ in range(3):
        spend(TRIES, "ann")
    assert not is_granted((DAY, "all"), (TRIES, "ann"))
    assert [is_granted((DAY, "all")) for _ in range(6)] == [True] * 5 + [False]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_granted_exactly_the_limit():
    calls = [partial(is_granted, (TRIES, "ann"), (DAY, "all")) for _ in range(20)]
    assert sum(together(*calls)) == 3


@pytest.mark.django_db
def test_what_has_renewed_is_forgotten_and_names_nobody():
    spend(TRIES, "+4915123456789")
    assert "15123456789" not in Allowance.objects.get().key
    Allowance.objects.update(renews_at=timezone.now() - timedelta(hours=2))
    spend(TRIES, "somebody else")
    assert Allowance.objects.count() == 1


@pytest.mark.django_db
def test_what_somebody_renews_meanwhile_is_not_forgotten(monkeypatch):
    spend(TRIES, "ann")
    Allowance.objects.update(renews_at=timezone.now() - timedelta(hours=2))
    delete = QuerySet.delete

    def renew_first(old):
        monkeypatch.setattr(QuerySet, "delete", delete)
        for _ in range(3):
            spend(TRIES, "ann")
        return old.delete()

    monkeypatch.setattr(QuerySet, "delete", renew_first)
    spend(TRIES, "bob")
    assert not is_granted((TRIES, "ann")), "her three were granted while bob was counted"


@pytest.mark.django_db
def test_more_than_one_is_counted_at_once():
    assert spend(DAY, "ann", 3) == 3
    with pytest.raises(Spent):
        spend(DAY, "ann", 3)
    assert spend(DAY, "ann", 2) == 5
    with pytest.raises(Spent):
        spend(DAY, "bob", 6)
    Allowance.objects.update(renews_at=timezone.now() - timedelta(seconds=1))
    assert spend(DAY, "ann", 4) == 4
