"""Keep what messages are found by: inside the transaction that changes them."""

from collections.abc import Iterable

from django.db import transaction

from chat.models import Message, SearchEntry
from chat.search.terms import terms_of


def index_message(*, message: Message) -> None:
    """From now on it is found by what it says now; a deleted one by nothing.

    Call it again once it carries files.
    """
    _index([message])


@transaction.atomic
def index_again(*, ids: Iterable[int]) -> int:
    """Index messages afresh; how many are found from now on. They are locked meanwhile: what an
    edit takes away does not come back."""
    batch = Message.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return _index(batch)


def _index(messages: Iterable[Message]) -> int:
    kept, gone = [], []
    for message in messages:
        if message.is_deleted or message.is_system:
            gone.append(message.pk)
        else:
            kept.append(SearchEntry(message=message, terms=terms_of(message)))
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["message"], update_fields=["terms"]
    )
    return len(kept)
