"""Django's admin behind texter's own doors: it goes round none of the questions asked there."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required, secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator


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
