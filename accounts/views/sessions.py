"""Signing out somewhere else."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import sessions
from accounts.views.guards import signed_in_for_security


@require_POST
@signed_in_for_security
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    sessions.end(session.session_key)
    messages.success(request, _("Signed out there."))
    return redirect("settings_security")


@require_POST
@signed_in_for_security
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    others = UserSession.objects.filter(user=request.user)
    for session in others.exclude(session_key=request.session.session_key):
        sessions.end(session.session_key)
    messages.success(request, _("Signed out everywhere else."))
    return redirect("settings_security")
