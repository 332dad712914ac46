"""What is on file of a draw, as the mathematics speaks of it: sources, values, rounds, the file."""

from __future__ import annotations

from typing import Any

from greenward.trust import draw as trust
from greenward.trust.draw import Pool, Result, Round, Source, Standing, Withdrawal, standing

from .models import Draw, Entry


def sources_of(draw: Draw) -> list[Source]:
    return [Source.read(one) for one in draw.sources]


def latest_entries(draw: Draw) -> list[Entry]:
    """The last two entries with whoever made them, in the order they were made; one query."""
    return list(Entry.objects.filter(draw=draw).select_related("by").order_by("-id")[:2])[::-1]


def same(entries: list[Entry]) -> bool:
    """Whether the people who entered values entered the same."""
    return len({str(one.values) for one in entries}) == 1


def computing(draw: Draw) -> trust.Draw:
    """The draw with its values; every result comes from this."""
    values = tuple(one if isinstance(one, str) else tuple(one) for one in draw.randomness)
    return trust.Draw(draw.announcement, Pool.read(draw.pool), values)


def result_of(draw: Draw) -> Result:
    return Result.read(draw.result)


def rounds_of(draw: Draw) -> list[Round]:
    """The substitutions there were, in their order."""
    return [
        Round(
            Withdrawal(**one.withdrawn),
            one.reason,
            bytes.fromhex(one.code),
            Result.read(one.result),
        )
        for one in draw.substitutions.all()
    ]


def standing_of(draw: Draw, rounds: list[Round] | None = None) -> Standing:
    """Who inspects what now."""
    return standing(result_of(draw), rounds_of(draw) if rounds is None else rounds)


def draw_file(draw: Draw) -> dict[str, Any]:
    """The file that is published of a draw: before the result the announcement and the pool."""
    if draw.result is None:
        return {"announcement": draw.announcement, "pool": draw.pool}
    return computing(draw).to_data(bytes.fromhex(draw.code), result_of(draw), rounds_of(draw))
