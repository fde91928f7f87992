"""Taking a username that somebody else takes at the same moment."""

from django.db import IntegrityError
from django.forms import Form
from django.http import HttpResponse


class UsernameRace:
    """The form saw a free username; of two people who take it at once, one is told no."""

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except IntegrityError:
            form.full_clean()
            if form.is_valid():
                raise
            return self.form_invalid(form)
