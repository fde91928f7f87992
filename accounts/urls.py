"""Addresses of the account pages, under the names that allauth itself uses."""

from allauth.account import views as allauth_views
from django.urls import path

from accounts.views.login import LoginView
from accounts.views.passwords import PasswordChangeView
from accounts.views.signup import SignupView

urlpatterns = [
    path("login/", LoginView.as_view(), name="account_login"),
    path("signup/", SignupView.as_view(), name="account_signup"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("password/change/", PasswordChangeView.as_view(), name="account_change_password"),
]
