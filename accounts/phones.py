"""Phone numbers: how they are read, shown and looked up."""

import unicodedata
from functools import cache
from typing import NamedTuple

import phonenumbers
from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from accounts.models import PhoneNumber, User

BAD_NUMBER = _("That does not look like a phone number. Check the country and the digits.")
NO_TEXTS_THERE = _("We cannot send texts to that number. Use another one.")
# Numbers that somebody is paid for, or that nobody reads texts on.
_COSTLY = {
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PAGER,
    PhoneNumberType.VOICEMAIL,
}
FALLBACK = "US"
# What the first part of Accept-Language says where it names no country.
_HOMES = {"en": "US", "sv": "SE", "da": "DK", "cs": "CZ", "uk": "UA", "el": "GR", "ja": "JP"}
_HOMES |= {"ko": "KR", "zh": "CN", "hi": "IN", "he": "IL", "ar": "EG", "fa": "IR", "vi": "VN"}


class Country(NamedTuple):
    code: str
    prefix: int
    name: str

    @property
    def flag(self) -> str:
        return "".join(chr(ord("🇦") + ord(letter) - ord("A")) for letter in self.code)

    def __str__(self) -> str:
        """The name stands apart, out of sight where the list is closed and narrow."""
        return f"{self.flag} +{self.prefix:\u2007<5}\u2003{self.name}"


def number_from(text: str, country: str) -> str:
    """A number in any spelling as E.164; raises ValidationError with words for the person."""
    try:
        parsed = phonenumbers.parse(text, country)
    except NumberParseException:
        raise ValidationError(BAD_NUMBER, code="bad_number") from None
    if not phonenumbers.is_valid_number(parsed):
        raise ValidationError(BAD_NUMBER, code="bad_number")
    if phonenumbers.number_type(parsed) in _COSTLY or not _is_served(parsed):
        raise ValidationError(NO_TEXTS_THERE, code="no_texts_there")
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def _is_served(parsed: phonenumbers.PhoneNumber) -> bool:
    served = settings.SMS_COUNTRIES
    return not served or phonenumbers.region_code_for_number(parsed) in served


def shown(number: str) -> str:
    """As people write it: +49 1512 3456789."""
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)


def owner_of(number: str) -> User | None:
    """Whoever proved the number; a mere claim is never written down."""
    proven = PhoneNumber.objects.select_related("user").filter(number=number).first()
    return proven.user if proven else None


def number_of(user: User) -> str | None:
    return PhoneNumber.objects.filter(user=user).values_list("number", flat=True).first()


def countries() -> list[Country]:
    """Where texts can be sent, by name in the reader's language."""
    return _countries(get_language() or settings.LANGUAGE_CODE)


@cache
def _countries(language: str) -> list[Country]:
    names = _locale(language).territories
    regions = settings.SMS_COUNTRIES or phonenumbers.SUPPORTED_REGIONS
    found = (
        Country(region, phonenumbers.country_code_for_region(region), names.get(region, region))
        for region in regions
    )
    return sorted(found, key=lambda country: _plain(country.name))


def _plain(name: str) -> str:
    """Åland stands with the other A's."""
    return unicodedata.normalize("NFKD", name)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def home_country(accept_language: str) -> str:
    """The country a browser most likely stands in: the first that its languages name."""
    tags = [part.split(";")[0].strip() for part in accept_language.split(",")[:10]]
    guesses = [region for tag in tags for region in _regions(tag)]
    known = {country.code for country in countries()}
    return next((guess for guess in [*guesses, FALLBACK] if guess in known), countries()[0].code)


def _regions(tag: str) -> list[str]:
    language, *rest = tag.split("-")
    regions = [part.upper() for part in rest if len(part) == 2]
    return [*regions, _HOMES.get(language.lower(), language.upper())]
