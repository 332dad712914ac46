"""Chapter VI, legal liability: the form every fine of Articles 48 to 58 takes.

Who may fine is the housing authority of the city or the district unless an article says
otherwise; whoever fines an entity fines the persons directly responsible as well (Article 58),
one to five per cent of what the entity was actually fined.
"""

from __future__ import annotations

from ..language import Authority, Fine, Measure, Text, fine_imposed

HOUSING = (Authority.MUNICIPAL_HOUSING, Authority.DISTRICT_HOUSING)
YUAN = 100
"""Fines are whole fen."""


def fine(
    duty_id: str,
    article: str,
    low: int,
    high: int,
    *,
    cure_first: bool,
    base: str | None = None,
    per: int = 10_000,
    authorities: tuple[Authority, ...] = HOUSING,
    extras: tuple[Text, ...] = (),
    grave: tuple[Measure, ...] = (),
) -> Fine:
    """The fine of an entity for a breach of one duty, and of the persons responsible for it.

    `low` and `high` are fen, or with a `base` shares of it in 1/`per` (basis points).
    """
    persons = Fine(
        "58", 100, 500, authorities=authorities, cure_first=False, base=fine_imposed(duty_id)
    )
    return Fine(
        article,
        low,
        high,
        authorities=authorities,
        cure_first=cure_first,
        base=base,
        per=per,
        extras=extras,
        grave=grave,
        persons=persons,
    )
