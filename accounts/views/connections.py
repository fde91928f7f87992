"""The other sites that sign somebody in: shown, and one of them removed. Adding is allauth's."""

from allauth.socialaccount import views
from django.http import HttpRequest, HttpResponse

from accounts import ways


class ConnectionsView(views.ConnectionsView):
    """allauth's, but of the last two that are removed at once the second stays."""

    def get_context_data(self, **kwargs) -> dict:
        """`stays`: the one that cannot be removed, being the only way in."""
        user, found = self.request.user, self.request.user.socialaccount_set.all()
        is_last = not ways.can_lose(user, ways.OTHER_SITE)
        stays = [each.pk for each in found if is_last and ways.is_open(each)]
        return super().get_context_data(stays=stays, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with ways.one_at_a_time(request.user):
            return super().post(request, *args, **kwargs)
