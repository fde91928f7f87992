"""What is kept about a person: taking it out, and deleting it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from accounts import people
from accounts.exports import Pieces, export
from accounts.forms.farewells import OWNER_STAYS, DeleteForm
from accounts.views.cards import DressedForm
from accounts.views.guards import signed_in_for_settings


class DataView(TemplateView):
    template_name = "settings/data.html"
    extra_context = {"owner_stays": OWNER_STAYS}


@require_POST
@signed_in_for_settings
def take_out(request: HttpRequest) -> HttpResponse:
    """The person's data as a ZIP file."""
    headers = {"Content-Disposition": 'attachment; filename="texter-data.zip"'}
    pieces = Pieces(export(request.user))
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


def has_no_password(request: HttpRequest) -> bool:
    return not request.user.has_usable_password()


@method_decorator(
    # A password is asked for in the form; whoever has none shows a passkey or a second step.
    reauthentication_required(app="allauth.account", enabled=has_no_password),
    name="dispatch",
)
class DeleteView(DressedForm, FormView):
    template_name = "settings/delete.html"
    form_class = DeleteForm
    success_url = reverse_lazy("account_login")
    extra_context = {"owner_stays": OWNER_STAYS}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: DeleteForm) -> HttpResponse:
        people.delete_person(self.request.user)
        logout(self.request)
        messages.success(self.request, _("Your account is deleted."))
        return super().form_valid(form)
