"""Jump to a room or a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chat.switcher import choices_for
from chat.views.requests import signed_in, words_sought


@require_GET
@signed_in
def switcher(request: HttpRequest) -> HttpResponse:
    """The results as a fragment for the dialog; without JavaScript a page with a form."""
    words = words_sought(request)
    facts = {"words": words, "choices": choices_for(request.user, words)}
    name = "chat/_choices.html" if request.htmx else "chat/switcher.html"
    return render(request, name, facts)
