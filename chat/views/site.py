"""What the owner decides for the whole site."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.policy import PolicyForm
from accounts.models import SitePolicy
from accounts.policy import set_policy
from chat.sidebar import page_rows
from chat.views.requests import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def site(request: HttpRequest) -> HttpResponse:
    if not request.user.is_owner:
        raise Http404
    if request.method == "GET":
        policy = SitePolicy.current()
        form = PolicyForm(initial={"signup": policy.signup, "domains": policy.domains})
        return _page(request, form)
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    set_policy(**form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("settings_site")


def _page(request: HttpRequest, form: PolicyForm, *, status: int = 200) -> HttpResponse:
    facts = {"form": form, "signup": form["signup"].value(), "rows": page_rows(request.user.pk)}
    return render(request, "settings/site.html", facts, status=status)
