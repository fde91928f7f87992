"""What becomes of a text that was not sent."""

from django.utils.translation import gettext as _


class TextNotSent(Exception):
    """`words` say to the person why, and what else they can do."""

    def __init__(self, words: str = ""):
        self.words = words or _("We could not send the text. Try again or use another way in.")
        super().__init__(self.words)
