"""Addresses for programs that sign in. texter's own stand before allauth's of the same name."""

from allauth.headless.constants import Client
from django.urls import include, path

from accounts.api import connections, description, emails, numbers, passkeys, views

APP = {"client": Client.APP}

doors = [
    path("login", views.LoginView.as_api_view(**APP), name="login"),
    path("signup", views.SignupView.as_api_view(**APP), name="signup"),
    path("password/request", views.LinkView.as_api_view(**APP), name="request_password_reset"),
    path("2fa/authenticate", views.SecondStepView.as_api_view(**APP), name="authenticate"),
    path("2fa/reauthenticate", views.FactorProofView.as_api_view(**APP), name="reauthenticate"),
    path("code/request", views.RequestCodeView.as_api_view(**APP), name="request_login_code"),
    path("code/resend", views.ResendCodeView.as_api_view(**APP), name="resend_login_code"),
    path("code/confirm", views.ConfirmCodeView.as_api_view(**APP), name="confirm_login_code"),
    path("provider/token", views.ProviderTokenView.as_api_view(**APP), name="provider_token"),
    path("sessions", views.SessionsView.as_api_view(**APP), name="sessions"),
    path("email/verify", emails.VerifyEmailView.as_api_view(**APP), name="verify_email"),
    path("phone/verify", numbers.ConfirmNumberView.as_api_view(**APP), name="verify_phone"),
    path(
        "email/verify/resend",
        emails.ResendCodeView.as_api_view(**APP),
        name="resend_email_verification_code",
    ),
    path(
        "phone/verify/resend",
        numbers.ResendNumberCodeView.as_api_view(**APP),
        name="resend_phone_verification_code",
    ),
]

urlpatterns = [
    path("auth/app/v1/auth/", include((doors, "programs"))),
    path("auth/app/v1/account/email", emails.AddressesView.as_api_view(**APP), name="manage_email"),
    path("auth/app/v1/tokens/refresh", views.RefreshView.as_api_view(**APP), name="refresh"),
    path(
        "auth/app/v1/account/phone",
        numbers.NumberView.as_api_view(**APP),
        name="manage_phone",
    ),
    path(
        "auth/app/v1/account/password/change",
        views.PasswordView.as_api_view(**APP),
        name="change_password",
    ),
    path(
        "auth/app/v1/account/providers",
        connections.ConnectionsView.as_api_view(**APP),
        name="manage_providers",
    ),
    path(
        "auth/app/v1/account/authenticators/webauthn",
        passkeys.PasskeysView.as_api_view(**APP),
        name="manage_webauthn",
    ),
    path("auth/openapi.json", description.as_json),
    path("auth/openapi.yaml", description.as_yaml),
    path("auth/", include("allauth.headless.urls")),
]
