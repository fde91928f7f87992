"""How texter looks to one person."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Theme


class AppearanceForm(forms.Form):
    theme = forms.ChoiceField(label=_("Theme"), required=False, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language"), required=False, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("System")), *Theme.choices]
        self.fields["language"].choices = [("", _("The site’s")), *settings.LANGUAGES]
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]
