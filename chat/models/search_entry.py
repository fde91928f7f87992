"""The words that a message is found by."""

from collections.abc import Iterable

from django.db import models

from chat.models.message import Message


class TermsField(models.Field):
    """Terms in their order, written as each database indexes them; nothing reads them back."""

    _pyi_private_set_type: Iterable[str]

    def db_type(self, connection) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Iterable[str], connection, prepared=False) -> str:
        if connection.vendor == "postgresql":
            return " ".join(f"'{term}':{place}" for place, term in enumerate(value, 1))
        return " ".join(value)


class SearchEntry(models.Model):
    """Kept by chat/actions/indexing.py; migration 0004 says what each database makes of it."""

    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    terms = TermsField()

    def __str__(self) -> str:
        return f"terms of {self.message_id}"
