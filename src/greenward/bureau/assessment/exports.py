"""The two lists that can be taken away: buildings with their year, and findings with their facts.

The filters are those of the pages, read by the same forms, so that a file holds what the page shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.exports import Column, Kind, Select, Table, register
from greenward.bureau.registry.models import Function
from greenward.law.language import Verdict
from greenward.web.verdicts import mark_of

from .forms import BuildingFilter, FindingFilter
from .selectors.buildings import FIGURES, HELD, IN_YEAR, ITS_OWN, SEVERITY, WORST, matching
from .selectors.findings import GRAVITY, TABS, THEN, condition, parameters
from .selectors.scope import Scope, array, scope_of

ALL = "all"
NAMED = re.compile(r"%\((\w+)\)s")

INTENSITY = 6
"""Decimal places of energy intensities."""

BUILDINGS = (
    Column("code", _("Building code")),
    Column("identifiers", _("Other identifiers")),
    Column("name", _("Name")),
    Column("address", _("Address")),
    Column("district_code", _("Code of the district")),
    Column("district", _("District")),
    Column("function", _("Function")),
    Column("energy_class", _("Energy class")),
    Column("floor_area", _("Floor area, m²"), Kind.DECIMAL, 4),
    Column("in_use", _("In use"), Kind.BOOL),
    Column("completed_on", _("Completed on"), Kind.DATE),
    Column("star", _("Green-building star"), Kind.INT),
    Column("owner", _("Owner")),
    Column("year", _("Year"), Kind.INT),
    Column("intensity", _("Energy"), Kind.DECIMAL, INTENSITY),
    Column("limit", _("Limit"), Kind.DECIMAL, INTENSITY),
    Column("unit", _("Unit")),
    Column("excess", _("Over the limit, %"), Kind.DECIMAL, INTENSITY),
    Column("verdict", _("Worst verdict")),
    Column("owed", _("Owed"), Kind.INT),
)
FINDINGS = (
    Column("code", _("Building code")),
    Column("identifiers", _("Other identifiers")),
    Column("name", _("Name")),
    Column("district", _("District")),
    Column("duty", _("Duty")),
    Column("about", _("What it is about")),
    Column("article", _("Article")),
    Column("year", _("Year"), Kind.INT),
    Column("verdict", _("Verdict")),
    Column("owed", _("Owed"), Kind.BOOL),
    Column("exposed", _("Fine may be proposed"), Kind.BOOL),
    Column("fine_low", _("Fine from, ¥"), Kind.DECIMAL, 2),
    Column("fine_high", _("Fine to, ¥"), Kind.DECIMAL, 2),
    Column("intensity", _("Energy"), Kind.DECIMAL, 4),
    Column("limit", _("Limit"), Kind.DECIMAL, 4),
    Column("unit", _("Unit")),
    Column("missing", _("Missing")),
    Column("found_on", _("Found on"), Kind.DATE),
    Column("edition", _("Edition of the law")),
)

CARRIED = """LEFT JOIN (
        SELECT building_id, string_agg(scheme || ' ' || value, '; ' ORDER BY scheme, value) AS said
        FROM registry_identifier WHERE building_id = ANY(%(ids)s::bigint[]) GROUP BY 1
    ) carried ON carried.building_id = b.id"""
"""The numbers a building carries in other lists."""

BUILDING_ROWS = f"""
    SELECT b.code, carried.said, b.name, b.address, a.code, %(area)s::jsonb ->> a.code,
        %(functions)s::jsonb ->> b.function, b.energy_class, b.floor_area, b.in_use,
        b.completed_on, b.star, o.name, %(year)s::int,
        trim_scale(coalesce(found.eui / 10000.0, e.intensity)),
        trim_scale(found.held_to / 10000.0),
        coalesce(nullif(found.unit, ''), e.intensity_unit),
        trim_scale(trunc(found.eui * 100.0 / nullif(found.held_to, 0) - 100, 6)),
        %(verdicts)s::jsonb ->> coalesce(found.worst, 0)::text, coalesce(found.owed, 0)
    FROM registry_building b
    JOIN accounts_area a ON a.id = b.area_id
    {CARRIED}
    LEFT JOIN accounts_organisation o ON o.id = b.owner_id
    LEFT JOIN performance_energyyear e ON e.building_id = b.id AND e.year = %(year)s
    LEFT JOIN (
        SELECT f.building_id, max({SEVERITY}) AS worst, count(*) FILTER (WHERE f.owed) AS owed,
            {FIGURES}, max(f.unit) FILTER (WHERE {HELD}) AS unit
        FROM assessment_finding f WHERE {IN_YEAR} AND {ITS_OWN} AND f.building_id = ANY(%(ids)s::bigint[]) GROUP BY 1
    ) found ON found.building_id = b.id
    WHERE b.id = ANY(%(ids)s::bigint[]) ORDER BY b.name, b.id
"""
FINDING_ROWS = f"""
    SELECT b.code, carried.said, b.name, %(area)s::jsonb ->> a.code, f.duty, %(names)s::jsonb ->> f.duty,
        %(articles)s::jsonb ->> f.duty, f.year, %(verdicts)s::jsonb ->> f.verdict::text,
        f.owed, f.exposed, round(f.fine_low / 100.0, 2), round(f.fine_high / 100.0, 2),
        trim_scale((f.facts->>'eui')::bigint / 10000.0),
        trim_scale((f.facts->>'constraint_value')::bigint / 10000.0),
        f.unit, lack.said, made.on, f.edition_id
    FROM assessment_finding f
    JOIN registry_building b ON b.id = f.building_id
    JOIN accounts_area a ON a.id = b.area_id
    {CARRIED}
    JOIN assessment_assessment made ON made.id = f.made_by_id
    LEFT JOIN LATERAL (
        SELECT string_agg(coalesce(%(facts)s::jsonb ->> key, key), '; ') AS said
        FROM jsonb_object_keys(f.missing) key
    ) lack ON f.lacking > 0
"""


def building_rows(actor: Actor, filters: QueryDict) -> Select:
    """The buildings of the list of buildings, by name."""
    scope = _scope(actor, filters)
    ids = matching(BuildingFilter(scope, filters).query, scope).values_list("pk", flat=True)
    asked = _words(scope) | {
        "ids": array(ids),
        "limit": scope.chain.limit,
        "mean": scope.chain.mean,
        "others": list(scope.others),
        "functions": {letter: str(label) for letter, label in Function.choices},
        "verdicts": {str(rank): _word(verdict) for rank, verdict in WORST.items()},
    }
    return select(BUILDING_ROWS, asked)


def finding_rows(actor: Actor, filters: QueryDict) -> Select:
    """The findings of the work list, the gravest first; of every tab when none is asked for.

    The list is that of the reporting year; ``year=all`` asks for the findings of every year.
    """
    scope = _scope(actor, filters)
    form = FindingFilter(scope, filters)
    ids = list(matching(form.buildings, scope).values_list("pk", flat=True))
    duties = scope.edition.duties if scope.edition else ()
    vocabulary = scope.edition.vocabulary if scope.edition else ()
    lang = get_language() or "zh"
    asked = _words(scope) | {
        "names": {duty.id: scope.name_of(duty) for duty in duties},
        "articles": {duty.id: duty.article for duty in duties},
        "facts": {each.name: (each.proof or each.label).in_(lang) for each in vocabulary},
        "verdicts": {str(int(verdict)): _word(verdict) for verdict in Verdict},
    }
    query = form.query
    if filters.get("year") == ALL:
        query = replace(query, change=ALL)
    rows = f"""
        {FINDING_ROWS} WHERE f.building_id = ANY(%(ids)s::bigint[]) AND {condition(query, scope)}
        AND {TABS[query.tab]} ORDER BY {GRAVITY}, {THEN}
    """
    return select(rows, asked | parameters(ids, query, scope))


def _scope(actor: Actor, filters: QueryDict) -> Scope:
    year = filters.get("year", "")
    return scope_of(actor, int(year) if year.isdecimal() else None)


def _words(scope: Scope) -> dict[str, Any]:
    """What both lists need: the reporting year and the names of the areas."""
    return {"year": scope.year, "area": {area.code: str(area) for area in scope.areas}}


def _word(verdict: Verdict) -> str:
    return str(mark_of(verdict).word)


def select(statement: str, named: Mapping[str, Any]) -> Select:
    """A statement with named parameters as one with parameters in order; mappings become JSON."""
    values = [_value(named[name]) for name in NAMED.findall(statement)]
    return Select(NAMED.sub("%s", statement), values)


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else value


def register_lists() -> None:
    """Make both lists known; called when the app is ready."""
    register(Table("buildings", _("Buildings"), BUILDINGS, building_rows))
    register(Table("findings", _("Findings"), FINDINGS, finding_rows))
