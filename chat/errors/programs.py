"""What programs that speak are refused, and who keeps them."""

from django.utils.translation import gettext_lazy as _

from chat.errors.base import ChatError, NotAllowed


class WebhookNotFound(ChatError):
    """Revoked, rotated, of another room, never made: who holds a token is told the same."""

    status = 404
    code = "webhook_not_found"
    words = _("That webhook does not exist.")


class BotNotFound(ChatError):
    status = 404
    code = "bot_not_found"
    words = _("That bot does not exist, or it is not yours.")


class DeliveryNotFound(ChatError):
    status = 404
    code = "delivery_not_found"
    words = _("That delivery is not there, or it is still under way.")


class TokenNotFound(ChatError):
    status = 404
    code = "token_not_found"
    words = _("That token does not exist, or it is not yours.")


class TooManyTokens(ChatError):
    status = 409
    code = "too_many_tokens"


class ProofNeeded(NotAllowed):
    """What cannot be undone, and what lasts, takes more than a program that is signed in."""

    code = "reauthentication_required"
    words = _("Show that it is you: sign in again, and do this within 5 minutes.")
