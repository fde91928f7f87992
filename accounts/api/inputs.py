"""What programs send to sign in, checked as on the pages."""

from allauth.account.adapter import get_adapter
from allauth.headless.account import inputs as allauth_inputs
from allauth.headless.internal.restkit.inputs import CharField, EmailField, Input
from allauth.headless.mfa import inputs as allauth_mfa_inputs
from allauth.headless.socialaccount.inputs import ProviderTokenInput
from allauth.socialaccount.adapter import get_adapter as get_socialaccount_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import guesses
from accounts.codes import AwaitedCode
from accounts.forms.codes import LENGTH, CodeForm, tried
from accounts.forms.factors import CountedCode
from accounts.forms.passwords import LinkForm
from accounts.forms.phones import NO_NUMBER, InternationalNumber
from accounts.forms.signup import NEITHER
from accounts.forms.usernames import NewUsernameField
from accounts.models import User

NO_TEXTS = _("This site sends no texts. Use another way in.")
BAD_TOKEN = _("That token is no good.")


class NumberInput(Input):
    """Codes go to phones only: allauth counts the tries at a mailed one in the session, where many
    at once overwrite each other."""

    phone = InternationalNumber(error_messages={"required": NO_NUMBER})

    def clean_phone(self) -> str:
        if settings.SMS == "off":
            raise ValidationError(NO_TEXTS, code="no_texts")
        return self.cleaned_data["phone"]


class MailedCodeInput(Input):
    """`key`: the six digits, as allauth's API calls them."""

    key = CharField(min_length=LENGTH, max_length=20)

    def __init__(self, *args, awaited: AwaitedCode, **kwargs):
        self.awaited = awaited
        super().__init__(*args, **kwargs)

    def clean_key(self) -> str:
        return tried(self.awaited, self.cleaned_data["key"])


class AddressInput(Input):
    email = EmailField()

    def clean_email(self) -> str:
        return get_adapter().clean_email(self.cleaned_data["email"].lower())


class CodeInput(CodeForm):
    """A newcomer may say their name along with the code."""

    name = CharField(required=False)


class LoginInput(allauth_inputs.LoginInput):
    """Read as on the page: a username in one spelling, a password as it is."""

    password = CharField(strip=False)

    def clean_username(self) -> str:
        return User.normalize_username(self.cleaned_data["username"])


class LinkInput(LinkForm, allauth_inputs.RequestPasswordResetInput):
    pass


class PasswordInput(allauth_inputs.ChangePasswordInput):
    def clean_current_password(self) -> str:
        password = self.cleaned_data["current_password"]
        if password and not guesses.is_own_password(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class SecondStepInput(CountedCode, allauth_mfa_inputs.AuthenticateInput):
    pass


class FactorProofInput(CountedCode, allauth_mfa_inputs.ReauthenticateInput):
    pass


class SignupInput(allauth_inputs.SignupInput):
    name = CharField(required=False)
    password = CharField(strip=False)
    username = NewUsernameField(required=False, min_length=settings.ACCOUNT_USERNAME_MIN_LENGTH)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = settings.EMAIL_REQUIRED

    def clean(self) -> dict:
        cleaned = super().clean()
        if not (cleaned.get("username") or cleaned.get("email") or self.errors):
            self.add_error("username", NEITHER)
        if cleaned.get("password"):
            self._clean_likeness(cleaned)
        return cleaned

    def _clean_likeness(self, cleaned: dict) -> None:
        user = User(username=cleaned.get("username") or "", email=cleaned.get("email") or "")
        try:
            get_adapter().clean_password(cleaned["password"], user=user)
        except ValidationError as refusal:
            self.add_error("password", refusal)


class VoucherInput(ProviderTokenInput):
    """Another site's token. Its unsigned part is a stranger's, and allauth trusts its shape."""

    def clean(self) -> dict:
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            self.add_error("token", get_socialaccount_adapter().validation_error("invalid_token"))
            return self.cleaned_data
