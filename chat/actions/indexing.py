"""Keep what messages are found by: inside the transaction that changes them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from chat.models import Message, SearchEntry
from chat.search.terms import terms_of, words_said

# Written out: it is part of every send, and putting it together takes longer than carrying it out.
KEEP = """
INSERT INTO chat_searchentry (message_id, terms) VALUES (%s, %s)
ON CONFLICT (message_id) DO UPDATE SET terms = excluded.terms
"""


def index_message(*, message: Message, words: Sequence[str]) -> None:
    """From now on it is found by these words, which it says now; a deleted one by nothing."""
    if not _is_found(message):
        _index([message], {})
        return
    terms = SearchEntry.terms.field.get_db_prep_value(terms_of(message, words), connection)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [message.pk, terms])


def index_again(*, ids: Iterable[int]) -> int:
    """Index messages afresh; how many are found from now on.

    Folding takes longer than anybody should wait for a lock, so it comes first.
    """
    said = {message.pk: message for message in Message.objects.filter(pk__in=ids)}
    words = {pk: words_said(message) for pk, message in said.items() if _is_found(message)}
    return _index_unchanged(said, words)


@transaction.atomic
def _index_unchanged(said: dict[int, Message], words: dict[int, list[str]]) -> int:
    """What was edited meanwhile is indexed already: what the edit took away does not come back."""
    now = Message.objects.select_for_update().filter(pk__in=said).order_by("pk")
    return _index([each for each in now if _is_same(each, said[each.pk])], words)


def _is_same(one: Message, other: Message) -> bool:
    return (one.body, one.html, one.deleted_at) == (other.body, other.html, other.deleted_at)


def _index(messages: Iterable[Message], words: Mapping[int, Sequence[str]]) -> int:
    kept, gone = [], []
    for message in messages:
        if _is_found(message):
            terms = terms_of(message, words[message.pk])
            kept.append(SearchEntry(message=message, terms=terms))
        else:
            gone.append(message.pk)
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["message"], update_fields=["terms"]
    )
    return len(kept)


def _is_found(message: Message) -> bool:
    return not (message.is_deleted or message.is_system)
