"""Oneself: what one shows, and going for good."""

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router

from accounts import people, profiles
from accounts.forms.farewells import OWNER_STAYS, FarewellForm
from accounts.forms.profiles import BioForm, NameForm, UsernameForm
from chat import seen
from chat.api.credentials import Scope, credentials
from chat.api.forms import checked, fault
from chat.api.proof import check_proof
from chat.api.schemas.people import Farewell, Me, MeChange, Proof
from chat.errors import NotAllowed

router = Router(tags=["me"])

FORMS = {"name": NameForm, "username": UsernameForm, "bio": BioForm}
TAKEN = gettext_lazy("A user with that username already exists.")


@router.get("/me", response={200: Me}, summary="Who I am")
def me(request: HttpRequest):
    return seen.oneself(request.user)


@router.patch("/me", response={200: Me}, summary="Change what I show of myself")
def change_me(request: HttpRequest, change: MeChange):
    fields = {}
    for name, value in change.dict(exclude_unset=True).items():
        fields |= checked(FORMS[name]({name: value}, user=request.user))
    try:
        profiles.change(request.user, **fields)
    except IntegrityError:  # somebody took it this moment
        raise fault("username", "username_taken", TAKEN) from None
    return seen.oneself(request.user)


@router.delete(
    "/me",
    response={200: Farewell},
    auth=credentials(Scope.ADMIN),
    summary="Delete my account",
    description="With the password, or within 5 minutes of signing in. At once and for good.",
)
def delete_me(request: HttpRequest, proof: Proof | None = None):
    if request.user.is_owner:
        raise NotAllowed(OWNER_STAYS)
    password = proof.password if proof else ""
    if password and request.user.has_usable_password():
        checked(FarewellForm({"password": password}, user=request.user))
    else:
        check_proof(request)
    people.delete_person(request.user)
    return {
        "gone": _(
            "Your name, username, photo and what you wrote about yourself. Your e-mail addresses,"
            " phone number, connected accounts, passkeys and tokens. Your places in rooms."
        ),
        "stays": _("Your messages. Others see them as written by “Deleted person”."),
    }
