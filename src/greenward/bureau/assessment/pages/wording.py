"""The sentences that state a finding: what a page says first, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.law.language import Verdict
from greenward.web.numbers import number

from ..chain import Chain
from ..selectors.dossier import Dossier, YearLine
from ..selectors.overview import NONE, Tallies

LEAST = Decimal("0.001")
"""A share smaller than 0.1 % is said in words: a figure just above its limit never reads 0 %."""
SHOWN = Decimal("0.1")


def excess_words(excess: Decimal) -> str:
    """How far a figure lies over or under its limit: *71.5 % over*, cut toward zero."""
    if excess == 0:
        return _("exactly the limit")
    size = abs(excess)
    if size < LEAST:
        return _("just over") if excess > 0 else _("just under")
    share = {"share": f"{(size * 100).quantize(SHOWN, ROUND_DOWN):,f}"}
    return _("%(share)s %% over") % share if excess > 0 else _("%(share)s %% under") % share


def excess_short(excess: Decimal | None) -> str:
    """The same for a table: *+71.5 %*."""
    if excess is None:
        return "—"
    if 0 < abs(excess) < LEAST:
        return "+<0.1%" if excess > 0 else "−<0.1%"
    sign = "+" if excess > 0 else "−" if excess < 0 else ""
    return f"{sign}{(abs(excess) * 100).quantize(SHOWN, ROUND_DOWN):,f}%"


# --- the city -------------------------------------------------------------------------------


def city_sentence(
    tallies: Tallies, chain: Chain, year: int, *, waiting: int = 0, rows: int = 0
) -> str:
    """What the last assessment found in a year, in one sentence.

    `waiting` of the buildings that cannot be judged wait for `rows` unconfirmed standard rows.
    """
    limit = tallies.get((chain.limit, year), NONE)
    text = _("%(judged)s: %(retrofit)s") % {
        "judged": _judged(limit.judged, year),
        "retrofit": _retrofit(tallies, chain, year),
    }
    if unknown := limit[Verdict.UNKNOWN]:
        words = {"text": text, "unknown": _unknown(unknown, waiting, rows)}
        text = _("%(text)s; %(unknown)s") % words
    return _("%(text)s.") % {"text": text}


def _judged(count: int, year: int) -> str:
    return ngettext(
        "%(count)s building was judged in %(year)s",
        "%(count)s buildings were judged in %(year)s",
        count,
    ) % {"count": number(count), "year": year}


def _retrofit(tallies: Tallies, chain: Chain, year: int) -> str:
    owed = tallies.get((chain.retrofit, year), NONE).owed
    text = ngettext(
        "%(count)s owes an energy retrofit", "%(count)s owe an energy retrofit", owed
    ) % {"count": number(owed)}
    before = tallies.get((chain.retrofit, year - 1))
    if before is None:
        return text
    return _("%(text)s, %(change)s") % {
        "text": text,
        "change": change_words(owed - before.owed, year - 1),
    }


def _unknown(count: int, waiting: int, rows: int) -> str:
    text = ngettext("%(count)s cannot be judged", "%(count)s cannot be judged", count) % {
        "count": number(count)
    }
    if not waiting or not rows:
        return text
    because = ngettext(
        "%(rows)s standard row is unconfirmed", "%(rows)s standard rows are unconfirmed", rows
    ) % {"rows": number(rows)}
    if waiting == count:
        return _("%(text)s because %(because)s") % {"text": text, "because": because}
    return _("%(text)s, %(waiting)s of them because %(because)s") % {
        "text": text,
        "waiting": number(waiting),
        "because": because,
    }


def change_words(more: int, year: int) -> str:
    """How a count moved against a year: *6 more than 2024*."""
    words = {"number": number(abs(more)), "year": year}
    if more == 0:
        return _("as many as in %(year)s") % words
    if more > 0:
        return _("%(number)s more than in %(year)s") % words
    return _("%(number)s fewer than in %(year)s") % words


def above_sentence(above: Sequence[int], years: Sequence[int]) -> str:
    """How many lie above the limit in the newest year, and against the year before."""
    if not years:
        return _("No figures yet")
    text = _("%(number)s above the limit in %(year)s") % {
        "number": number(above[-1]),
        "year": years[-1],
    }
    if len(years) < 2:
        return text
    change = change_words(above[-1] - above[-2], years[-2])
    return _("%(text)s, %(change)s") % {"text": text, "change": change}


def work_sentence(counts: Mapping[str, int], year: int) -> str:
    """What the work list holds in a year: owed, breached, ready for a fine to be proposed."""
    owed, breached, exposed = (counts[name] for name in ("owed", "breached", "exposed"))
    text = ngettext(
        "%(owed)s duty is owed in %(year)s", "%(owed)s duties are owed in %(year)s", owed
    ) % {"owed": number(owed), "year": year}
    if breached:
        text = _("%(text)s; %(breached)s of them breached") % {
            "text": text,
            "breached": number(breached),
        }
    if exposed:
        text = _("%(text)s, and for %(exposed)s a fine may be proposed now") % {
            "text": text,
            "exposed": number(exposed),
        }
    return _("%(text)s.") % {"text": text}


# --- one building ---------------------------------------------------------------------------


def building_sentence(found: Dossier) -> str:
    """What the reporting year came to: the figure, its limit, the excess, for how long."""
    line = found.of_year
    if line is None or (line.figure is None and line.limit is None):
        return _("No energy figure for %(year)s is on file.") % {"year": found.year}
    if line.figure is None:
        return _("No energy figure for %(year)s is on file; the limit is %(limit)s %(unit)s.") % {
            "year": found.year,
            "limit": number(line.limit),
            "unit": found.unit,
        }
    figure = _("Energy: %(figure)s %(unit)s in %(year)s") % {
        "figure": number(line.figure),
        "unit": found.unit,
        "year": found.year,
    }
    return _("%(text)s.") % {"text": figure + _against_limit(found, line)}


def years_sentence(found: Dossier) -> str:
    """In how many of the years with a limit it was exceeded."""
    held = [line.excess > 0 for line in found.years if line.excess is not None]
    if not held:
        return _("Energy by year")
    words = {"above": number(sum(held)), "years": number(len(held))}
    if not any(held):
        return (
            ngettext(
                "Within the limit in the year with a figure",
                "Within the limit in all %(years)s years with a figure",
                len(held),
            )
            % words
        )
    return (
        ngettext(
            "Above the limit in the year with a figure",
            "Above the limit in %(above)s of %(years)s years with a figure",
            len(held),
        )
        % words
    )


def _against_limit(found: Dossier, line: YearLine) -> str:
    if line.limit is None:
        if line.verdict is Verdict.NOT_APPLICABLE:
            return _(", and no limit applies to this building")
        return _(", and no limit is known for it")
    excess = line.excess
    assert excess is not None
    text = _(", limit %(limit)s: %(excess)s") % {
        "limit": number(line.limit),
        "excess": excess_words(excess),
    }
    if found.running > 1:
        text += ngettext(", %(years)s year running", ", %(years)s years running", found.running) % {
            "years": found.running
        }
    return text
