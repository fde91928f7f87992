"""Reading a request: who asks, and the numbers and keys that doors take."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.directory import clean_query
from accounts.views import guards
from accounts.views.guards import View
from chat.access import BIGGEST_ID
from chat.errors import InvalidRequest, SignedOut
from texter.zones import zone_of


def signed_in(view: View) -> View:
    """Let nobody else in: a page goes to sign-in, what a page asks for in passing is refused."""
    page = guards.signed_in(view, after="home")

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.htmx and not request.user.is_authenticated:
            raise SignedOut
        return page(request, *args, **kwargs)

    return guarded


def for_staff(view: View) -> View:
    """To everybody but those who run the site there is no such page."""

    @wraps(view)
    @signed_in
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def posted_from(page: str) -> Callable[[View], View]:
    """A door that a form on the page of that name comes to, and whose answer may stand at its own
    address: who opens that by hand, or comes back to it, finds the form."""

    def decorate(view: View) -> View:
        takes_posts = require_POST(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method in {"GET", "HEAD"}:
                return redirect(page, *args, **kwargs)
            return takes_posts(request, *args, **kwargs)

        return guarded

    return decorate


def keeps_what_was_typed(view: View) -> View:
    """It sees requests whose body was refused and cut, too, and asks `check_whole` of them."""
    view.keeps_what_was_typed = True
    return view


def check_whole(request: HttpRequest) -> None:
    """Raises what the body was refused with before it came here, as texter/bodies.py does."""
    if refusal := getattr(request, "refusal", None):
        raise refusal


def whole_number(fields: QueryDict, name: str) -> int:
    number = optional_number(fields, name)
    if number is None:
        raise InvalidRequest(_("“%(name)s” is missing.") % {"name": name})
    return number


def whole_numbers(fields: QueryDict, name: str) -> list[int]:
    """Every one of a name that stands there several times."""
    return [whole_number(QueryDict.fromkeys([name], word), name) for word in fields.getlist(name)]


def optional_number(fields: QueryDict, name: str) -> int | None:
    word = fields.get(name, "")
    if not word:
        return None
    if not (word.isascii() and word.isdigit()) or len(word) > 19 or int(word) > BIGGEST_ID:
        raise InvalidRequest(_("“%(name)s” has to be a whole number.") % {"name": name})
    return int(word)


def words_sought(request: HttpRequest) -> str:
    """What a page's search field asks for; blank: nothing in particular."""
    return clean_query(request.GET.get("q", ""))


def client_id(fields: QueryDict) -> UUID:
    try:
        return UUID(fields.get("client_id", ""))
    except ValueError:
        raise InvalidRequest(_("“%(name)s” has to be a UUID.") % {"name": "client_id"}) from None


def zone(request: HttpRequest):
    return zone_of(request)
