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
