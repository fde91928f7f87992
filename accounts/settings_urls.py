"""Addresses of the pages where a person sets up texter for themself."""

from django.urls import path

from accounts.views import avatars, data, profile
from accounts.views.appearance import AppearanceView
from accounts.views.guards import signed_in_for_settings as signed_in
from accounts.views.privacy import PrivacyView
from accounts.views.security import SecurityView
from accounts.views.site import HandOverView
from accounts.views.statuses import StatusView

urlpatterns = [
    path("", signed_in(profile.ProfileView.as_view()), name="settings"),
    path("name/", signed_in(profile.NameView.as_view()), name="settings_name"),
    path("username/", signed_in(profile.UsernameView.as_view()), name="settings_username"),
    path("bio/", signed_in(profile.BioView.as_view()), name="settings_bio"),
    path("photo/", signed_in(avatars.AvatarView.as_view()), name="settings_photo"),
    path("photo/remove/", avatars.remove, name="remove_photo"),
    path("appearance/", signed_in(AppearanceView.as_view()), name="settings_appearance"),
    path("privacy/", signed_in(PrivacyView.as_view()), name="settings_privacy"),
    path("status/", signed_in(StatusView.as_view()), name="settings_status"),
    path("data/", signed_in(data.DataView.as_view()), name="settings_data"),
    path("data/export/", data.take_out, name="export_data"),
    path("data/delete/", signed_in(data.DeleteView.as_view()), name="delete_account"),
    path("site/hand-over/", signed_in(HandOverView.as_view()), name="hand_over_site"),
    path("security/", signed_in(SecurityView.as_view()), name="settings_security"),
]
