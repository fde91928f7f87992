"""How texter looks to the person who asks."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.appearance import AppearanceForm
from accounts.views.profile import ChangeView


class AppearanceView(ChangeView):
    template_name = "settings/appearance.html"
    form_class = AppearanceForm
    success_url = reverse_lazy("settings_appearance")
    done = _("Your choice is saved.")

    def form_valid(self, form: AppearanceForm) -> HttpResponse:
        """The cookie keeps the theme of this browser's pages for strangers, such as sign-in."""
        response = super().form_valid(form)
        theme = form.cleaned_data["theme"]
        response.set_cookie("theme", theme, settings.SESSION_COOKIE_AGE, samesite="Lax")
        return response
