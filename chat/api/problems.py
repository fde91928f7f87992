"""What is refused, as problem+json (RFC 9457)."""

import json

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from accounts.allowances import Spent
from accounts.api.problems import problem
from chat.errors import ChatError, DatabaseAway, TooOften, refusal_of

SIGN_IN = _("Sign in first, or send a token that is still good.")
FAULTY = _("Some fields are not as they should be.")
CODES = {
    400: ("invalid_json", _("The body has to be a JSON object.")),
    403: ("not_allowed", _("You can’t do that here.")),
    404: ("not_found", _("There is nothing at this address.")),
    405: ("method_not_allowed", _("This address does not do that.")),
    413: ("too_long", _("That is more than this address takes.")),
    415: ("unsupported_media_type", _("Send JSON.")),
    416: ("range_not_satisfiable", _("The file ends before that.")),
    503: (DatabaseAway.code, DatabaseAway.words),
}
EXAMPLES = {
    401: ("signed_out", SIGN_IN),
    409: ("room_full", _("This room is full (20 people).")),
    422: ("invalid", FAULTY),
    429: ("too_often", _("That is enough for now. Try again in 1 minute.")),
}
UNKNOWN = ("refused", _("That did not work."))


def answer_problems(api: NinjaAPI) -> None:
    """Let an API refuse in this shape, whatever is raised in it."""
    for kinds, answer in ANSWERS.items():
        for kind in kinds:
            api.add_exception_handler(kind, answer)


def bare(status: int) -> HttpResponse:
    """A status that came without words."""
    return problem(status, *CODES.get(status, UNKNOWN))


def words_for(status: int) -> dict:
    """What such a refusal looks like."""
    told = problem(status, *EXAMPLES[status]) if status in EXAMPLES else bare(status)
    return json.loads(told.content)


def _refused(request: HttpRequest, error: ChatError) -> HttpResponse:
    refusal = problem(error.status, error.code, error.words)
    for name, value in error.headers.items():
        refusal.headers[name] = value
    return refusal


def _spent(request: HttpRequest, error: Spent) -> HttpResponse:
    return _refused(request, TooOften(error.seconds))


def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    return _refused(request, TooOften(error.wait or 1))


def _malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    return bare(400)


def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    return _refused(request, refusal_of(error))


def _signed_out(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    refusal = problem(401, "signed_out", SIGN_IN)
    refusal.headers["WWW-Authenticate"] = 'Bearer realm="texter"'
    return refusal


def _faulty(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, "invalid", FAULTY, [_fault(each) for each in error.errors])


def _fault(error: dict) -> dict:
    """pydantic names where it stands, from the part of the request on: ["query", "limit"]."""
    source, *place = map(str, error["loc"])
    if source == "body":  # first the name that the endpoint has for it
        place = place[1:]
    return {"field": ".".join(place), "code": error["type"], "detail": error["msg"]}


def _bare_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return bare(error.status_code)


def _too_long(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return bare(413)


def _a_form(request: HttpRequest, error: RawPostDataException) -> HttpResponse:
    """It was taken apart already, to look for the proof of a page."""
    return bare(415)


def _absent(request: HttpRequest, error: Exception) -> HttpResponse:
    return bare(404)


ANSWERS = {
    (ChatError,): _refused,
    (Spent,): _spent,
    (Throttled,): _throttled,
    (MultiPartParserError,): _malformed,
    (OperationalError, InterfaceError): _away,
    (AuthenticationError,): _signed_out,
    (ValidationError,): _faulty,
    (HttpError,): _bare_error,
    (RequestDataTooBig,): _too_long,
    (RawPostDataException,): _a_form,
    (Http404, OverflowError, DataError): _absent,
}
