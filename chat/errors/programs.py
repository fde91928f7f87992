"""What programs that speak are refused, and who keeps them."""

from django.utils.translation import gettext_lazy as _

from chat.errors.base import ChatError


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
