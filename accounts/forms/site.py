"""What a site is called, and what it allows."""

from typing import NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import SitePolicy
from accounts.models.site import MEGABYTE, NAME_LENGTH
from texter.words import clean_line

LIMITS = ("room_size", "file_megabytes", "messages_a_minute")
REFUSALS = {
    "min_value": gettext_lazy("Enter 1 or more, or leave it empty."),
    "max_value": gettext_lazy("It can be up to %(limit_value)s here."),
    "invalid": gettext_lazy("Enter a whole number, or leave it empty."),
}


class SiteNameForm(forms.Form):
    name = forms.CharField(
        required=False,
        max_length=NAME_LENGTH,
        error_messages={
            "max_length": gettext_lazy("A site’s name can be up to %(limit_value)d characters.")
        },
    )

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"])


class LimitsForm(forms.Form):
    """Who makes rooms, and the numbers; one that is left empty is as the environment says."""

    founders = forms.ChoiceField(
        label=gettext_lazy("Who may start rooms"),
        choices=SitePolicy.Founders,
        error_messages={"required": gettext_lazy("Choose who may start rooms.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.data if self.is_bound else self.initial
        for limit in _limits():
            self.fields[limit.name] = limit.field(is_set=chosen.get(limit.name) not in (None, ""))

    @property
    def limits(self) -> list[forms.BoundField]:
        return [self[name] for name in LIMITS]


class Limit(NamedTuple):
    """`variable`: what bounds it in the environment; blank: texter itself does."""

    name: str
    label: str
    most: int
    variable: str = ""

    def field(self, *, is_set: bool) -> forms.IntegerField:
        return forms.IntegerField(
            label=self.label,
            help_text=self.source(is_set),
            required=False,
            min_value=1,
            max_value=self.most,
            error_messages=REFUSALS,
        )

    def source(self, is_set: bool) -> str:
        """Where the number comes from."""
        if is_set and self.variable:
            words = _("Set here. %(variable)s allows up to %(most)s.")
        elif is_set:
            words = _("Set here. texter allows up to %(most)s.")
        elif self.variable:
            words = _("%(most)s, from %(variable)s.")
        else:
            words = _("%(most)s, texter’s own limit.")
        return words % {"most": self.most, "variable": self.variable}


def _limits() -> tuple[Limit, ...]:
    return (
        Limit("room_size", _("People in a room"), settings.MAX_USERS_IN_ROOM, "MAX_USERS_IN_ROOM"),
        Limit("file_megabytes", _("Megabytes in a file"), settings.ATTACHMENT_BYTES // MEGABYTE),
        Limit(
            "messages_a_minute",
            _("Messages of one person in one room, a minute"),
            settings.MESSAGES_A_MINUTE,
            "MESSAGES_A_MINUTE",
        ),
    )
