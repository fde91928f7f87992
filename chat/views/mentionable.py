"""Whom one may name: what the composer offers behind an @."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chat import access
from chat.mentionable import mentionable_for
from chat.views.requests import signed_in, words_sought


@require_GET
@signed_in
def mentionable(request: HttpRequest, room_id: int) -> HttpResponse:
    membership = access.membership_for(request.user, room_id)
    found = mentionable_for(membership, words_sought(request))
    return render(request, "chat/_mentionable.html", found._asdict())
