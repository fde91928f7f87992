"""The one question to somebody who came in by a phone."""

from accounts.forms.cards import CardForm
from accounts.forms.names import NameField


class NewcomerForm(CardForm):
    name = NameField()
