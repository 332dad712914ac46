"""How many buildings the actor may see comply with a duty today, breach it, or cannot be judged.

The numbers are those of the findings in force in the reporting year, and each is the length of the
list of buildings that its link opens. A duty that the last assessment did not judge is never
counted as zero: it says which of its facts no room records, asked of the law itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import connection
from django.urls import reverse

from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.cases import gather
from greenward.bureau.assessment.pages.glance import buildings_url
from greenward.bureau.assessment.selectors.scope import Scope
from greenward.bureau.construction.statistics import duties as of_projects
from greenward.bureau.registry.models import Building
from greenward.law.assess import answerable
from greenward.law.language import Duty, Subject, Verdict, facts_in

from .book import Book, book_of

OF_PROJECTS = Subject.PROJECT
ON_THE_PROJECT = frozenset(
    {
        Subject.PLOT,
        Subject.PROJECT,
        Subject.CHAPTER,
        Subject.PROCUREMENT,
        Subject.ENGAGEMENT,
        Subject.EVALUATION,
        Subject.HANDOVER,
        Subject.SALE,
    }
)
"""The subjects that are judged anew on each project's page by every act."""
JUDGED = (Subject.BUILDING, Subject.BUILDING_YEAR)
"""The subjects an assessment has cases of."""

IN_FORCE = """
    FROM assessment_finding f
    WHERE f.ended_by_id IS NULL AND f.building_id IN ({seen})
    AND f.duty = ANY(%s) AND (f.year = %s OR f.year IS NULL)
"""
"""Looked up building by building and not joined to a list of them: where the planner believes the
findings few, it would go through the whole list once for each."""

TALLIES = f"""
    SELECT f.duty, f.verdict, count(*), count(*) FILTER (WHERE f.owed) {IN_FORCE} GROUP BY 1, 2
    UNION ALL SELECT NULL, NULL, count(*), 0 FROM ({{seen}}) seen
"""
BREACHES = f"SELECT f.duty, count(*) {IN_FORCE} AND f.verdict = 2 GROUP BY 1"


@dataclass(frozen=True)
class Tally:
    """One duty over the actor's buildings; not applicable are those without a finding."""

    verdicts: Mapping[Verdict, int]
    owed: int

    def __getitem__(self, verdict: Verdict) -> int:
        return self.verdicts.get(verdict, 0)


@dataclass(frozen=True)
class Uncounted:
    """Why a duty is not counted: the facts no room records, or the subjects no room keeps.

    With neither the duty only waits for the next assessment.
    """

    facts: tuple[str, ...] = ()
    subject: Subject | None = None


def counted(book: Book, scope: Scope) -> set[str]:
    """The duties that the last assessment judged and that this edition writes alike."""
    run = scope.assessment
    if run is None:
        return set()
    asked = {duty.id: duty for duty in book_of(run.edition_id).edition.duties}
    return {d.id for d in book.edition.duties if d.id in run.counts and _alike(d, asked.get(d.id))}


def _alike(duty: Duty, asked: Duty | None) -> bool:
    """Whether two editions bind and are fulfilled alike, whatever else they say of the duty."""
    return asked is not None and (duty.subject, duty.applies, duty.requires) == (
        asked.subject,
        asked.applies,
        asked.requires,
    )


def tallies(duties: Collection[str], scope: Scope) -> dict[str, Tally]:
    """The verdicts of some duties over the actor's buildings, in one query."""
    if not duties:
        return {}
    verdicts: dict[str, dict[Verdict, int]] = {duty: {} for duty in duties}
    owed = dict.fromkeys(duties, 0)
    total = 0
    for duty, verdict, number, owing in _rows(TALLIES, duties, scope):
        if duty is None:
            total = number
        else:
            verdicts[duty][Verdict(verdict)] = number
            owed[duty] += owing
    for found in verdicts.values():
        found[Verdict.NOT_APPLICABLE] = total - sum(found.values())
    return {duty: Tally(verdicts[duty], owed[duty]) for duty in duties}


def project_tallies(duties: Collection[Duty], book: Book, scope: Scope) -> dict[str, Tally]:
    """The verdicts of the duties about projects over the actor's projects, in one query."""
    asked = [duty for duty in duties if duty.subject is OF_PROJECTS]
    if not asked or scope.city is None:
        return {}
    found = of_projects.tallies(scope.actor, scope.city, asked, book.edition)
    return {
        id: Tally({v: numbers[v.name.lower()] for v in Verdict}, numbers["owed"])
        for id, numbers in found.items()
    }


def project_list_url(scope: Scope, duty: str, verdict: Verdict | str) -> str:
    """The list of projects behind a number."""
    word = verdict if isinstance(verdict, str) else verdict.name.lower()
    city = f"?city={scope.city.code}" if scope.city else ""
    return reverse("construction:duty_list", args=[duty, word]) + city


def breaches(duties: Collection[str], scope: Scope) -> dict[str, int]:
    """How many of the actor's buildings breach each duty, in one query."""
    return dict(_rows(BREACHES, duties, scope)) if duties else {}


def _rows(query: str, duties: Iterable[str], scope: Scope) -> list[tuple]:
    seen = Building.objects.visible_to(scope.actor).order_by().values("id")
    sql, params = seen.query.sql_with_params()
    with connection.cursor() as cursor:
        again = params if query.count("{seen}") > 1 else ()
        cursor.execute(query.format(seen=sql), [*params, list(duties), scope.year, *again])
        return cursor.fetchall()


def list_url(scope: Scope, duty: str, verdict: Verdict | str) -> str:
    """The list of buildings behind a number."""
    word = verdict if isinstance(verdict, str) else verdict.name.lower()
    return buildings_url(scope, duty=duty, verdict=word)


def area_names(scope: Scope) -> list[Area]:
    """The areas of the actor's posts; empty for a member of an organisation."""
    own = set(scope.actor.area_paths)
    return [area for area in scope.areas if area.path in own]


# --- what is not counted --------------------------------------------------------------------


def why_not(duty: Duty, scope: Scope) -> Uncounted:
    """Why no finding of this duty exists."""
    if duty.subject not in JUDGED:
        return Uncounted(subject=duty.subject)
    kept = recorded(scope.city) if scope.city else {}
    columns = kept.get(duty.subject, frozenset())
    if not columns or answerable([duty], columns):
        return Uncounted()
    asked = dict.fromkeys(facts_in(duty.applies) + facts_in(duty.requires))
    return Uncounted(facts=tuple(name for name in asked if name not in columns))


def recorded(city: Area) -> Mapping[Subject, frozenset[str]]:
    """The facts some room records, by subject: the columns of a city's cases."""
    return _recorded(city.path)


@cache
def _recorded(path: str) -> Mapping[Subject, frozenset[str]]:
    """Asked once a process for no building at all: the columns follow from the rooms alone."""
    cases = gather(Area.objects.get(path=path), date.today(), [])
    return {
        Subject.BUILDING: frozenset(cases.buildings.columns),
        Subject.BUILDING_YEAR: frozenset(cases.years.columns),
    }
