"""Rooms in Django's admin, for looking: rows are written by the actions only."""

from django.contrib import admin

from chat.models import Room


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
