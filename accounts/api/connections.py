"""The other sites that sign somebody in, for their programs: listed, and one of them removed."""

from contextlib import nullcontext

from allauth.headless.internal.restkit.inputs import CharField, Input
from allauth.headless.socialaccount.response import SocialAccountsResponse
from allauth.headless.socialaccount.views import ManageProvidersView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts import ways
from accounts.connections import disconnect
from accounts.forms.connections import NOT_YOURS
from accounts.models import User


class ConnectionInput(Input):
    """What accounts.forms.connections.DisconnectForm asks, asked of a program."""

    provider = CharField()
    account = CharField()

    def __init__(self, *args, user: User, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            cleaned["account"] = self._connection(cleaned["provider"], cleaned["account"])
        return cleaned

    def _connection(self, provider: str, uid: str) -> SocialAccount:
        found = self.user.socialaccount_set.filter(provider=provider, uid=uid).first()
        if found is None:
            raise ValidationError(NOT_YOURS, code="account_not_found")
        get_adapter().validate_disconnect(found, self.user.socialaccount_set.all())
        return found


class ConnectionsView(ManageProvidersView):
    """accounts.views.connections.ConnectionsView for programs."""

    input_class = {"DELETE": ConnectionInput}

    def handle(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        is_removal = request.method == "DELETE"
        with ways.one_at_a_time(request.user) if is_removal else nullcontext():
            return super().handle(request, *args, **kwargs)

    def delete(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        disconnect(request, self.input.cleaned_data["account"])
        return self.respond_provider_accounts(request)

    @classmethod
    def respond_provider_accounts(cls, request: HttpRequest) -> SocialAccountsResponse:
        """allauth describes the site, which it can do only while it is asked."""
        asked = request.user.socialaccount_set.filter(provider__in=ways.other_sites())
        return SocialAccountsResponse(request, asked)
