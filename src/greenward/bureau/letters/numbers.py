"""Numbers of letters, without a gap for each authority, kind and year: 深福建责改〔2026〕17号.

The number is given in the transaction that issues the letter: the row of its series stays locked
until then, so a letter that is taken back at the last moment leaves none behind.
"""

from __future__ import annotations

from django.db import connection

from greenward.bureau.accounts.models import Area

from .models import Authority

NEXT = """
INSERT INTO letters_series (authority_id, word, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (authority_id, word, year) DO UPDATE SET last = letters_series.last + 1
RETURNING last
"""


def next_serial(authority: Authority, word: str, year: int) -> int:
    """The next number of a series; call it inside the transaction that uses it."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [authority.pk, word, year])
        return cursor.fetchone()[0]


def written(authority: Authority, word: str, year: int, serial: int) -> str:
    """A number as letters bear it."""
    return f"{authority.short}{word}〔{year}〕{serial}号"


def signing_for(area: Area) -> Authority | None:
    """The authority that signs for an area: its own, else that of the nearest area around it."""
    codes = area.path.strip("/").split("/")
    found = {
        authority.area.code: authority
        for authority in Authority.objects.filter(area__code__in=codes).select_related("area")
    }
    return next((found[code] for code in reversed(codes) if code in found), None)
