"""A picture of oneself."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts import pictures
from accounts.pictures import Crop, Unusable

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif"
NO_PICTURE = _("Choose a picture first.")
KINDS = _("JPG, PNG, WebP or GIF, up to %(limit)s MB.")
BIG_FILE = _("That picture is too big. Choose one of up to %(limit)s MB.")
MEGABYTES = settings.AVATAR_BYTES // 2**20
NO_CROP = _("That part of the picture makes no sense. Choose it again.")


def _crop_field() -> forms.IntegerField:
    return forms.IntegerField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": NO_CROP}
    )


class AvatarForm(forms.Form):
    """Gives `square`, the bytes to keep. Without x, y and size the middle of the picture is taken."""

    picture = forms.FileField(
        error_messages={"required": NO_PICTURE, "empty": Unusable.words, "invalid": NO_PICTURE},
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "file"}),
    )
    x = _crop_field()
    y = _crop_field()
    size = _crop_field()

    @property
    def kinds(self) -> str:
        return KINDS % {"limit": MEGABYTES}

    def clean_picture(self) -> UploadedFile:
        picture = self.cleaned_data["picture"]
        if picture.size > settings.AVATAR_BYTES:
            raise ValidationError(BIG_FILE, code="too_big", params={"limit": MEGABYTES})
        return picture

    def clean(self) -> dict:
        if not self.errors:
            try:
                self.cleaned_data["square"] = self._square()
            except Unusable as error:
                self.add_error("picture", ValidationError(error.words, code="unusable"))
        return self.cleaned_data

    def _square(self) -> bytes:
        sides = [self.cleaned_data[name] for name in ("x", "y", "size")]
        crop = None if None in sides else Crop(*sides)
        return pictures.square(self.cleaned_data["picture"], crop)
