"""The command `greenward simulate`: an amendment over the register, as tables in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import polars as pl
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.editions import latest
from greenward.law.amend import as_written, change_of, levers
from greenward.law.canonical import digest
from greenward.law.simulate import distinct, moved
from greenward.law.standards.names import ENERGY_CLASSES, name_of

from .commands import UsageError, the_city
from .whatif import CASE, KEYS, Outcome, Proposal, what_if

AREA = 1_000_000
"""Floor areas are shown in 10,000 m²; they are counted in 0.01 m²."""
MOST = 100_000
"""No limit is that high in any unit, nor moved to that many per cent."""
FINES = 1_000_000
"""Fines are shown in 10,000 yuan; they are counted in fen."""


def run_numbers(rule: str, city: str | None, console: Console | None = None) -> None:
    """Print the numbers of a rule that can be moved."""
    edition = latest(the_city(city).pack).edition
    sheet = Table()
    for heading in (_("Number that can be moved"), _("Stands at"), _("Also in")):
        sheet.add_column(heading)
    lang = get_language() or "zh"
    for lever in levers(edition, [rule]):
        others = ", ".join(id for id in lever.rules if id != rule)
        sheet.add_row(lever.label.in_(lang), f"{as_written(lever, lever.value)}", others)
    (console or Console()).print(sheet)


def run_simulate(
    changes: Sequence[str],
    limits: Sequence[str],
    on: date | None = None,
    city: str | None = None,
    year: int | None = None,
    csv: Path | None = None,
    console: Console | None = None,
) -> Outcome:
    """Judge the register under the law in force and under the proposal; print what changes."""
    area = the_city(city)
    edition = latest(area.pack).edition
    moves = {lever: new for text in changes for lever, new in change_of(edition, text).items()}
    proposal = Proposal(moves, dict(map(limit_of, limits)))
    if not proposal:
        raise UsageError(_("Say what changes: --set RULE:OLD=NEW or --limit CLASS=VALUE."))
    day = on or timezone.localdate()
    found = what_if(area, day, proposal, year=year, edition=edition)
    print_outcome(found, console or Console())
    if csv is not None:
        moved(found.compared, ["duty", *KEYS]).write_csv(csv)
    return found


def limit_of(text: str) -> tuple[tuple[str, str], int]:
    """``office-commercial-B=90`` (the limit's own unit), ``all=90%``; a guiding value is written
    ``guiding:CLASS=VALUE``."""
    key, equals, value = text.partition("=")
    what, _colon, name = key.rpartition(":")
    what = what or "constraint"
    try:
        number = Decimal(value.strip().removesuffix("%"))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > MOST:
        raise UsageError(_("%(text)s is not a number.") % {"text": value})
    everything = name == "all"
    known = everything or name in ENERGY_CLASSES
    if not equals or what not in ("constraint", "guiding") or not known:
        raise UsageError(
            _("Write --limit CLASS=VALUE or all=PERCENT%%; classes: %(known)s.")
            % {"known": ", ".join(ENERGY_CLASSES)}
        )
    if everything is not value.strip().endswith("%") or number <= 0:
        raise UsageError(_("All limits move by a percentage, those of one class to a value."))
    return (what, "" if everything else name), int(number * (100 if everything else 10_000))


def print_outcome(found: Outcome, console: Console) -> None:
    """What changes by duty, then by energy class and by district where anything does.

    Each duty counts its own buildings; classes and districts count a building once.
    """
    by_duty = moved(found.compared).filter(_changes())
    if by_duty.is_empty():
        console.print(_("Nothing would change."))
    else:
        title = _("What would change in %(year)s") % {"year": found.year or "–"}
        console.print(_sheet(by_duty, "duty", title, _("Duty")))
        _print_keys(found, console)
    if found.rules:
        console.print(
            _("Not counted, since nothing on file answers them: %(rules)s.")
            % {"rules": ", ".join(found.rules)}
        )
    console.print(
        _("Nothing is saved: the law in force stays edition %(edition)s.")
        % {"edition": digest(found.before)[:12]}
    )


def _print_keys(found: Outcome, console: Console) -> None:
    names = {area.pk: str(area) for area in Area.objects.all()}
    lang = get_language() or "zh"
    for key, heading in (
        ("energy_class", _("By energy class, each building once")),
        ("area", _("By district, each building once")),
    ):
        rows = distinct(found.compared, CASE, [key]).filter(_changes())
        said = [
            names.get(v, "–") if key == "area" else (name_of(key, v, lang) if v else "–")
            for v in rows[key]
        ]
        console.print(_sheet(rows.with_columns(pl.Series(key, said, pl.String)), key, heading))


def _changes() -> pl.Expr:
    """Rows in which any subject or any sum moves."""
    sums = (pl.col(f"{end}_after") != pl.col(f"{end}_before") for end in ("low", "high"))
    return pl.any_horizontal(pl.col("changed") > 0, *sums)


def _sheet(rows: pl.DataFrame, key: str, title: str, head: str = "") -> Table:
    sheet = Table(title=title)
    sheet.add_column(head)
    for heading in (
        _("newly bound"),
        _("released"),
        _("newly bound, 10,000 m²"),
        _("breached"),
        _("fines, 10,000 yuan"),
    ):
        sheet.add_column(heading, justify="right")
    for row in rows.iter_rows(named=True):
        sheet.add_row(
            str(row[key]),
            f"{row['newly_bound']:,}",
            f"{row['released']:,}",
            f"{(row['newly_bound_area'] or 0) / AREA:,.1f}",
            f"{row['breached_before']:,} → {row['breached_after']:,}",
            f"{_band(row, 'before')} → {_band(row, 'after')}",
        )
    return sheet


def _band(row: dict[str, int], side: str) -> str:
    low, high = (row[f"{end}_{side}"] / FINES for end in ("low", "high"))
    return f"{low:,.0f}–{high:,.0f}" if high else "–"
