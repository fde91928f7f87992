"""Contacts and blocks: the page about them, and each thing that changes them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts import blocks
from accounts.circles import acquaintances_of
from accounts.contacts import accept_contact, ask_contact, decline_contact, remove_contact
from chat import access
from chat.views.people import changed_person
from chat.views.requests import signed_in


@require_GET
@signed_in
def contacts(request: HttpRequest) -> HttpResponse:
    return render(request, "chat/contacts.html", {"known": acquaintances_of(request.user)})


@require_POST
@signed_in
def ask(request: HttpRequest, username: str) -> HttpResponse:
    person = access.unblocked_person_for(request.user, username)
    ask_contact(by=request.user, of=person)
    return changed_person(request, person)


@require_POST
@signed_in
def accept(request: HttpRequest, username: str) -> HttpResponse:
    contact = accept_contact(contact=access.ask_for(request.user, username))
    return changed_person(request, contact.asker)


@require_POST
@signed_in
def decline(request: HttpRequest, username: str) -> HttpResponse:
    """Somebody's ask, or one's own that is taken back."""
    decline_contact(contact=access.contact_for(request.user, username))
    return changed_person(request, access.person_for(request.user, username))


@require_POST
@signed_in
def remove(request: HttpRequest, username: str) -> HttpResponse:
    remove_contact(contact=access.contact_for(request.user, username))
    return changed_person(request, access.person_for(request.user, username))


@require_POST
@signed_in
def block(request: HttpRequest, username: str) -> HttpResponse:
    person = access.other_person_for(request.user, username)
    blocks.block(by=request.user, whom=person)
    return changed_person(request, person)


@require_POST
@signed_in
def unblock(request: HttpRequest, username: str) -> HttpResponse:
    person = access.other_person_for(request.user, username)
    blocks.unblock(by=request.user, whom=person)
    return changed_person(request, person)
