"""What a file is shows in its first bytes."""

import pytest

from chat.kinds import IMAGE, PLAIN, type_of
from tests.files import MP3, MP4, picture

WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + b"\0" * 90


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_pictures(kind):
    assert type_of(picture(kind)) == IMAGE


@pytest.mark.parametrize(
    ("head", "content_type"),
    [
        (MP4, "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", "video/quicktime"),
        (b"\0\0\0\x1cftypM4A \0\0\0\0", "audio/mp4"),
        (WEBM + b"V_VP9" + b"A_OPUS", "video/webm"),
        (WEBM + b"A_OPUS", "audio/webm"),
        (b"OggS\0\2" + b"\0" * 20 + b"\1\x13OpusHead", "audio/ogg"),
        (b"OggS\0\2" + b"\0" * 20 + b"\1\x1e\x80theora", "video/ogg"),
        (MP3, "audio/mpeg"),
        (b"\xff\xfb\x90\x64\0\0", "audio/mpeg"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (b"fLaC\0\0\0\x22\x10", "audio/flac"),
    ],
)
def test_films_and_sounds(head, content_type):
    found = type_of(head)
    assert found.content_type == content_type
    assert found.kind == content_type.partition("/")[0]


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"RIFF",
        b"<svg></svg>",
        b"<html>",
        b"%PDF-1.7",
        b"PK\3\4",
        b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska",
        b"GIF90a",
        b"\xff\xfe<\0h\0",
        b" \x89PNG\r\n\x1a\n",
    ],
)
def test_everything_else_is_a_file_to_save(head):
    assert type_of(head) == PLAIN
