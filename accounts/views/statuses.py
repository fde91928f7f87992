"""A person's status."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts import profiles
from accounts.forms.statuses import EMOJI_LENGTH, TEXT_LENGTH, StatusForm
from texter.zones import zone_of


class StatusView(FormView):
    template_name = "settings/status.html"
    form_class = StatusForm
    success_url = reverse_lazy("settings_status")
    extra_context = {"emoji_length": EMOJI_LENGTH, "text_length": TEXT_LENGTH}

    def get_initial(self) -> dict:
        user = self.request.user
        return {"emoji": user.status_emoji, "text": user.status_text} if user.has_status else {}

    def form_valid(self, form: StatusForm) -> HttpResponse:
        """The button that clears it sends no words."""
        words = {name: form.cleaned_data[name] for name in ("emoji", "text")}
        if "clear" in self.request.POST or not any(words.values()):
            profiles.set_status(self.request.user, emoji="", text="")
            messages.success(self.request, _("Your status is cleared."))
        else:
            until = form.until(zone_of(self.request))
            profiles.set_status(self.request.user, **words, until=until)
            messages.success(self.request, _("Your status is set."))
        return super().form_valid(form)
