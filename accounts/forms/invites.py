"""How long a new invite link works, and for how many people."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

LIFETIMES = {
    "hour": (timedelta(hours=1), _("1 hour")),
    "day": (timedelta(days=1), _("1 day")),
    "week": (timedelta(days=7), _("7 days")),
    "never": (None, _("No end")),
}
USES = {
    "one": (1, "1"),
    "ten": (10, "10"),
    "hundred": (100, "100"),
    "unlimited": (None, _("No limit")),
}


def _choices(meanings: dict) -> list:
    return [(word, label) for word, (_meaning, label) in meanings.items()]


class InviteForm(forms.Form):
    lifetime = forms.ChoiceField(
        choices=_choices(LIFETIMES),
        initial="week",
        error_messages={"required": _("Choose how long the link works.")},
    )
    uses = forms.ChoiceField(
        choices=_choices(USES),
        initial="unlimited",
        error_messages={"required": _("Choose how many people may use the link.")},
    )

    def clean_lifetime(self) -> timedelta | None:
        return LIFETIMES[self.cleaned_data["lifetime"]][0]

    def clean_uses(self) -> int | None:
        return USES[self.cleaned_data["uses"]][0]
