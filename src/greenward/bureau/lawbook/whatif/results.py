"""What the page says of an outcome: the finding in a sentence, figures, tables, chart.

A building that several duties move counts once in the sentence, the figures, and by class and
district; the table by duty counts each duty's own. Fines are the bands of what is breached, and
only where the text fixes one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.bureau.assessment.chain import short_name
from greenward.bureau.assessment.whatif import CASE, Outcome
from greenward.law.language import Duty, Gate
from greenward.law.simulate import distinct, moved
from greenward.law.standards.names import name_of
from greenward.web.charts import Chart
from greenward.web.numbers import number, yuan

from ..pages import persons
from ..rows import persons_words
from ..shelf import Shelf
from ..words import capital, lang, listed, title_of
from .chart import Pair, pairs_chart, signed
from .lines import Line, area, line_of, moving, signed_yuan


@dataclass(frozen=True)
class Results:
    """An outcome in the words of the page. `districts` are the names of the districts by key."""

    outcome: Outcome
    shelf: Shelf
    districts: Mapping[int, str]

    @cached_property
    def duties(self) -> dict[str, Duty]:
        return {duty.id: duty for duty in self.outcome.before.duties}

    def short(self, duty: str) -> str:
        """A duty in a word or two."""
        return short_name(self.duties[duty], self.shelf.shown.hash)

    @cached_property
    def total(self) -> dict[str, int]:
        """Each building once."""
        row = distinct(self.outcome.compared, CASE).row(0, named=True)
        return {key: value or 0 for key, value in row.items()}

    @cached_property
    def by_duty(self) -> list[dict[str, Any]]:
        """The duties in which anything moves, in the order of the law."""
        rows = {row["duty"]: row for row in moving(moved(self.outcome.compared))}
        return [rows[id] for id in self.outcome.duties if id in rows]

    @property
    def changed(self) -> bool:
        return bool(self.by_duty)

    # --- sentence and figures ---------------------------------------------------------------

    @property
    def finding(self) -> str:
        """Who would be bound, released or in breach, in a sentence or two."""
        if not self.outcome.duties:
            return _("Nothing on file can count what this changes.")
        if not self.changed:
            return _("Nothing would change for any of %(n)s buildings.") % {
                "n": number(self.outcome.cases)
            }
        parts = [self._bound(), self._released(), self._breached()]
        return ("" if lang().startswith("zh") else " ").join(part for part in parts if part)

    def _bound(self) -> str:
        n = self.total["newly_bound"]
        if not n:
            return ""
        text = ngettext(
            "%(n)s more building would be bound (%(area)s): %(what)s.",
            "%(n)s more buildings would be bound (%(area)s): %(what)s.",
            n,
        )
        words = {"n": number(n), "area": area(self.total["newly_bound_area"])}
        return text % {**words, "what": self._by("newly_bound")}

    def _released(self) -> str:
        n = self.total["released"]
        if not n:
            return _("None would be released.") if self.total["newly_bound"] else ""
        text = ngettext(
            "%(n)s building would be released (%(area)s): %(what)s.",
            "%(n)s buildings would be released (%(area)s): %(what)s.",
            n,
        )
        words = {"n": number(n), "area": area(self.total["released_area"])}
        return text % {**words, "what": self._by("released")}

    def _by(self, what: str) -> str:
        """Which duties move how many: *energy retrofit 53, energy audit and measures 49*."""
        return listed(
            f"{self.short(row['duty'])} {number(row[what])}"
            for row in sorted(self.by_duty, key=lambda row: -row[what])
            if row[what]
        )

    def _breached(self) -> str:
        before, after = self.total["breached_before"], self.total["breached_after"]
        words = {"before": number(before), "after": number(after)}
        if before == after:
            return (
                _("%(after)s buildings would be in breach of these duties, as many as now.") % words
            )
        return (
            _("%(after)s buildings would be in breach of these duties instead of %(before)s.")
            % words
        )

    @property
    def figures(self) -> list[dict[str, Any]]:
        total = self.total
        return [
            {
                "value": total["newly_bound"],
                "label": _("newly bound buildings"),
                "note": area(total["newly_bound_area"]) if total["newly_bound"] else "",
            },
            {
                "value": total["released"],
                "label": _("released buildings"),
                "note": area(total["released_area"]) if total["released"] else "",
            },
            {
                "value": total["breached_after"],
                "label": _("buildings in breach"),
                "note": _("%(before)s in force (%(change)s)")
                % {
                    "before": number(total["breached_before"]),
                    "change": signed(total["breached_after"] - total["breached_before"]),
                },
            },
        ]

    # --- fines ------------------------------------------------------------------------------

    @property
    def fines(self) -> list[str]:
        """What the breaches expose to, at least and at most, in force and on paper, in sentences."""
        t = self.total
        if not (t["high_before"] or t["high_after"]):
            return [_("No fine is fixed for a breach of these duties.")]
        said = [
            _("In force: at least %(low)s, at most %(high)s.")
            % {"low": yuan(t["low_before"]), "high": yuan(t["high_before"])},
            _("On paper: at least %(low)s, at most %(high)s.")
            % {"low": yuan(t["low_after"]), "high": yuan(t["high_after"])},
            self._dearer(t["low_after"] - t["low_before"], t["high_after"] - t["high_before"]),
        ]
        unpriced = sum(row["unpriced_after"] for row in self.by_duty)
        if unpriced:
            said.append(
                ngettext(
                    "%(n)s breach costs a share of an amount that is not on file; it is not in these sums.",
                    "%(n)s breaches cost a share of an amount that is not on file; they are not in these sums.",
                    unpriced,
                )
                % {"n": number(unpriced)}
            )
        said.append(
            _(
                "These are the bands of every breach added up, not fines imposed: where the text asks for it, an order to correct must expire first, and one act that breaches several duties is fined once, by the higher."
            )
        )
        fined = [self.duties[row["duty"]] for row in self.by_duty]
        if person := persons(fined):
            said.append(persons_words(person, self.shelf))
        return said

    def _dearer(self, low: int, high: int) -> str:
        if low == high == 0:
            return _("The bands would not change.")
        return _("The difference: %(low)s at the lower end, %(high)s at the upper end.") % {
            "low": signed_yuan(low),
            "high": signed_yuan(high),
        }

    # --- tables -----------------------------------------------------------------------------

    @property
    def duty_lines(self) -> list[Line]:
        found = []
        for row in self.by_duty:
            duty = self.duties[row["duty"]]
            place = self.shelf.place(duty.article, duty.instrument)
            href = self.shelf.rule_url(duty)
            found.append(line_of(row, capital(self.short(duty.id)), place, href))
        return found

    @cached_property
    def class_lines(self) -> list[Line]:
        rows = self._distinct("energy_class")
        return [line_of(row, self.class_name(row["energy_class"])) for row in rows]

    @cached_property
    def district_lines(self) -> list[Line]:
        rows = self._distinct("area")
        return [line_of(row, self.districts.get(row["area"], "—")) for row in rows]

    def _distinct(self, key: str) -> list[dict[str, Any]]:
        return moving(distinct(self.outcome.compared, CASE, [key]))

    def class_name(self, code: str | None) -> str:
        return name_of("energy_class", code, lang()) if code else _("no energy class")

    @property
    def uncounted(self) -> list[tuple[str, str, str]]:
        """Rules the proposal rewrites that nothing on file answers: place, words, address."""
        rules = self.shelf.book.rules
        found = (rules[id] for id in self.outcome.rules)
        return [
            (
                self.shelf.place(rule.article, rule.instrument),
                capital(title_of(rule)),
                self.shelf.url("gates") if isinstance(rule, Gate) else self.shelf.rule_url(rule),
            )
            for rule in found
        ]

    # --- chart ------------------------------------------------------------------------------

    @property
    def chart(self) -> Chart | None:
        """The duty that moves most, by district, or by energy class where all lies in one."""
        if not self.changed:
            return None
        binds = any(row["newly_bound"] or row["released"] for row in self.by_duty)
        duty = max(self.by_duty, key=lambda row: _weight(row, binds))["duty"]
        table = self.outcome.compared.filter(duty=duty)
        heads = {"area": _("District"), "energy_class": _("Energy class")}
        for key, head in heads.items():
            pairs = self._pairs(table, key, binds)
            if len(pairs) > 1:
                return self._drawn(duty, pairs, head, binds)
        return None

    def _drawn(self, duty: str, pairs: Sequence[Pair], head: str, binds: bool) -> Chart:
        words = {
            "what": capital(self.short(duty)),
            "before": number(sum(pair.before for pair in pairs)),
            "after": number(sum(pair.after for pair in pairs)),
        }
        title = (
            _("%(what)s: %(after)s buildings bound instead of %(before)s")
            if binds
            else _("%(what)s: %(after)s buildings in breach instead of %(before)s")
        )
        return pairs_chart(pairs, title % words, head, self.source)

    def _pairs(self, table: pl.DataFrame, key: str, binds: bool) -> list[Pair]:
        """How many the duty binds (or how many breach it) on each side, by district or class."""
        before, after = (
            (pl.col("bound_before"), pl.col("bound_after"))
            if binds
            else (pl.col("before") == 2, pl.col("after") == 2)
        )
        rows = (
            table.group_by(key)
            .agg(before.sum().alias("was"), after.sum().alias("will"))
            .filter((pl.col("was") > 0) | (pl.col("will") > 0))
            .sort(key, nulls_last=True)
        )
        name = self.districts.get if key == "area" else self.class_name
        return [Pair(name(value) or "—", was, will) for value, was, will in rows.iter_rows()]

    @property
    def source(self) -> str:
        return _("the register as of today, reporting year %(year)s") % {
            "year": self.outcome.year or "—"
        }


def _weight(row: Mapping[str, int], binds: bool) -> int:
    return row["newly_bound"] + row["released"] if binds else row["changed"]
