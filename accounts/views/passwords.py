"""Where passwords are changed."""

from allauth.account import views
from django.db import transaction
from django.http import HttpResponse

from accounts.forms.passwords import ChangePasswordForm
from accounts.views.cards import DressedForm


class PasswordChangeView(DressedForm, views.PasswordChangeView):
    form_class = ChangePasswordForm

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        # Hashing stays outside the transaction: SQLite has one writer, and hashing is slow.
        form.user.set_password(form.cleaned_data["password1"])
        with transaction.atomic():
            return super().form_valid(form)
