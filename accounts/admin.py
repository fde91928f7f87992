"""People in Django's admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from accounts import people
from accounts.models import User


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "name", "is_active", "is_owner", "date_joined")
    search_fields = ("username", "name")
    fieldsets = (
        (None, {"fields": ("username", "name", "email", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def save_model(self, request, obj, form, change):
        if "is_active" in form.changed_data:
            people.reactivate(obj) if obj.is_active else people.deactivate(obj)
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request, obj=None):
        stays = obj is not None and (obj.is_owner or obj.deleted_at)
        return ("is_active",) if stays else ()

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
