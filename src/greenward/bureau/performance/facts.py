"""The facts of Articles 25 and 32 for the law: a year's figure, and what was done about it.

A figure is corrected for how the building was used where its use is on file and the standard whose
limit decides corrects for it (`greenward.metering.corrections`). A recorded act (report, audit,
measures, retrofit) that is not on file is *no* once the day the authority set for it has passed,
and unknown before that day or where none is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.limits import Blocked, Yardsticks
from greenward.bureau.standards.parameters import correction_parameters
from greenward.engine import fetch, scaled
from greenward.metering.corrections import BadUse, Parameters, Use, correct
from greenward.units import to_scaled

from .due import no_once_due
from .figures import IMPOSSIBLE, UNIT, WATER, most

STORED = 1_000_000
"""Figures are whole numbers of 1e-6 of their unit, rounded to odd."""
USES = {
    Use.HOURS: ("hours", 100),
    Use.AREA_PER_PERSON: ("area_per_person", 100),
    Use.OCCUPANCY: ("occupancy", 10_000),
    Use.GUEST_ROOM_SHARE: ("guest_room_share", 10_000),
}
"""The column of each use and the scale at which it is a whole number."""
PER_CENT = {Use.OCCUPANCY, Use.GUEST_ROOM_SHARE}

JUDGED = "coalesce(e.intensity, e.bills_intensity)"
"""A report that states amounts and no figure is judged by what the bills come to."""
BEYOND = 9 * 10**12
"""Impossible in any unit (joules per m²), and still a whole number of millionths in 64 bits."""
CAPPED = f"(CASE WHEN {JUDGED} > {BEYOND} THEN {BEYOND} ELSE {JUDGED} END)"
FIGURES = f"""
    SELECT e.building_id, e.year, {scaled(CAPPED, STORED)},
        CASE WHEN e.intensity IS NULL AND e.bills_intensity IS NOT NULL THEN '{UNIT}'
             ELSE e.intensity_unit END,
        CASE WHEN {JUDGED} IS NULL THEN e.why_missing ->> 0 END, e.id, b.energy_class,
        e.energy IS NOT NULL OR e.quantities - %(water)s::text[] <> '{{}}',
        {", ".join(f"(e.{name} * {scale})::bigint" for name, scale in USES.values())}
    FROM performance_energyyear e
    JOIN registry_building b ON b.id = e.building_id
    JOIN accounts_area a ON a.id = b.area_id
    WHERE a.path LIKE %(path)s
"""
FIGURE_TYPES = {
    "building": "int",
    "year": "int",
    "intensity": "int",
    "intensity_unit": "text",
    "why_intensity": "text",
    "energy_year": "int",
    "class": "text",
    "energy_on_file": "bool",
    **{name: "int" for name, _ in USES.values()},
}
ACTS = """
    SELECT t.building_id, t.kind, CASE WHEN t.kind <> 'energy_retrofit_done' THEN t.year END,
        max(t.done_on)
    FROM performance_energyact t
    JOIN registry_building b ON b.id = t.building_id
    JOIN accounts_area a ON a.id = b.area_id
    WHERE a.path LIKE %(path)s AND t.done_on <= %(on)s
        AND (t.withdrawn_on IS NULL OR t.withdrawn_on > %(on)s)
"""
ACTS_GROUPED = " GROUP BY 1, 2, 3"
ACT_TYPES = {"building": "int", "kind": "text", "year": "int", "done_on": "date"}


def energy_year_facts(city: Area, on: date, ids: Sequence[int] | None = None) -> pl.DataFrame:
    """The years on file of a city's buildings, keyed ``building`` and ``year``.

    ``intensity`` is in 1e-6 of ``intensity_unit``, corrected for the uses named in
    ``corrected_for`` (empty: for none; ``reported_intensity`` is the figure before).
    ``why_intensity`` is the code of the reason where there is none. The recorded facts
    ``energy_reported``, ``audit_done``, ``measures_taken`` and ``energy_retrofit_done`` are yes,
    no or null. A constant number of queries.
    """
    params = {"path": city.path + "%", "on": on, "ids": list(ids or ()), "water": WATER}
    some = "" if ids is None else " AND b.id = ANY(%(ids)s)"
    years = fetch(FIGURES + some, FIGURE_TYPES, params)
    given = pl.col("intensity").is_not_null() | pl.col("energy_on_file")
    on_file = pl.when(given).then(pl.lit(True))
    years = _corrected(_possible(years.with_columns(energy_reported=on_file)), city, on)
    acts = fetch(ACTS + some + ACTS_GROUPED, ACT_TYPES, params)
    return no_once_due(_with_acts(years, acts), on)


# --- what was done --------------------------------------------------------------------------


def _with_acts(years: pl.DataFrame, acts: pl.DataFrame) -> pl.DataFrame:
    """Add what was done. An audit and measures answer the year they are recorded for; a retrofit
    every year that had not ended before it was done (Article 32.2: two years running, then the
    retrofit), so one of 2025 answers 2024 and 2025 over the limit, and not 2025 and 2026."""
    for kind in ("audit_done", "measures_taken"):
        done = acts.filter(pl.col("kind") == kind).select(
            "building", "year", pl.lit(True).alias(kind)
        )
        years = years.join(done, on=["building", "year"], how="left")
    retrofits = acts.filter(pl.col("kind") == "energy_retrofit_done").select(
        "building", pl.col("done_on").dt.year().cast(pl.Int64).alias("retrofit_year")
    )
    years = years.join(retrofits, on="building", how="left")
    answered = pl.when(pl.col("retrofit_year") >= pl.col("year")).then(pl.lit(True))
    return years.with_columns(energy_retrofit_done=answered).drop("retrofit_year")


# --- what no building can use ---------------------------------------------------------------


def _possible(years: pl.DataFrame) -> pl.DataFrame:
    """A figure beyond all possibility is a mistake of whoever wrote it, and unknown."""
    units = years.filter(pl.col("intensity").is_not_null())["intensity_unit"].unique().to_list()
    caps = {unit: min(int(most(unit) * STORED), 2**63 - 1) for unit in units}
    highest = pl.col("intensity_unit").replace_strict(caps, default=None, return_dtype=pl.Int64)
    beyond = (pl.col("intensity") > highest).fill_null(False)
    return years.with_columns(
        intensity=pl.when(~beyond).then("intensity"),
        why_intensity=pl.when(beyond).then(pl.lit(IMPOSSIBLE)).otherwise("why_intensity"),
    )


# --- corrections for use --------------------------------------------------------------------

CORRECTED = {
    "building": pl.Int64,
    "year": pl.Int64,
    "corrected": pl.Int64,
    "corrected_for": pl.String,
    "why_corrected": pl.String,
}


def _corrected(years: pl.DataFrame, city: Area, on: date) -> pl.DataFrame:
    """The figures corrected for the uses on file; unknown where a parameter is not confirmed."""
    columns = [name for name, _ in USES.values()]
    used = years.filter(
        pl.col("intensity").is_not_null() & pl.any_horizontal(pl.col(columns).is_not_null())
    )
    found = _correct_each(used, city, on) if used.height else []
    answers = pl.DataFrame(found, schema=CORRECTED, orient="row")
    return (
        years.join(answers, on=["building", "year"], how="left")
        .with_columns(
            reported_intensity=pl.col("intensity"),
            intensity=pl.when(pl.col("why_corrected").is_null()).then(
                pl.coalesce("corrected", "intensity")
            ),
            why_intensity=pl.coalesce("why_corrected", "why_intensity"),
            corrected_for=pl.col("corrected_for").fill_null(""),
        )
        .drop("corrected", "why_corrected", "class", "energy_on_file", *columns)
    )


def _correct_each(used: pl.DataFrame, city: Area, on: date) -> list[tuple[Any, ...]]:
    known = Yardsticks(city, on)
    asked: dict[tuple[str, int], dict[Use, Parameters | Blocked]] = {}
    found = []
    for row in used.iter_rows(named=True):
        key = (row["class"], row["year"])
        if key not in asked:
            asked[key] = correction_parameters(known, *key)
        found.append((row["building"], row["year"], *_correction(row, asked[key])))
    return found


def _correction(
    row: dict[str, Any], known: dict[Use, Parameters | Blocked]
) -> tuple[int | None, str, str | None]:
    """The corrected figure, what it was corrected for, and why there is none."""
    actual, parameters = {}, {}
    for use, (name, scale) in USES.items():
        if use not in known or row[name] is None:
            continue
        said = known[use]
        if isinstance(said, Blocked):
            return None, "", f"{said.why}:{said.standard}"
        parameters[use] = said
        actual[use] = Fraction(row[name], scale * (100 if use in PER_CENT else 1))
    try:
        figure = correct(Fraction(row["intensity"], STORED), parameters, actual)
    except BadUse:
        return None, "", "bad_use"
    if figure > most(row["intensity_unit"]):
        return None, "", IMPOSSIBLE
    return to_scaled(figure, STORED), ",".join(actual), None
