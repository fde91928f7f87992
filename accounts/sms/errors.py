"""What becomes of a text that was not sent, and of a code that was not checked."""

from django.utils.translation import gettext as _


class CodeNotChecked(Exception):
    """Nobody knows whether the code is right: the service that made it does not answer."""

    def __init__(self):
        self.words = _("We could not check the code. Try again.")
        super().__init__(self.words)


class TextNotSent(Exception):
    """`words` say to the person why, and what else they can do."""

    def __init__(self, words: str = ""):
        self.words = words or _("We could not send the text. Try again or use another way in.")
        super().__init__(self.words)
