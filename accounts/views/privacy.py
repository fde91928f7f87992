"""What others may learn of the person who asks."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.privacy import PrivacyForm
from accounts.views.profile import ChangeView


class PrivacyView(ChangeView):
    template_name = "settings/privacy.html"
    form_class = PrivacyForm
    success_url = reverse_lazy("settings_privacy")
    done = _("Your choice is saved.")
