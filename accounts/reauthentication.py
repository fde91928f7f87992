"""Asking "is it you?" by a text: whoever has a number and nothing else, allauth lets pass unasked."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.http import HttpRequest

from accounts import phones
from accounts.models import User


def is_by_text(user: User) -> bool:
    """Whether a text is the only way to ask this person."""
    if not user.is_authenticated or settings.SMS == "off" or get_reauthentication_flows(user):
        return False
    return phones.number_of(user) is not None


def is_text_due(request: HttpRequest) -> bool:
    """Whether to text a code first. One that let them in a moment ago will do: texts cost."""
    timeout = app_settings.REAUTHENTICATION_TIMEOUT
    return is_by_text(request.user) and not typed_code(request, within=timeout)


def typed_code(request: HttpRequest, *, within: float) -> bool:
    """Whether this session typed a texted code in the last seconds."""
    records = get_authentication_records(request, request.user)
    since = time.time() - within
    return any(each["method"] == "code" and each["at"] > since for each in records)
