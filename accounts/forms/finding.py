"""Typing somebody else's phone number."""

from django.utils.translation import gettext_lazy as _

from accounts.forms.phones import PhoneForm

NO_NUMBER = _("Enter a phone number.")


class FindForm(PhoneForm):
    """On a page of its own reader: it neither takes the focus nor offers their own number."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].error_messages["required"] = NO_NUMBER
        for field in self.fields.values():
            field.widget.attrs |= {"class": "input", "autocomplete": "off"}
