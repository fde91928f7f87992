"""What people fill in about a room."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models.user import HUES
from chat.models import Room
from chat.models.room import SLOW_MODES


class LooksForm(forms.Form):
    """Length and blankness are the action's to judge, so that programs hear the same words."""

    name = forms.CharField(required=False, max_length=10_000)
    topic = forms.CharField(required=False, max_length=10_000)
    colour = forms.TypedChoiceField(
        required=False,
        choices=[("", _("Any")), *[(hue, hue) for hue in range(HUES)]],
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Choose one of the twelve colours.")},
    )


class PaceForm(forms.Form):
    """How long a member waits between two messages."""

    seconds = forms.TypedChoiceField(
        choices=list(SLOW_MODES.items()),
        coerce=int,
        error_messages={"required": _("Choose how long."), "invalid_choice": _("Choose how long.")},
    )


class DoorForm(forms.Form):
    """Who gets in: the room's kind, and how many."""

    kind = forms.ChoiceField(
        choices=[(Room.Kind.OPEN, _("Open")), (Room.Kind.CLOSED, _("Closed"))],
        error_messages={"required": _("Choose who can join.")},
    )
    limit = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=settings.MAX_USERS_IN_ROOM,
        error_messages={
            "min_value": _("At least 1 person has to fit in."),
            "max_value": _("This site lets up to %(limit_value)s people into a room."),
            "invalid": _("Enter a whole number, or leave it empty."),
        },
    )
