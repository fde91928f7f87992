"""A person's picture: choosing it, removing it, and the picture itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView

from accounts import pictures, profiles
from accounts.forms.avatars import AvatarForm
from accounts.models import Avatar
from accounts.views.guards import signed_in_for_settings


class AvatarView(FormView):
    template_name = "settings/photo.html"
    form_class = AvatarForm
    success_url = reverse_lazy("settings")

    def form_valid(self, form: AvatarForm) -> HttpResponse:
        profiles.set_avatar(self.request.user, form.cleaned_data["square"])
        messages.success(self.request, _("Your photo is changed."))
        return super().form_valid(form)


@require_POST
@signed_in_for_settings
def remove(request: HttpRequest) -> HttpResponse:
    profiles.remove_avatar(request.user)
    messages.success(request, _("Your photo is removed."))
    return redirect("settings")


@require_GET
def avatar(request: HttpRequest, user_id: int, version: int) -> HttpResponse:
    """The picture, to people of this site; to others it does not exist."""
    avatars = Avatar.objects if request.user.is_authenticated else Avatar.objects.none()
    found = get_object_or_404(avatars, user_id=user_id, version=version)
    return HttpResponse(bytes(found.image), content_type="image/webp", headers=pictures.HEADERS)
