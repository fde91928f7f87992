"""What stands before the API: every refusal there has words and a code, wherever it comes from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from chat.api.problems import bare

GUARDED = "/api/v1/"
PROBLEM = "application/problem+json"
KEPT = ("Allow", "Content-Range", "Retry-After", "WWW-Authenticate")


class ProgramAnswers:
    """A refusal that was made for a page, or by the framework, is told in the shape of the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(GUARDED) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith(PROBLEM):
            return response
        return _with_headers_of(response, bare(response.status_code))


def _with_headers_of(response: HttpResponse, told: HttpResponse) -> HttpResponse:
    for name in KEPT:
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told
