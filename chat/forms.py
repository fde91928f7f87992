"""What people fill in about a room."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from accounts import site
from accounts.forms.cards import CardForm
from accounts.forms.names import NameField
from accounts.models.user import HUES
from chat.models import Room
from chat.models.room import SLOW_MODES
from texter.connections import Unfetchable, checked


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
        error_messages={
            "min_value": _("At least 1 person has to fit in."),
            "max_value": _("This site lets up to %(limit_value)s people into a room."),
            "invalid": _("Enter a whole number, or leave it empty."),
        },
    )

    def __init__(self, *args, **kwargs):
        """The site may let in fewer than the environment does."""
        super().__init__(*args, **kwargs)
        self.fields["limit"].validators.append(MaxValueValidator(site.current().most_people))


class ProgramNameForm(CardForm):
    """What a webhook or a bot is called."""

    name = NameField(label=_("Name"), help_text=_("What people see beside what it says."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Give it a name.")
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def dress(self) -> None:
        """The cursor waits in no field: the page is more than its form."""
        super().dress()
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)


class BotForm(ProgramNameForm):
    address = forms.URLField(
        label=_("Address of its program"),
        help_text=_("What is said to the bot is posted there. Empty: nowhere."),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address that begins with https or http.")},
    )

    def clean_address(self) -> str:
        """What can never be reached is said here, and not only in the log."""
        address = self.cleaned_data["address"]
        try:
            if address:
                checked(address, settings.WEBHOOK_HOSTS)
        except Unfetchable:
            words = _("Use an address of the web, on its usual port and without a password in it.")
            raise ValidationError(words, code="unfetchable") from None
        return address
