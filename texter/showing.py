"""Rows that Django's admin shows to who runs the site; what becomes of them, the actions do."""

from collections.abc import Callable, Iterable
from urllib.parse import quote

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.errors import ChatError


class Shown(admin.ModelAdmin):
    """texter gives out none of Django's permissions: staff see everything here, others nothing."""

    list_per_page = 50
    # The field of the audit log that has a row's number.
    history_by = ""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """Django's own would keep names. What was decided stands in the audit log."""
        address = reverse("admin:accounts_auditentry_changelist")
        return redirect(
            f"{address}?{self.history_by}={quote(object_id)}" if self.history_by else address
        )

    def do(self, request: HttpRequest, rows: Iterable[Model], verb: Callable) -> None:
        """To each by itself; what is refused says why, and keeps nothing else back."""
        done = 0
        for row in rows:
            try:
                verb(row)
                done += 1
            except (ChatError, PermissionDenied) as refusal:
                words = getattr(refusal, "words", "") or _("That can’t be done.")
                self.message_user(request, f"{row}: {words}", messages.ERROR)
        if done:
            words = ngettext("Done, once.", "Done, %(count)s times.", done)
            self.message_user(request, words % {"count": done}, messages.SUCCESS)
