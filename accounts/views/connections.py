"""The other sites that sign somebody in: shown, and one of them removed. Adding is allauth's."""

from allauth.socialaccount import views
from django.http import HttpRequest, HttpResponse

from accounts import ways


class ConnectionsView(views.ConnectionsView):
    """allauth's, but of the last two that are removed at once the second stays."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with ways.one_at_a_time(request.user):
            return super().post(request, *args, **kwargs)
