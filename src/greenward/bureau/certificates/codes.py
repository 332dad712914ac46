"""The two QR codes of a certificate (ISO/IEC 18004): a small robust one that only asks the office,
and one that holds the whole signed text, so that it can be verified without asking anybody.
"""

from __future__ import annotations

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

SMALL, WHOLE = "q", "m"
"""Error levels: a quarter of the small code may be dirty, 15 % of the whole one."""


def short_address(number: str) -> str:
    """Where the office answers about a number. In capitals, which take a third less room in a
    code; the site reads them as small letters."""
    return f"{settings.PUBLIC_URL}/v/{number}".upper()


def whole_address(jws: str) -> str:
    """Where a certificate is checked in the reader's own browser: what stands after # is not sent."""
    return f"{settings.PUBLIC_URL}/v#{jws}"


def small(number: str) -> SafeString:
    """The small code as SVG; version 3 for a host of up to 24 characters."""
    return _svg(short_address(number), SMALL)


def whole(jws: str) -> SafeString:
    """The code that holds the certificate, as SVG."""
    return _svg(whole_address(jws), WHOLE)


def _svg(text: str, error: str) -> SafeString:
    code = segno.make_qr(text, error=error, boost_error=False)
    drawn = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308 - drawn by the library from an address of our own
