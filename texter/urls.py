"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("api/", include("accounts.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("chat.urls")),
]
