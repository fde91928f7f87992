"""Rows that Django's admin shows to who runs the site; what becomes of them, the actions do."""

from django.contrib import admin
from django.http import HttpRequest


class Shown(admin.ModelAdmin):
    """texter gives out none of Django's permissions: staff see everything here, others nothing."""

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
