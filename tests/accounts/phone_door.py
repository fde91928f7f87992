"""What people do at the door for phones; conftest.py has the fixtures."""

from django.test import Client
from django.urls import reverse

from accounts.models import Allowance

NUMBER, OTHER = "+4915123456789", "+4915123456780"
LOGIN, CODE, NAME = "account_login", "account_confirm_login_code", "account_phone_signup"


def type_code(client: Client, code: str, query: str = ""):
    return client.post(reverse(CODE) + query, {"code": code})


def type_wrong(client: Client, code: str):
    """The page that one is led to."""
    return client.get(type_code(client, code).url)


def wait_over() -> None:
    """The half minute between two texts to a number has passed."""
    Allowance.objects.filter(key__contains=":30:").delete()
