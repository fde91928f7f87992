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
from accounts.tokens import user_for_credential
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
    avatars = Avatar.objects if _is_in(request) else Avatar.objects.none()
    found = get_object_or_404(avatars, user_id=user_id, version=version)
    return HttpResponse(bytes(found.image), content_type="image/webp", headers=pictures.HEADERS)


def _is_in(request: HttpRequest) -> bool:
    """By the session of a page, or by the credential of a program, which reads of pictures."""
    credential = request.headers.get("Authorization", "").partition(" ")[2].strip()
    return request.user.is_authenticated or user_for_credential(credential) is not None
