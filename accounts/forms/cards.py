"""What the forms on the account card have in common."""

from django import forms


class CardForm(forms.Form):
    """A form on the account card: the cursor waits in the first field that needs a hand."""

    def dress(self) -> None:
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.widget.attrs.pop("placeholder", None)
        first = next((name for name in self.fields if name in self.errors), next(iter(self.fields)))
        self.fields[first].widget.attrs["autofocus"] = True


class OneFieldForm(forms.Form):
    """A form on a page whose view is allauth's, which dresses nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = next(iter(self.fields.values())).widget
        widget.attrs |= {"class": "input", "autofocus": True}
        widget.attrs.pop("placeholder", None)
