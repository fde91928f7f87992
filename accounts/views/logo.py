"""The site's logo, which strangers see at the door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts import pictures
from accounts.models import Logo


@require_GET
def logo(request: HttpRequest, version: int) -> HttpResponse:
    found = get_object_or_404(Logo, version=version)
    return HttpResponse(bytes(found.image), content_type="image/webp", headers=pictures.HEADERS)
