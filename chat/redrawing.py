"""The child process that draws a picture anew: only its pixels come out of it.

`python -m chat.redrawing FILE FOLDER PIXELS MEMORY SECONDS [square]`, the limits in numbers. Puts
`original`, `small` and `large` into the folder, or `square`, and prints what became of it as JSON. What it eats, and what a
broken decoder does in it, is nobody's trouble but its own.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageSequence

from accounts import pictures

FORMATS = [*pictures.FORMATS, "AVIF"]
SIDES = {"small": 480, "large": 1600}
# An AVIF takes long to write, and is a WebP from here on; MPO is a JPEG with more of them behind.
WRITTEN = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "GIF": "GIF"}
QUALITY = {"JPEG": {"quality": 90}, "WEBP": {"quality": 88}, "PNG": {}, "GIF": {}}
MOVING = {"GIF", "WEBP"}
MOVING_PIXELS = 3  # times as many as a still picture may have, in all frames together
NICE = 10  # behind everything that people wait for


def redraw(path: Path, folder: Path, most_pixels: int) -> dict:
    with path.open("rb") as file:
        image = pictures.open_picture(file, FORMATS, most_pixels)
        written = WRITTEN.get(image.format or "", "WEBP")
        is_moving = image.format in MOVING and _redraw_moving(image, folder, written, most_pixels)
        image.seek(0)
        still = pictures.bare(_in_srgb(pictures.upright(image)))
    if not is_moving:
        still.save(folder / "original", written, **QUALITY[written])
    for name, side in SIDES.items():
        _shrunk(still, side).save(folder / name, "WEBP", quality=82)
    width, height = still.size
    return {"format": written, "width": width, "height": height}


def _redraw_moving(image: Image.Image, folder: Path, written: str, most_pixels: int) -> bool:
    """Whether it moves and every frame could be drawn anew; else the first one stands for it."""
    count = getattr(image, "n_frames", 1)
    if count < 2 or count * image.width * image.height > MOVING_PIXELS * most_pixels:
        return False
    with suppress(OSError, ValueError, MemoryError, SyntaxError, EOFError):
        times: list[int] = []
        frames = _frames(image, times)
        first = next(frames)
        rest = list(frames)
        told = {"loop": image.info["loop"]} if "loop" in image.info else {}
        first.save(
            folder / "original",
            written,
            save_all=True,
            append_images=rest,
            duration=times,
            disposal=2,
            **told,
        )
        return True
    return False


def _frames(image: Image.Image, times: list[int]) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(image):
        times.append(int(frame.info.get("duration") or 100))
        yield pictures.bare(frame)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Its colours as every screen shows them: the profile that explains them stays behind, too."""
    if not (profile := image.info.get("icc_profile")):
        return image
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    with suppress(ImageCms.PyCMSError, OSError):
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        ours = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, theirs, ours, outputMode=mode) or image
    return image


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def _bound(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICE)


def draw_square(path: Path, folder: Path, _: int) -> dict:
    with path.open("rb") as file:
        (folder / "square").write_bytes(pictures.square(file))
    return {}


def main(path: str, folder: str, pixels: str, memory: str, seconds: str, how: str = "") -> dict:
    _bound(int(memory), int(seconds))
    draw = draw_square if how == "square" else redraw
    try:
        return draw(Path(path), Path(folder), int(pixels))
    except (pictures.TooManyPixels, Image.DecompressionBombError, MemoryError):
        return {"refused": "pixels"}
    except Exception:  # a broken file makes Pillow stumble in any of many ways
        return {"refused": "broken"}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
