"""What a newcomer is told where the site takes nobody in, or not like this."""

from allauth.account.utils import passthrough_next_redirect_url
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import policy


def signup_closed(request: HttpRequest) -> HttpResponse:
    login_url = passthrough_next_redirect_url(request, reverse("account_login"), "next")
    facts = {"refusal": policy.refusal(), "login_url": login_url}
    return render(request, "account/signup_closed.html", facts, status=403)
