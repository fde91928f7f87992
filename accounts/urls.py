"""Addresses of the account pages, under the names that allauth itself uses."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts.views.codes import DoorCodeView
from accounts.views.confirmations import MailedCodeView, UnprovenAddressView
from accounts.views.connections import ConnectionsView
from accounts.views.emails import ConfirmEmailView
from accounts.views.factors import FactorProofView, SecondStepView
from accounts.views.login import LoginView, PasswordLoginView
from accounts.views.newcomers import PhoneSignupView
from accounts.views.numbers import NumberCodeView, NumberView, remove_number
from accounts.views.passkeys import (
    NewPasskeyView,
    PasskeyLoginView,
    PasskeyProofView,
    PasskeyRemovalView,
    PasskeysView,
)
from accounts.views.passwords import PasswordChangeView, PasswordSetView, ResetKeyView, ResetView
from accounts.views.programs import NewTokenView, revoke_token
from accounts.views.reauthentication import TextProofCodeView, TextProofView
from accounts.views.sessions import end_other_sessions, end_session
from accounts.views.signup import SignupView

urlpatterns = [
    path("login/", LoginView.as_view(), name="account_login"),
    path("login/phone/", LoginView.as_view(), name="account_request_login_code"),
    path("login/code/", DoorCodeView.as_view(), name="account_confirm_login_code"),
    path("login/password/", PasswordLoginView.as_view(), name="account_password_login"),
    path("signup/", SignupView.as_view(), name="account_signup"),
    path("signup/name/", PhoneSignupView.as_view(), name="account_phone_signup"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("reauthenticate/text/", TextProofView.as_view(), name="reauthenticate_by_text"),
    path("reauthenticate/code/", TextProofCodeView.as_view(), name="reauthenticate_by_code"),
    path("password/change/", PasswordChangeView.as_view(), name="account_change_password"),
    path("password/set/", PasswordSetView.as_view(), name="account_set_password"),
    path("password/reset/", ResetView.as_view(), name="account_reset_password"),
    path(
        "password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    # The key has a hyphen of its own; <uidb36> would take what stands before it.
    re_path(
        "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        ResetKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        RedirectView.as_view(pattern_name="account_password_login"),
        name="account_reset_password_from_key_done",
    ),
    path("email/", allauth_views.email, name="account_email"),
    path("email/confirm/<key>/", ConfirmEmailView.as_view(), name="account_confirm_email"),
    path("email/code/", MailedCodeView.as_view(), name="account_email_verification_sent"),
    path(
        "email/code/address/", UnprovenAddressView.as_view(), name="account_change_unproven_email"
    ),
    path("phone/", NumberView.as_view(), name="account_change_phone"),
    path("phone/code/", NumberCodeView.as_view(), name="account_verify_phone"),
    path("phone/remove/", remove_number, name="remove_number"),
    path("2fa/", RedirectView.as_view(pattern_name="settings_security"), name="mfa_index"),
    path("2fa/authenticate/", SecondStepView.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", FactorProofView.as_view(), name="mfa_reauthenticate"),
    path("2fa/webauthn/login/", PasskeyLoginView.as_view(), name="mfa_login_webauthn"),
    path("2fa/webauthn/", PasskeysView.as_view(), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", NewPasskeyView.as_view(), name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/",
        PasskeyProofView.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/",
        PasskeyRemovalView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/others/end/", end_other_sessions, name="end_other_sessions"),
    path("sessions/<int:pk>/end/", end_session, name="end_session"),
    path("tokens/new/", NewTokenView.as_view(), name="new_token"),
    path("tokens/<int:pk>/revoke/", revoke_token, name="revoke_token"),
    path("3rdparty/", ConnectionsView.as_view(), name="socialaccount_connections"),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("", include("allauth.socialaccount.providers.google.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
