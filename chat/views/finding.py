"""Starting from somebody's phone number."""

from functools import partial

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import sms
from accounts.finding import LIFETIME, find_by_number, invite_by_text
from accounts.forms.finding import FindForm
from accounts.invites import make_invite
from accounts.policy import can_invite_to_site
from accounts.sms.errors import TextNotSent
from chat.errors import NotAllowed
from chat.views.invites import address_of
from chat.views.people import people_page, phone_form
from chat.views.requests import posted_from, signed_in


@posted_from("people")
@signed_in
def find(request: HttpRequest) -> HttpResponse:
    form = phone_form(request)
    if not form.is_valid():
        return people_page(request, form, status=422)
    found = find_by_number(by=request.user, number=form.cleaned_data["number"])
    if found is None:
        return _nobody(request, form)
    return redirect("person", found.username)


def _nobody(request: HttpRequest, form: FindForm) -> HttpResponse:
    facts = {"can_invite": can_invite_to_site(request.user), "can_text": sms.can_text()}
    return people_page(request, form, is_nobody=True, **facts)


@posted_from("people")
@signed_in
def invite(request: HttpRequest) -> HttpResponse:
    """Text a link to the number; where texts carry codes only, show it for its maker to send."""
    if not can_invite_to_site(request.user):
        raise NotAllowed(_("Only the owner can invite people to the whole site."))
    form = phone_form(request)
    if not form.is_valid():
        return people_page(request, form, status=422)
    if sms.can_text():
        return _text(request, form)
    made = make_invite(by=request.user, room_id=None, lifetime=LIFETIME, uses=1)
    return redirect("invite_link", made.pk)


def _text(request: HttpRequest, form: FindForm) -> HttpResponse:
    try:
        invite_by_text(
            by=request.user,
            number=form.cleaned_data["number"],
            address=get_adapter().get_client_ip(request),
            link_to=partial(address_of, request),
        )
    except TextNotSent as refusal:
        form.add_error("number", refusal.words)
        return people_page(request, form, status=503)
    messages.success(request, _("Your invitation is on its way."))
    return redirect("people")
