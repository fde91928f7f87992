"""Naming the program that gets a token, and saying how far it is trusted."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.cards import CardForm
from accounts.models import PersonalToken
from accounts.people import NAME_LENGTH
from texter.words import clean_line

NO_NAME = _("Say which program it is for.")
LIVES = {
    "month": (timedelta(days=30), _("30 days")),
    "quarter": (timedelta(days=90), _("90 days")),
    "year": (timedelta(days=365), _("1 year")),
    "revoked": (None, _("Until I revoke it")),
}


class NameForm(CardForm):
    name = forms.CharField(
        label=_("For which program?"),
        max_length=NAME_LENGTH,
        error_messages={"required": NO_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "go"}),
    )

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(NO_NAME, code="required")
        return name


class ProgramForm(NameForm):
    """`expires_at` is when it ends, None for never. What is left out is as it was before there was a
    choice."""

    scope = forms.ChoiceField(
        label=_("What may it do?"),
        choices=PersonalToken.Scope,
        initial=PersonalToken.Scope.WRITE,
        required=False,
    )
    lasts = forms.ChoiceField(
        label=_("How long is it good?"),
        choices=[(word, label) for word, (_span, label) in LIVES.items()],
        initial="revoked",
        required=False,
    )

    def clean(self) -> dict:
        fields = super().clean()
        span = LIVES[fields.pop("lasts", "") or "revoked"][0]
        fields["scope"] = fields.get("scope") or PersonalToken.Scope.WRITE
        return fields | {"expires_at": timezone.now() + span if span else None}
