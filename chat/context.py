"""What pages in the shell need that are not chat's own."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.circles import circle_of
from chat.rights import may_found
from chat.sidebar import page_rows


def sidebar(request: HttpRequest) -> dict:
    """The rows and the circle of whoever asks, and whether they may make rooms; looked up only by a
    page that shows them."""
    match = request.resolver_match
    here = match.kwargs.get("room_id") if match else None
    return {
        "rows": SimpleLazyObject(lambda: page_rows(request.user.pk, here)),
        "starts_rooms": SimpleLazyObject(lambda: may_found(request.user)),
        "circle": SimpleLazyObject(lambda: circle_of(request.user.pk)),
    }
