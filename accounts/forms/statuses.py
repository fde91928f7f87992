"""What a person is at just now, and what others see of their comings and goings."""

import unicodedata
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from texter.words import clean_line

HALF_AN_HOUR, AN_HOUR, TODAY, ALWAYS = "30m", "1h", "today", ""
SPANS = {HALF_AN_HOUR: timedelta(minutes=30), AN_HOUR: timedelta(hours=1)}
LASTS = [
    (ALWAYS, _("Until I clear it")),
    (HALF_AN_HOUR, _("30 minutes")),
    (AN_HOUR, _("1 hour")),
    (TODAY, _("Today")),
]
EMOJI_LENGTH = User._meta.get_field("status_emoji").max_length
TEXT_LENGTH = User._meta.get_field("status_text").max_length


class LineField(forms.CharField):
    def to_python(self, value: str | None) -> str:
        return clean_line(super().to_python(value))


class StatusForm(forms.Form):
    """`zone` is the viewer's: their day ends when it does there."""

    emoji = LineField(label=_("Emoji"), max_length=EMOJI_LENGTH, required=False)
    text = LineField(label=_("What you are at"), max_length=TEXT_LENGTH, required=False)
    lasts = forms.ChoiceField(
        label=_("Clear it after"), choices=LASTS, required=False, widget=forms.RadioSelect
    )

    def clean_emoji(self) -> str:
        emoji = self.cleaned_data["emoji"]
        if any(unicodedata.category(character).startswith("L") for character in emoji):
            raise ValidationError(_("Pick an emoji here, and write the words beside it."))
        return emoji

    def until(self, zone):
        """When it ends; None: never."""
        lasts = self.cleaned_data["lasts"]
        if lasts != TODAY:
            return timezone.now() + SPANS[lasts] if lasts in SPANS else None
        midnight = timezone.localtime(timezone=zone).replace(hour=0, minute=0, second=0)
        return midnight.replace(microsecond=0) + timedelta(days=1)
