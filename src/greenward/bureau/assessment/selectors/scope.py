"""What a page speaks of: the city, its last assessment and the reporting year, for one actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, Subquery
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.visibility import visible_areas
from greenward.bureau.construction.models import Project
from greenward.bureau.performance.models import EnergyYear
from greenward.bureau.registry.models import Building
from greenward.law.language import Duty, Edition

from ..chain import Chain, chain_of, law_of, of_others, short_name
from ..models import Assessment

LONGEST = 10
"""How many reporting years are offered."""

NO_CHAIN = Chain("", "", "", "", ())
"""Before the first assessment."""


@dataclass(frozen=True)
class Scope:
    """`areas` are those inside the actor's posts with their city, `districts` the districts among
    them; `years` run from the newest back."""

    actor: Actor
    city: Area | None
    areas: tuple[Area, ...]
    districts: tuple[Area, ...]
    assessment: Assessment | None
    years: tuple[int, ...]
    year: int

    @cached_property
    def edition(self) -> Edition | None:
        """The law the last assessment asked."""
        return law_of(self.assessment.edition_id) if self.assessment else None

    @cached_property
    def chain(self) -> Chain:
        """The energy chain of that law."""
        return chain_of(self.assessment.edition_id) if self.assessment else NO_CHAIN

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """The duties in force on the day of the assessment that it judged."""
        if self.edition is None or self.assessment is None:
            return ()
        duties = self.edition.in_force(self.assessment.on)
        return tuple(duty for duty in duties if duty.id in self.assessment.counts)

    @cached_property
    def others(self) -> tuple[str, ...]:
        """The duties among them that others than those who answer for a building owe."""
        return tuple(duty.id for duty in self.duties if of_others(duty))

    @property
    def hidden(self) -> tuple[str, ...]:
        """What is left out for this reader: officers see every duty, members what is asked of
        those who answer for their buildings."""
        return () if self.actor.is_official else self.others

    def name_of(self, duty: Duty) -> str:
        """What a duty of the edition is called: *energy retrofit*."""
        return short_name(duty, self.assessment.edition_id) if self.assessment else duty.id

    @property
    def newest(self) -> bool:
        """Whether the reporting year is the newest there is."""
        return self.year >= max(self.years, default=self.year)

    @property
    def whole_city(self) -> bool:
        """Whether the actor's posts reach over all of the city."""
        paths = self.actor.area_paths
        return self.city is not None and any(self.city.path.startswith(path) for path in paths)


def scope_of(actor: Actor, year: int | None = None) -> Scope:
    """The scope of an actor's pages, in two queries (where there are several cities in up to four);
    `year` is the reporting year asked for."""
    seen = Q() if actor.everywhere else visible_areas(actor) | Q(parent=None)
    areas = list(Area.objects.filter(seen))
    city = _city(actor, areas)
    assessment = _last_assessment(city)
    years = _years(assessment)
    chosen = year if year in years else next(iter(years), timezone.localdate().year - 1)
    districts = [a for a in areas if city and a.parent_id == city.pk and _sees(actor, a)]
    return Scope(actor, city, tuple(areas), tuple(districts), assessment, years, chosen)


def _city(actor: Actor, areas: list[Area]) -> Area | None:
    """The city the actor's posts lie in; for whoever has none that of what they see first."""
    roots = [area for area in areas if area.parent_id is None and area.pack]
    own = [root for root in roots if any(p.startswith(root.path) for p in actor.area_paths)]
    if not own and len(roots) > 1:
        path = _seen_in(actor)
        own = [root for root in roots if path.startswith(root.path)]
    return next(iter(own or roots), None)


def _seen_in(actor: Actor) -> str:
    """The path of the area of one building or project the actor sees; "" where there is none."""
    for found in (Building.objects.visible_to(actor), Project.objects.visible_to(actor)):
        path: str | None = found.order_by("pk").values_list("area__path", flat=True).first()
        if path:
            return path
    return ""


def _sees(actor: Actor, area: Area) -> bool:
    return actor.everywhere or any(area.path.startswith(path) for path in actor.area_paths)


def _last_assessment(city: Area | None) -> Assessment | None:
    years = EnergyYear.objects.values("year")
    found = (
        Assessment.objects.filter(city=city, finished_at__isnull=False)
        .annotate(
            first_year=Subquery(years.order_by("year")[:1]),
            last_year=Subquery(years.order_by("-year")[:1]),
        )
        .first()
    )
    if found and city:
        found.city = city
    return found


def _years(assessment: Assessment | None) -> tuple[int, ...]:
    """The years with energy data that had ended on the day of the assessment."""
    if assessment is None or assessment.first_year is None:
        return ()
    last = min(assessment.last_year, assessment.on.year - 1)
    return tuple(range(last, max(assessment.first_year - 1, last - LONGEST), -1))


def array(ids: Iterable[int]) -> str:
    """Numbers as the text of a bigint[]: many times faster to send than a list."""
    return "{" + ",".join(map(str, ids)) + "}"
