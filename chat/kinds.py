"""What a file is, by its first bytes; what its name claims counts for nothing."""

import re
from typing import NamedTuple

LOOKED_AT = 4096  # bytes; the tracks of a WebM stand there, too


class Type(NamedTuple):
    kind: str
    content_type: str


IMAGE = Type("image", "")  # which one is for the decoder to say
PLAIN = Type("file", "application/octet-stream")

IMAGES = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|....ftyp(?:avif|avis)", re.DOTALL
)
OTHERS = (
    (rb"....ftypM4A", Type("audio", "audio/mp4")),
    (rb"....ftypqt  ", Type("video", "video/quicktime")),
    (rb"....ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4V|MSNV|dash|f4v)", Type("video", "video/mp4")),
    (rb"\x1aE\xdf\xa3.{0,64}webm.*V_", Type("video", "video/webm")),
    (rb"\x1aE\xdf\xa3.{0,64}webm.*A_", Type("audio", "audio/webm")),
    (rb"OggS.{24,48}(?:theora|video)", Type("video", "video/ogg")),
    (rb"OggS.{24,48}(?:OpusHead|vorbis|FLAC|Speex)", Type("audio", "audio/ogg")),
    (rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2][^\x00\xf0-\xff]", Type("audio", "audio/mpeg")),
    (rb"\xff[\xf1\xf9][\x40-\x7f]", Type("audio", "audio/aac")),
    (rb"RIFF....WAVE", Type("audio", "audio/wav")),
    (rb"fLaC\x00\x00\x00\x22", Type("audio", "audio/flac")),
)
RECOGNISED = [(re.compile(start, re.DOTALL), found) for start, found in OTHERS]


def type_of(head: bytes) -> Type:
    """`head`: the first bytes of a file, LOOKED_AT of them where there are so many."""
    if IMAGES.match(head):
        return IMAGE
    return next((found for start, found in RECOGNISED if start.match(head)), PLAIN)
