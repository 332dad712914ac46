"""The days of what is put on record: what is done was done by today."""

from __future__ import annotations

from datetime import date

from greenward.web.forms import lies_ahead

from .errors import Refusal


def check_past(refusal: type[Refusal] = Refusal, /, **days: date | None) -> None:
    """Refuse days after today, each by the name of its field; an unknown day is None.

    Raises Refusal, or the `refusal` a room has of its own.
    """
    ahead = {name: said for name, day in days.items() if (said := lies_ahead(day))}
    if ahead:
        raise refusal(ahead)
