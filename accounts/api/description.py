"""allauth's description of its API, made once for a process: it takes half a second."""

from functools import cache

import yaml
from allauth.headless.spec.internal.schema import get_schema
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

TYPE = "application/vnd.oai.openapi"


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(_schema(), content_type=f"{TYPE}+json")


@require_safe
def as_yaml(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_yaml(), content_type=TYPE)


@cache
def _schema() -> dict:
    return get_schema()


@cache
def _yaml() -> str:
    return yaml.safe_dump(_schema(), sort_keys=False)
