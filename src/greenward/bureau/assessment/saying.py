"""What a breach costs and when a duty falls due, as the pages say it: amounts, measures, clocks.

A band without a lower end is said as *up to*; a share whose base is not on file is said as a share,
never as an amount.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from greenward.law.language import (
    Authority,
    Bearer,
    Clock,
    Count,
    Duty,
    Edition,
    Fine,
    Measure,
    Period,
    Text,
    named,
)
from greenward.law.sentence import money

Band = tuple[int, int]


def said(text: Text) -> str:
    """A text of the law in the language in use."""
    return text.in_(get_language() or "zh")


def names(parties: Iterable[Bearer | Authority]) -> str:
    """Those bound, or the authorities, in one line."""
    return pgettext("between items", ", ").join(said(named(party)) for party in parties)


def amount(fine: Fine, law: Edition | None = None, band: Band | None = None) -> str:
    """What a fine comes to: the band in yuan, worked out by `band` (fen) where it has a base, and
    without one its share of the base, named from `law`."""
    if fine.base is None:
        band = fine.band()
    return span(*band) if band else _share(fine, law)


def span(low: int, high: int) -> str:
    """Two ends in fen: *¥100,000.00 to ¥300,000.00*, *up to ¥300,000.00*."""
    return _ends(low and money(low), money(high))


def _ends(low: str | int, high: str) -> str:
    words = {"low": low, "high": high}
    return _("%(low)s to %(high)s") % words if low else _("up to %(high)s") % words


def _share(fine: Fine, law: Edition | None) -> str:
    """A band that waits for its base: *2 % to 4 % of the contract price*, *¥20.00 to ¥50.00 for
    each m²*."""
    entry = law.entry(fine.base) if law and fine.base else None
    base = said(entry.label) if entry else _("an amount that is not on file")
    if entry and entry.unit != "fen":
        each = [fen * entry.scale // fine.per for fen in (fine.low, fine.high)]
        return _("%(amount)s for each %(unit)s of: %(base)s") % {
            "amount": span(*each),
            "unit": entry.unit or _("unit"),
            "base": base,
        }
    low, high = (Decimal(share * 100) / fine.per for share in (fine.low, fine.high))
    return _("%(share)s of: %(base)s") % {
        "share": _ends(low and f"{low.normalize():f} %", f"{high.normalize():f} %"),
        "base": base,
    }


def measures(fine: Fine) -> list[str]:
    """What may be ordered beside the fine, and by whom."""
    return [_measure(measure) for measure in fine.grave]


def _measure(measure: Measure) -> str:
    if not measure.authorities:
        return said(measure.text)
    words = {"measure": said(measure.text), "who": names(measure.authorities)}
    return _("%(measure)s (%(who)s)") % words


def fine_line(fine: Fine, law: Edition) -> str:
    """Everything a fine is: article, amount, condition, what is added, persons, who imposes it."""
    line = _("Article %(article)s: %(amount)s") % {
        "article": fine.article,
        "amount": amount(fine, law),
    }
    parts = [line, *(said(extra) for extra in fine.extras)]
    if fine.cure_first:
        parts.append(_("only after an order to correct has expired"))
    if fine.persons:
        share = (
            Decimal(end * 100) / fine.persons.per for end in (fine.persons.low, fine.persons.high)
        )
        low, high = (f"{end.normalize():f}" for end in share)
        words = {"low": low, "high": high}
        parts.append(_("persons responsible: %(low)s–%(high)s %% of the fine imposed") % words)
    parts += measures(fine)
    parts.append(_("imposed by: %(who)s") % {"who": names(fine.authorities)})
    return pgettext("between items", "; ").join(parts)


def clock(of: Clock) -> str:
    """When a duty falls due: its event and, where the text gives one, the time after it."""
    event = said(of.event)
    if of.period is None:
        return _("%(event)s; the text gives no number of days, the authority enters the day") % {
            "event": event
        }
    return _("%(period)s from: %(event)s") % {"period": period(of.period), "event": event}


def period(of: Period) -> str:
    """A period as the law counts it: *5 working days*."""
    n = of.length
    match of.count:
        case Count.WORKING_DAYS:
            text = ngettext("%(n)s working day", "%(n)s working days", n)
        case Count.CALENDAR_DAYS:
            text = ngettext("%(n)s calendar day", "%(n)s calendar days", n)
        case Count.MONTHS:
            text = ngettext("%(n)s month", "%(n)s months", n)
        case Count.YEARS:
            text = ngettext("%(n)s year", "%(n)s years", n)
    return text % {"n": n}


def terms(duty: Duty) -> list[tuple[str, str]]:
    """Who sees to a duty and when it falls due: (label, value) for what the text gives."""
    rows = [
        (_("Seen to by"), names(duty.authorities)),
        (_("Due"), clock(duty.clock) if duty.clock else ""),
    ]
    return [(label, value) for label, value in rows if value]
