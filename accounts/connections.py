"""The verb about other sites: one's word is taken no more."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.signals import social_account_removed
from django.contrib import messages
from django.http import HttpRequest

REMOVED = "socialaccount/messages/account_disconnected.txt"


def disconnect(request: HttpRequest, connection: SocialAccount) -> None:
    """allauth's own fails for a site that is no longer asked. Raises ReauthenticationRequired."""
    raise_if_reauthentication_required(request, app="allauth.socialaccount")
    connection.delete()
    social_account_removed.send(sender=SocialAccount, request=request, socialaccount=connection)
    get_adapter().add_message(request, messages.INFO, REMOVED)
