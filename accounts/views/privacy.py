"""What others may learn of the person who asks."""

from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts import profiles
from accounts.forms.privacy import PrivacyForm
from accounts.views.profile import ChangeView


class PrivacyView(ChangeView):
    template_name = "settings/privacy.html"
    form_class = PrivacyForm
    success_url = reverse_lazy("settings_privacy")
    done = _("Your choice is saved.")

    def form_valid(self, form: PrivacyForm) -> HttpResponse:
        """What others see at this moment changes at once."""
        answer = super().form_valid(form)
        visible = {name: form.cleaned_data[name] for name in ("appears_offline", "shares_receipts")}
        profiles.set_visibility(self.request.user, **visible)
        return answer
