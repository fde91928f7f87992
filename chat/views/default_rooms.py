"""The rooms that newcomers find themselves in: those who run the site choose them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat import access
from chat.actions.default_rooms import choose_default_rooms
from chat.catalogue import default_choices
from chat.views.requests import for_staff, whole_numbers


@require_http_methods(["GET", "POST"])
@for_staff
def default_rooms(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        chosen = access.open_rooms_for(request.user, whole_numbers(request.POST, "room"))
        choose_default_rooms(rooms=chosen)
        messages.success(request, _("Saved."))
        return redirect("default_rooms")
    return render(request, "settings/default_rooms.html", {"rooms": default_choices()})
