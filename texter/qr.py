"""A link as a picture to scan."""

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 4  # modules; what the standard asks for


def qr_of(link: str) -> SafeString:
    """An <svg> without size or style of its own: sheets give it both."""
    code = segno.make_qr(link, error="m")
    picture = code.svg_inline(border=QUIET_ZONE, omitsize=True, svgclass="qr__code", lineclass=None)
    return mark_safe(picture)
