"""A person's profile, and the page for each thing in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from accounts import profiles
from accounts.forms.profiles import BioForm, NameForm, UsernameForm
from accounts.views.cards import DressedForm
from accounts.views.usernames import UsernameRace


class ProfileView(TemplateView):
    template_name = "settings/profile.html"


class ChangeView(FormView):
    """Something about the person who asks, by a form whose fields are named like theirs."""

    success_url = reverse_lazy("settings")
    done = _("Your profile is saved.")

    def get_initial(self) -> dict:
        return {name: getattr(self.request.user, name) for name in self.form_class.base_fields}

    def form_valid(self, form) -> HttpResponse:
        profiles.change(self.request.user, **form.cleaned_data)
        messages.success(self.request, self.done)
        return super().form_valid(form)


class FieldView(DressedForm, ChangeView):
    template_name = "settings/field.html"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}


class NameView(FieldView):
    form_class = NameForm
    extra_context = {"title": _("Change your name")}


class BioView(FieldView):
    form_class = BioForm
    extra_context = {"title": _("About you")}


class UsernameView(UsernameRace, FieldView):
    form_class = UsernameForm
    extra_context = {"title": _("Change your username")}
