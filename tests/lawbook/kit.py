"""A small law with gates, a permission and a fine, and a small city judged by the real one."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.models import Assessment
from greenward.bureau.assessment.services import assess
from greenward.bureau.lawbook.book import Book
from greenward.bureau.operation.models import MeteringState
from greenward.bureau.performance.models import EnergyYear
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import publish
from greenward.law import vocabulary as fact
from greenward.law.canonical import digest
from greenward.law.language import (
    Article,
    Authority,
    Bearer,
    Class,
    Condition,
    Duty,
    Edition,
    Gate,
    Ground,
    Instrument,
    Permission,
    Share,
    Span,
    Subject,
    Text,
    passed,
)
from greenward.law.pack import build
from greenward.law.shenzhen import PACK
from greenward.law.shenzhen.liability import YUAN, fine

IN_FORCE = Span(date(2022, 7, 1))
OWN = Instrument("sz-2022", Text("本市条例", "The city's regulation"), IN_FORCE)
NATIONAL = Instrument("national", Text("国家条例", "The national regulation"), IN_FORCE)


def gate(id: str, *before: str, article: str = "12") -> Gate:
    """A gate that waits for others; without any it asks for the star."""
    requires: Condition = fact.star >= 1
    for other in before:
        requires = requires & passed(other)
    ground = Ground("star", "6", Text("达到星级", "it has its star"), requires)
    return Gate(
        id,
        article,
        Subject.PROJECT,
        Text(f"关口{id}", f"gate {id}"),
        (Bearer.DEVELOPER,),
        (Authority.MUNICIPAL_PLANNING,),
        (ground,),
        IN_FORCE,
    )


def duty(id: str, article: str, **fields: object) -> Duty:
    words: dict[str, object] = {
        "subject": Subject.BUILDING,
        "bearers": (Bearer.OWNER,),
        "text": Text(f"义务{id}", f"duty {id}"),
        "applies": fact.in_city,
        "requires": fact.star >= 1,
        "in_force": IN_FORCE,
    }
    return Duty(id, article, **(words | fields))  # type: ignore[arg-type]


def small(
    *gates: Gate, articles: tuple[Article, ...] = (), duties: tuple[Duty, ...] = ()
) -> Edition:
    """A law of the city of Shenzhen's own pack name with these rules."""
    asked = duties or (duty("9.1", "9"),)
    return build(
        "shenzhen", OWN.title, (OWN, NATIONAL), duties=asked, gates=gates, articles=articles
    )


def whole() -> Edition:
    """One of everything: articles of two texts, a fine, a gate, a permission."""
    fined = duty(
        "9.1",
        "9",
        breach=fine("9.1", "50", 100 * YUAN, 300 * YUAN, cure_first=True),
        leans_on=("10.1",),
    )
    permission = Permission(
        "47.1",
        "47",
        Subject.BUILDING,
        (Bearer.DEVELOPER,),
        Text("可不计容积率", "may stay outside the plot ratio"),
        fact.star >= 2,
        IN_FORCE,
        least_of=(Share(3 * fact.floor_area, 100), Share(fact.floor_area)),
        unit_of="floor_area",
    )
    said = Article(
        "9",
        1,
        Text("星级", "The star"),
        (Class.COMPUTABLE,),
        Text("建筑要达到星级。", "A building reaches its star."),
    )
    return build(
        "shenzhen",
        OWN.title,
        (OWN, NATIONAL),
        duties=(fined, duty("10.1", "10"), duty("n.17", "17", instrument="national")),
        gates=(gate("permit"),),
        permissions=(permission,),
        articles=(said,),
    )


def book(edition: Edition) -> Book:
    return Book(digest(edition), edition)


def judged_city(city: Area, futian: Area, nanshan: Area) -> Assessment:
    """Two large offices in Futian, one in Nanshan, each with two years; the law of today asked."""
    publish(Actor.operator(), PACK)
    for area, name, installed in (
        (futian, "岭南大厦", False),
        (futian, "海岳中心", True),
        (nanshan, "前海中心", False),
    ):
        building = Building.objects.create(
            area=area,
            name=name,
            function="A",
            floor_area=30_000,
            completed_on=date(2010, 1, 1),
            state_organ_office=True,
            fiscal_share=0,
            in_use=True,
        )
        MeteringState.objects.create(
            building=building,
            submeters_installed=installed,
            monitoring_installed=True,
            as_of=date(2026, 1, 1),
            source="visit",
        )
        for year in (2024, 2025):
            EnergyYear.objects.create(
                building=building,
                year=year,
                basis=EnergyYear.Basis.REPORTED,
                intensity=90,
                intensity_unit="kWh/(m²·a)",
            )
    return assess(Actor.operator(), city, timezone.localdate())
