"""From single samples and tests to what they show of a whole building (Articles 17, 34, 35).

Pure. A building passes only when everything that is required was tested in every place and each
of it passes; one known failure fails it; everything else is unknown and says what is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from . import vocabulary as fact
from .language import Duty, Subject, Verdict
from .reading import Facts, Truth, judge, read

WITHIN = fact.air_concentration <= fact.air_limit
"""A sample keeps to the limit itself (Article 17); Article 34 asks for a fifth less."""


@dataclass(frozen=True)
class Sample:
    """One thing tested in one place, and whether it passes; None where that cannot be said."""

    place: str
    what: str
    passes: Truth


@dataclass(frozen=True)
class Shown:
    """What all samples show together. `failed` and `missing` are (place, what); a missing one is not
    tested, or its test can neither pass nor fail."""

    truth: Truth
    failed: tuple[tuple[str, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


def shown(
    samples: Iterable[Sample], required: Collection[str] | None, places: Collection[str]
) -> Shown:
    """Whether everything `required` passes in every one of the `places`.

    `required` is None where nobody has said what is required: then nothing passes as a whole, but
    a known failure still fails it. Several samples of one thing in one place must all pass.
    """
    found: dict[tuple[str, str], Truth] = {}
    for one in samples:
        key = (one.place, one.what)
        found[key] = together([found[key], one.passes]) if key in found else one.passes
    failed = tuple(sorted(key for key, truth in found.items() if truth is False))
    asked = [(place, what) for place in sorted(places) for what in sorted(required or ())]
    missing = tuple(key for key in asked if found.get(key) is None)
    if failed:
        return Shown(False, failed, missing)
    return Shown(None if missing or not asked else True, (), missing)


def together(truths: Sequence[Truth]) -> Truth:
    """All of them: no if one is no, else unknown if one is unknown."""
    if any(truth is False for truth in truths):
        return False
    return None if any(truth is None for truth in truths) else True


def verdict(duties: Iterable[Duty], subject: Subject, facts: Facts) -> Verdict:
    """What the duties about one kind of sample say of one of them, taken together."""
    said = [judge(duty, facts).verdict for duty in duties if duty.subject is subject]
    for one in (Verdict.BREACHED, Verdict.UNKNOWN, Verdict.SATISFIED):
        if one in said:
            return one
    return Verdict.NOT_APPLICABLE


PASSES: Mapping[Verdict, Truth] = {
    Verdict.SATISFIED: True,
    Verdict.BREACHED: False,
    Verdict.UNKNOWN: None,
}
"""What a verdict means for the building; a sample no duty is about means nothing for it."""


def within(facts: Sequence[Facts]) -> Truth:
    """Whether a sample keeps to its limit under each of several readings (two possible classes of
    the building); unknown where they differ."""
    truths = {read(WITHIN, one).truth for one in facts}
    return truths.pop() if len(truths) == 1 else None
