"""Django's admin behind texter's own doors: it goes round none of the questions asked there."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required, secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from texter import doctor


class Administration(AdminSite):
    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Whoever sits at the owner's open page shows first that it is them."""
        is_harmless = view == self.logout
        asked = view if is_harmless else reauthentication_required(view, app="allauth.account")
        return super().admin_view(asked, cacheable)

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The admin's own form knows neither second steps nor a ceiling on guesses."""
        return super().login(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return redirect("account_change_password")

    def get_urls(self) -> list:
        page = require_http_methods(["GET", "POST"])(self.admin_view(self.doctor))
        return [path("doctor/", page, name="doctor"), *super().get_urls()]

    def doctor(self, request: HttpRequest) -> HttpResponse:
        """Looking writes a file and opens connections, so it takes a press of the button."""
        address = f"{request.scheme}://{request.get_host()}"
        findings = doctor.examine(address) if request.method == "POST" else None
        facts = {"title": _("Doctor"), "findings": findings}
        return render(request, "admin/doctor.html", self.each_context(request) | facts)
