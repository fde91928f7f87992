"""What programs are told when something is refused (RFC 9457)."""

from http import HTTPStatus

from django.http import JsonResponse


def problem(status: int, code: str, words: str, errors: list[dict] | None = None) -> JsonResponse:
    facts = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": str(words),
    }
    if errors:
        facts["errors"] = errors
    return JsonResponse(facts, status=status, content_type="application/problem+json")
