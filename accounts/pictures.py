"""From a file that somebody uploads to the small square picture that is kept."""

from collections.abc import Sequence
from io import BytesIO
from threading import Semaphore
from typing import IO, NamedTuple

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

SIDE = 256
FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
HEADERS = {
    # A version is never used again, so nobody has to ask twice.
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
# A file of half a megabyte can hold 170 million pixels. So many take 80 MB for every copy.
MOST_PIXELS = 20_000_000
# Decoding holds two or three copies in memory, so it is one picture at a time.
_decoding = Semaphore()


class Unusable(Exception):
    """A file that makes no picture. `words` say why."""

    words = _("That file is not a picture, or it is broken. Choose a JPG, PNG, WebP or GIF.")


class TooManyPixels(Unusable):
    words = _("That picture is too big. Choose one of up to 20 million pixels.")


class Crop(NamedTuple):
    """A square of the upright picture, in its pixels."""

    x: int
    y: int
    size: int

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """The square as far as the picture goes."""
        size = max(1, min(self.size, width, height))
        x, y = max(0, min(self.x, width - size)), max(0, min(self.y, height - size))
        return x, y, x + size, y + size


def square(file: IO[bytes], crop: Crop | None = None) -> bytes:
    """The picture's crop, or its middle, as WebP; raises Unusable."""
    with _decoding:
        try:
            return _webp(_cropped(upright(open_picture(file)), crop))
        except Unusable:
            raise
        except Image.DecompressionBombError as error:
            raise TooManyPixels from error
        except Exception as error:  # a broken file makes Pillow stumble in any of many ways
            raise Unusable from error


def open_picture(
    file: IO[bytes], formats: Sequence[str] = FORMATS, most_pixels: int = MOST_PIXELS
) -> Image.Image:
    """A picture of which nothing but the size was read yet; raises TooManyPixels."""
    image = Image.open(file, formats=formats)
    if image.width * image.height > most_pixels:
        raise TooManyPixels
    return image


def upright(image: Image.Image) -> Image.Image:
    """As its camera was held."""
    ImageOps.exif_transpose(image, in_place=True)
    return image


def bare(image: Image.Image) -> Image.Image:
    """Only the pixels go over into the new picture: where it was taken, and by whom, stays behind."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    fresh = Image.new(mode, image.size)
    fresh.paste(image.convert(mode))
    return fresh


def _cropped(image: Image.Image, crop: Crop | None) -> Image.Image:
    crop = crop or _middle(image.width, image.height)
    return image.crop(crop.box(image.width, image.height))


def _middle(width: int, height: int) -> Crop:
    size = min(width, height)
    return Crop((width - size) // 2, (height - size) // 2, size)


def _webp(image: Image.Image) -> bytes:
    pixels = bare(image).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    pixels.save(file := BytesIO(), "WEBP", quality=85)
    return file.getvalue()
