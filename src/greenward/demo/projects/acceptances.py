"""Stories of built homes: assessed and tested by third parties, accepted by four who sign (Articles 15
to 17, 34, 35).

One is stuck because a floor lets too much sound through, one failed at first and passed in the session
after, one waits for three signatures. Their permits are on record as decided long ago.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.accounts.permissions import ACCEPTING_PARTIES
from greenward.bureau.construction.accepting import report, sessions
from greenward.bureau.construction.accepting.reading import sessions as sessions_of
from greenward.bureau.construction.accepting.sessions import Point, Presence
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.chapters import reviewing
from greenward.bureau.construction.deciding import grant, refuse
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.models import Acceptance, Evaluation, Project
from greenward.bureau.construction.models.acceptance import Result
from greenward.bureau.construction.sitework import record as record_site
from greenward.bureau.construction.testing import entering, evaluating, qualified
from greenward.bureau.construction.testing.entering import Air, Sound
from greenward.bureau.construction.testing.report import filed
from greenward.bureau.construction.testing.targets import chapter_of, targets

from ..people import SINCE
from .cast import PARTIES, Cast, ago, fresh, tell
from .plan import Plan
from .stories import AREA, HOMES, PERMIT, TALENT, Told, write_chapter

CERTIFICATES = {"evaluator": ("evaluation",), "laboratory": ("air", "sound")}
"""What the demo's third parties are certified for."""
AIR = {
    "radon": ("35", "Bq/m³", "year"),
    "formaldehyde": ("0.04", "mg/m³", "1h"),
    "ammonia": ("0.08", "mg/m³", "1h"),
    "benzene": ("0.02", "mg/m³", "1h"),
    "toluene": ("0.05", "mg/m³", "1h"),
    "xylene": ("0.06", "mg/m³", "1h"),
    "tvoc": ("0.30", "mg/m³", "8h"),
}
"""What was found in a bedroom: all of it below the limits."""
SOUND = (
    ("party_bedrooms", "DnT,w+C", "1201/1202", "51"),
    ("outdoor_bedroom", "DnT,w+Ctr", "1201", "35"),
    ("bedroom_floor", "L'nT,w", "1301/1201", "62"),
)
LOUD = "73"
"""dB of steps on the floor above: within the low limit and above the mean that Article 35 asks."""
ASSESSMENT, ACCEPTANCE = "conformity_assessment", "special_acceptance"


def certify(cast: Cast) -> None:
    """Enter the certificates of evaluator and laboratory."""
    for who, activities in CERTIFICATES.items():
        for number, activity in enumerate(activities, 1):
            qualified.enter(
                cast["futian"],
                area=cast.areas[AREA],
                organisation=cast.companies[who],
                activity=activity,
                number=f"CMA-2022-{who[:3].upper()}{number}",
                first_day=SINCE,
                last_day=None,
            )


# --- the stories ----------------------------------------------------------------------------


def too_loud(cast: Cast, project: Project, plan: Plan) -> None:
    """The assessment is under way; one sound test fails, so that nothing can be accepted yet."""
    _build(cast, project, plan)
    _test(cast, project, loud=True)
    found = _commission(cast, project)
    evaluating.declare_independence(cast["evaluator"], found)
    _measure(cast, found, plan, done=False)


def failed_then_passed(cast: Cast, project: Project, plan: Plan) -> None:
    """The first session found lighting too strong; the next is passed by all, and completion with it."""
    _assess(cast, project, plan)
    first = _held(cast, project, plan, days=16, failing="照明")
    _sign(cast, first, *ACCEPTING_PARTIES)
    refuse(
        cast["developer"], first.application.matter, remark="照明功率密度超过设计值，整改后复验。"
    )
    report.issue(cast["developer"], _read(first))
    second = _held(cast, project, plan, days=0)
    _sign(cast, second, *ACCEPTING_PARTIES)
    grant(cast["developer"], second.application.matter)
    report.issue(cast["developer"], _read(second))
    _pass(cast, project, "completion_acceptance")


def to_be_signed(cast: Cast, project: Project, plan: Plan) -> None:
    """The session is filled in and the developer has signed; three signatures are awaited."""
    _assess(cast, project, plan)
    _sign(cast, _held(cast, project, plan, days=2), PartyRole.DEVELOPER)


STORIES = (
    Told("听澜人才住房", TALENT, too_loud, 760),
    Told("观澜花园", HOMES, failed_then_passed, 800),
    Told("岭秀花园", HOMES, to_be_signed, 780),
)
"""What happens once homes are built."""


# --- what they are made of ------------------------------------------------------------------


def _build(cast: Cast, project: Project, plan: Plan) -> None:
    """Chapter and permit as on record, works begun and finished, what nobody but the parties tells."""
    planner, contractor = cast["planning"], cast["contractor"]
    chapter = write_chapter(cast, project, plan)
    reviewing.review(planner, chapter, conforms=True, opinion="专篇内容完整，等级与用地要求一致。")
    tell(planner, fresh(project), {"permit_star": plan.star})
    day = plan.passed(PERMIT)
    record_decision(
        planner,
        fresh(project),
        PERMIT,
        granted=True,
        decided_on=day,
        number=f"深规建许字〔{day.year}〕{plan.number:04d}号",
        authority="深圳市规划和自然资源局（演示）",
    )
    begun = day + timedelta(25)
    record_site(contractor, fresh(project), "begun", happened_on=begun)
    record_site(contractor, fresh(project), "finished", happened_on=ago(70))
    tell(cast["futian"], fresh(project), {"interior_decoration": False})
    tell(cast["developer"], fresh(project), {"component_records_complete": True})


def _assess(cast: Cast, project: Project, plan: Plan) -> None:
    """Tested, assessed, and the assessment passed."""
    _build(cast, project, plan)
    _test(cast, project)
    found, evaluator = _commission(cast, project), cast["evaluator"]
    evaluating.declare_independence(evaluator, found)
    _measure(cast, found, plan, done=True)
    evaluating.issue(evaluator, found, filed(evaluator, found))
    _pass(cast, project, ASSESSMENT)


def _test(cast: Cast, project: Project, *, loud: bool = False) -> None:
    """The laboratory's rows of air and sound."""
    day = ago(30)
    rows: list[Air | Sound] = [
        Air("1201主卧", what, Decimal(value), unit, averaging, 12, day, "KQ-2026-118")
        for what, (value, unit, averaging) in AIR.items()
    ]
    for element, metric, rooms, value in SOUND:
        heard = LOUD if loud and element == "bedroom_floor" else value
        rows.append(Sound(element, metric, rooms, Decimal(heard), day, "GS-2026-118"))
    entering.enter(cast["laboratory"], fresh(project), cast.companies["laboratory"], rows)


def _commission(cast: Cast, project: Project) -> Evaluation:
    return evaluating.commission(
        cast["developer"],
        fresh(project),
        organisation=cast.companies["evaluator"],
        commissioned_on=ago(60),
        contract_number=f"PG-2026-{project.pk:03d}",
    )


def _measure(cast: Cast, found: Evaluation, plan: Plan, *, done: bool) -> None:
    """What the evaluator measured: each promise of the chapter just kept; before the end, some."""
    promised = targets(chapter_of(found.project))
    evaluating.enter(
        cast["evaluator"],
        found,
        star=plan.star if done else None,
        concluded_on=ago(24) if done else None,
        summary="查阅竣工图与设备资料，现场核查围护结构、空调、照明和计量。",
        measurements=[
            evaluating.Found(target.figure.name, str(target.required))
            for target in (promised if done else promised[:2])
        ],
    )


def _pass(cast: Cast, project: Project, gate: str) -> None:
    """Pass one of the parties' own gates."""
    grant(cast["developer"], apply(cast["developer"], fresh(project), gate).matter)


def _held(cast: Cast, project: Project, plan: Plan, *, days: int, failing: str = "") -> Acceptance:
    """A session so many days ago, filled in whole; `failing`: a word of the point that is not met."""
    developer = cast["developer"]
    application = apply(developer, fresh(project), ACCEPTANCE)
    session = sessions.hold(developer, application, held_on=ago(days), place="项目部会议室")
    sessions.write_points(developer, _read(session), list(_points(session, failing)))
    sessions.write(
        developer,
        _read(session),
        held_on=ago(days),
        place="项目部会议室",
        star=plan.star,
        findings="现场查验与资料核对完毕。" if not failing else "地下车库照明功率密度超过设计值。",
        attendance={
            role: Presence(True, f"{report.ROLES[role].zh}代表") for role in ACCEPTING_PARTIES
        },
    )
    return _read(session)


def _points(session: Acceptance, failing: str) -> Iterable[Point]:
    for item in _read(session).items.all():
        bad = bool(failing) and failing in item.what
        found = "实测 6.2 W/m²，设计 4.5 W/m²" if bad else item.found or "已核查"
        result = Result.NOT_MET if bad else Result.MET
        yield Point(item.pk, item.comparison, item.what, item.required, found, result)


def _sign(cast: Cast, session: Acceptance, *roles: PartyRole) -> None:
    for role in roles:
        who = cast[PARTIES.get(role, "developer")]
        sessions.sign(who, session, role, seen=session.content_hash, agrees=True)


def _read(session: Acceptance) -> Acceptance:
    return sessions_of().get(pk=session.pk)
