"""Who may come in."""

from collections.abc import Callable
from functools import partial, wraps

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

View = Callable[..., HttpResponse]


def signed_in(view: View, after: str = "") -> View:
    """Everybody else goes to sign in first, and from there to where they were; what was sent is
    lost, so whoever sent something goes to the page named `after` instead, if there is one."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(_way_on(request, after))

    return guarded


signed_in_for_settings = partial(signed_in, after="settings")
signed_in_for_security = partial(signed_in, after="settings_security")
# For pages on which a way in is made or changed.
OWN_IT = [signed_in, reauthentication_required(app="allauth.account")]


def _way_on(request: HttpRequest, after: str) -> str:
    is_page = request.method in {"GET", "HEAD"}
    return request.get_full_path() if is_page or not after else reverse(after)
