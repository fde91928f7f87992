"""Handing the site over to somebody else."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts import people
from accounts.forms.farewells import HandOverForm
from accounts.views.cards import DressedForm
from accounts.views.data import has_no_password


@method_decorator(
    reauthentication_required(app="allauth.account", enabled=has_no_password), name="dispatch"
)
class HandOverView(DressedForm, FormView):
    template_name = "settings/hand_over.html"
    form_class = HandOverForm
    success_url = reverse_lazy("settings")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_owner:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        heir = people.hand_over_site(by=self.request.user, to=form.cleaned_data["heir"])
        messages.success(self.request, _("%(name)s owns this site now.") % {"name": heir})
        return super().form_valid(form)
