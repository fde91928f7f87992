"""What those who run the site decide for all of it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import site_changes
from accounts.forms.avatars import AvatarForm
from accounts.forms.policy import PolicyForm
from accounts.forms.site import LIMITS, LimitsForm, SiteNameForm
from accounts.models import SitePolicy
from accounts.policy import set_policy
from chat.views.requests import for_staff, posted_from

POLICY = ("signup", "domains")


@require_http_methods(["GET", "POST"])
@for_staff
def site(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request)
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, policy=form)
    set_policy(**form.cleaned_data, by=request.user)
    return _saved(request)


@posted_from("settings_site")
@for_staff
def name(request: HttpRequest) -> HttpResponse:
    form = SiteNameForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, naming=form)
    site_changes.change_site(by=request.user, **form.cleaned_data)
    return _saved(request)


@posted_from("settings_site")
@for_staff
def logo(request: HttpRequest) -> HttpResponse:
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, status=422, photo=form)
    site_changes.set_logo(image=form.cleaned_data["square"], by=request.user)
    return _saved(request)


@require_POST
@for_staff
def drop_logo(request: HttpRequest) -> HttpResponse:
    site_changes.remove_logo(by=request.user)
    return _saved(request)


@posted_from("settings_site")
@for_staff
def limits(request: HttpRequest) -> HttpResponse:
    form = LimitsForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, limits=form)
    site_changes.change_site(by=request.user, **form.cleaned_data)
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("settings_site")


def _page(request: HttpRequest, *, status: int = 200, **forms) -> HttpResponse:
    policy = SitePolicy.current()
    facts = {
        "policy": PolicyForm(initial=_of(policy, *POLICY)),
        "naming": SiteNameForm(initial=_of(policy, "name")),
        "limits": LimitsForm(initial=_of(policy, "founders", *LIMITS)),
        "photo": AvatarForm(),
        "default_name": settings.SITE_NAME,
        **forms,
    }
    return render(request, "settings/site.html", facts, status=status)


def _of(policy: SitePolicy, *fields: str) -> dict:
    return {field: getattr(policy, field) for field in fields}
