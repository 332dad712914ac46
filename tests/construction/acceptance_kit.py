"""What a special acceptance needs, one step each: limits that decide, certificates, a chapter, tests,
an assessment, and a session filled in and signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from greenward.bureau.accounts.models import Area, Organisation, PartyRole
from greenward.bureau.construction.accepting.reading import asks_session, sessions
from greenward.bureau.construction.accepting.sessions import (
    Point,
    Presence,
    hold,
    sign,
    write,
    write_points,
)
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import (
    Acceptance,
    Chapter,
    Evaluation,
    Qualification,
)
from greenward.bureau.construction.models.acceptance import Result
from greenward.bureau.construction.testing import entering, evaluating
from greenward.bureau.construction.testing.entering import Air, Sound
from greenward.bureau.construction.testing.report import filed
from greenward.bureau.standards import services
from greenward.bureau.standards.models import Standard, StandardInUse, StandardRow
from tests.standards.kit import OPERATOR, SAID, enter, row

from .conftest import Site

FOUR = (
    PartyRole.DEVELOPER,
    PartyRole.DESIGNER,
    PartyRole.CONTRACTOR,
    PartyRole.SUPERVISOR,
)
Purpose = StandardInUse.Purpose
LONG_AGO = date(2011, 6, 1)
ACCEPTED = ("radon", "formaldehyde", "ammonia", "benzene", "toluene", "xylene", "tvoc")
"""What GB 50325 has limits for at the acceptance."""
CLEAN = {"radon": ("20", "Bq/m³", "year"), "tvoc": ("0.1", "mg/m³", "8h")}


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days)


def apply_limits(area: Area, *, confirmed: bool = True) -> None:
    """The city applies the shipped standards of air and sound; an official confirms their rows."""
    city = area.city()
    services.seed(OPERATOR)
    for code, purpose in (
        ("GB/T 18883-2022", Purpose.AIR),
        ("GB 50325-2020", Purpose.AIR),
        ("GB 50118-2010", Purpose.SOUND),
    ):
        services.use_standard(
            OPERATOR,
            area=city,
            standard=Standard.objects.get(code=code),
            first_day=LONG_AGO,
            purpose=purpose,
        )
    if confirmed:
        rows = StandardRow.objects.filter(
            standard__code__in=["GB/T 18883-2022", "GB 50325-2020", "GB 50118-2010"]
        )
        services.confirm(OPERATOR, rows, SAID)


def name_main(area: Area, *pollutants: str) -> None:
    """The authority's list of main pollutants, and a sound limit of the facade."""
    rows = [row("1", "air.main", "", pollutant=one) for one in pollutants]
    enter("CITY-AIR", *rows, city=area.city())
    facade = {"element": "outdoor_bedroom", "metric": "DnT,w+Ctr"}
    enter(
        "CITY-SOUND",
        replace(row("30", "sound.low", "dB", **facade), direction="at least"),
        replace(row("35", "sound.high", "dB", **facade), direction="at least"),
        city=area.city(),
    )


def company(site: Site, role: PartyRole) -> Organisation:
    return Organisation.objects.get(name=f"{role.value} of {site.project.code}")


def certify(
    organisation: Organisation,
    activity: str,
    first: date = LONG_AGO,
    last: date | None = None,
) -> Qualification:
    return Qualification.objects.create(
        organisation=organisation, activity=activity, number="CMA-1", first_day=first, last_day=last
    )


def air(
    pollutant: str,
    value: str,
    *,
    room: str = "201卧室",
    unit: str = "mg/m³",
    averaging: str = "1h",
    on: date | None = None,
    number: str = "KQ-1",
) -> Air:
    return Air(room, pollutant, Decimal(value), unit, averaging, 12, on or days_ago(20), number)


def clean(room: str = "201卧室") -> list[Air]:
    """Every substance of the acceptance far below its limit, over the averaging time of its limit."""
    found = []
    for pollutant in ACCEPTED:
        value, unit, averaging = CLEAN.get(pollutant, ("0.01", "mg/m³", "1h"))
        found.append(air(pollutant, value, room=room, unit=unit, averaging=averaging))
    return found


def quiet() -> list[Sound]:
    on = days_ago(20)
    return [
        Sound("party_bedrooms", "DnT,w+C", "201/202", Decimal("52"), on, "GS-1"),
        Sound("outdoor_bedroom", "DnT,w+Ctr", "201", Decimal("36"), on, "GS-1"),
        Sound("bedroom_floor", "L'nT,w", "301/201", Decimal("60"), on, "GS-1"),
    ]


def test(site: Site, *rows: Air | Sound, retest: str = "") -> entering.Entered:
    laboratory = site.parties[PartyRole.LABORATORY]
    return entering.enter(
        laboratory, site.fresh(), company(site, PartyRole.LABORATORY), rows, retest=retest
    )


def promise(site: Site, star: int = 2, energy: str = "60.00") -> Chapter:
    """A chapter handed in at the construction stage."""
    return Chapter.objects.create(
        project=site.project,
        stage="construction",
        version=1,
        star=star,
        energy_target=Decimal(energy),
        saving_rate=Decimal("65"),
        technical_path="外遮阳、高效机组、光伏",
        handed_in_at=timezone.now(),
        sha256="0" * 64,
    )


MEASURED = (
    evaluating.Found("energy_target", "58.20"),
    evaluating.Found("saving_rate", "66"),
)


def commission(site: Site, on: date | None = None) -> Evaluation:
    return evaluating.commission(
        site.developer,
        site.fresh(),
        organisation=company(site, PartyRole.EVALUATOR),
        commissioned_on=on or days_ago(60),
        contract_number="HT-2026-1",
    )


def assess(
    site: Site, star: int = 2, measured: tuple[evaluating.Found, ...] = MEASURED
) -> Evaluation:
    """Commissioned, declared independent, measured, signed and issued."""
    found = commission(site)
    evaluator = site.parties[PartyRole.EVALUATOR]
    evaluating.declare_independence(evaluator, found)
    evaluating.enter(
        evaluator,
        found,
        star=star,
        concluded_on=days_ago(10),
        summary="现场核查与资料核查。",
        measurements=measured,
    )
    evaluating.issue(evaluator, found, filed(evaluator, found))
    return found


def open_session(site: Site) -> Acceptance:
    """A session on a new application for whichever gate asks for one."""
    project = site.fresh()
    gate = next(one for one in law_of(project.area).edition.gates if asks_session(one))
    application = apply(site.developer, project, gate.id)
    return hold(site.developer, application, held_on=timezone.localdate(), place="现场会议室")


def fill(site: Site, session: Acceptance, *, star: int = 2, failing: str = "") -> Acceptance:
    """Everybody takes part, every point is met except one that is named."""
    session = sessions().get(pk=session.pk)
    points = [
        Point(
            item.pk,
            item.comparison,
            item.what,
            item.required,
            item.found or "已核查",
            Result.NOT_MET if failing and failing in item.what else Result.MET,
        )
        for item in session.items.all()
    ]
    write_points(site.developer, session, points)
    write(
        site.developer,
        session,
        held_on=session.held_on,
        place=session.place,
        star=star,
        findings="资料齐全。",
        attendance={role: Presence(True, f"{role.label}代表") for role in FOUR},
    )
    return sessions().get(pk=session.pk)


def sign_all(site: Site, session: Acceptance, *roles: PartyRole) -> Acceptance:
    for role in roles or FOUR:
        session = sessions().get(pk=session.pk)
        sign(site.parties[role], session, role, seen=session.content_hash, agrees=True)
    return sessions().get(pk=session.pk)
