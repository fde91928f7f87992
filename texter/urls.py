"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

from accounts.views.avatars import avatar
from accounts.views.inbox import texts
from accounts.views.logo import logo
from chat.api.docs import redoc, swagger
from chat.api.site import api

handler500 = "texter.views.failure"

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("settings/", include("accounts.settings_urls")),
    path("avatars/<int:user_id>/<int:version>.webp", avatar, name="avatar"),
    path("site/logo/<int:version>.webp", logo, name="logo"),
    path("api/", include("accounts.api.urls")),
    path("api/v1/docs", swagger, name="api_docs"),
    path("api/v1/redoc", redoc, name="api_redoc"),
    path("api/v1/", api.urls),
    path("dev/sms/", texts, name="texts"),
    path("admin/", admin.site.urls),
    path("", include("chat.urls")),
]
