"""The owner's decision on who may sign up."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.utils.translation import gettext_lazy as _

from accounts import ways
from accounts.models import SitePolicy

NO_DOMAIN = _("Enter at least one domain, as in example.org.")
BAD_DOMAIN = _("“%(domain)s” is not a domain. One looks like example.org.")
NO_PROOF = _(
    "Nothing here can prove an address yet. "
    "Set GOOGLE_CLIENT_ID or OIDC_SERVER and restart, then choose this."
)

is_domain = DomainNameValidator()


class PolicyForm(forms.Form):
    signup = forms.ChoiceField(
        choices=SitePolicy.Signup,
        error_messages={"required": _("Choose who may sign up.")},
    )
    domains = forms.CharField(required=False, max_length=2_000)

    def clean_domains(self) -> str:
        """One spelling: small letters, single spaces, without the @ that people put in front."""
        words = self.cleaned_data["domains"].lower().replace(",", " ").split()
        domains = dict.fromkeys(word.removeprefix("@") for word in words)
        for domain in domains:
            _check(domain)
        return " ".join(domains)

    def clean_signup(self) -> str:
        signup = self.cleaned_data["signup"]
        if signup == SitePolicy.Signup.DOMAIN and not ways.other_sites():
            raise ValidationError(NO_PROOF, code="no_proof")
        return signup

    def clean(self) -> dict:
        facts = super().clean()
        needs_domain = facts.get("signup") == SitePolicy.Signup.DOMAIN
        if needs_domain and not facts.get("domains") and "domains" not in self.errors:
            self.add_error("domains", NO_DOMAIN)
        return facts


def _check(domain: str) -> None:
    try:
        is_domain(domain)
    except ValidationError:
        raise ValidationError(BAD_DOMAIN, code="invalid", params={"domain": domain}) from None
