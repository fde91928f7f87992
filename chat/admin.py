"""Rooms and reports in Django's admin, for looking: rows are written by the actions only."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chat.models import Report, Room


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "last_seq", "version", "created_at")
    list_filter = ("kind",)
    search_fields = ("name",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """They are decided in the queue, where what is reported stands."""

    list_display = ("pk", "state", "reason", "person", "reporter", "reported_at", "in_the_queue")
    list_filter = ("state", "reason")
    list_select_related = ("person", "reporter")

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    @admin.display(description=_("Queue"))
    def in_the_queue(self, report: Report) -> SafeString:
        decided = "" if report.is_open else "?decided"
        return format_html('<a href="{}{}">{}</a>', reverse("reports"), decided, _("To the queue"))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
