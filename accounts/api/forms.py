"""The fields of a program's request, held to what they are."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNKNOWN = _("There is no such field.")
MISSING = _("This is missing.")
NOT_TEXT = _("This has to be text.")


class TextField(forms.CharField):
    default_error_messages = {"required": MISSING, "not_text": NOT_TEXT}

    def to_python(self, value: object) -> str:
        if value is not None and not isinstance(value, str):
            raise ValidationError(self.error_messages["not_text"], code="not_text")
        return super().to_python(value)


class FieldsForm(forms.Form):
    """A form that takes no fields but its own."""

    def clean(self) -> dict:
        for name in self.data.keys() - self.fields.keys():
            unknown = ValidationError(UNKNOWN, code="unknown")
            self.errors[name] = self.error_class([unknown])
        return super().clean()

    def faults(self) -> list[dict]:
        return [
            {"field": field, "code": each["code"], "detail": each["message"]}
            for field, errors in self.errors.get_json_data().items()
            for each in errors
        ]


class CredentialsForm(FieldsForm):
    username = TextField(max_length=254)
    password = TextField(strip=False, max_length=1024)
