"""What a person says about themself."""

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.cards import CardForm
from accounts.forms.names import NameField
from accounts.forms.usernames import NewUsernameField, as_username
from accounts.models import User
from texter.words import clean

BIO_LENGTH = User._meta.get_field("bio").max_length
USERNAME_LENGTH = User._meta.get_field("username").max_length


class LinesField(forms.CharField):
    """Some lines as they are kept. A browser counts the end of a line once, so it counts once here."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        return clean(super().to_python(value))


class ProfileForm(CardForm):
    """A form about `user`, which it only reads."""

    def __init__(self, *args, user: User, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)


class NameForm(ProfileForm):
    name = NameField(label=_("Name"), help_text=_("What people call you."))


class UsernameForm(ProfileForm):
    username = NewUsernameField(
        label=_("Username"),
        min_length=settings.ACCOUNT_USERNAME_MIN_LENGTH,
        max_length=USERNAME_LENGTH,
        help_text=_("You sign in with it, and people find you by it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        as_username(self.fields["username"])

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if username == self.user.username:
            return username
        return get_adapter().clean_username(username)


class BioForm(ProfileForm):
    bio = LinesField(
        label=_("A few words"),
        max_length=BIO_LENGTH,
        required=False,
        help_text=_("Up to 200 characters."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
