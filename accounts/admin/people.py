"""People in Django's admin."""

from allauth.account import admin as _account_admin  # noqa: F401  (registers what goes below)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _socialaccount_admin  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as _usersessions_admin  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts import people
from accounts.models import User

# How people get in is theirs: changed on their own pages, where the last way in stays.
admin.site.unregister(
    [EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession]
)


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """Without Django's password form: nobody sets somebody else's."""

    list_display = ("username", "name", "is_active", "is_owner", "date_joined")
    list_filter = ("is_active",)
    search_fields = ("username", "name")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def save_model(self, request, obj, form, change):
        if "is_active" in form.changed_data:
            turn = people.reactivate if obj.is_active else people.deactivate
            turn(obj, by=request.user)
        # No more than what was changed here: the rest may be somebody else's doing of this moment.
        if others := [name for name in form.changed_data if name != "is_active"]:
            obj.save(update_fields=others)

    def get_readonly_fields(self, request, obj=None):
        stays = obj is not None and (obj.is_owner or obj.deleted_at)
        return (*self.readonly_fields, "is_active") if stays else self.readonly_fields

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
