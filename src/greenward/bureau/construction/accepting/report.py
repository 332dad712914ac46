"""The report of a special acceptance: what was compared and tested, who signed, how it was decided.

A session that failed gets its report as well; it says so on top and lists what does not conform, so
it is no pass report (Article 16). The three comparisons stand whole, required beside found.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.accounts.permissions import ACCEPTING_PARTIES
from greenward.bureau.casework.filings import file_document
from greenward.law.language import Text, Verdict
from greenward.law.standards.names import NAMES

from ..law import law
from ..models import Acceptance, Decision
from ..models.acceptance import Comparison, Result
from ..printing import Part, Record, both, pdf
from ..recording import recorded
from ..saying import star_words
from ..testing.judging import Finding, Overview, overviews
from .reading import items, not_met, signatures

TITLE = Text("绿色建筑专项验收报告", "Report of the special acceptance of green building")
PASSED = Text("专项验收合格", "The special acceptance is passed")
FAILED = Text("专项验收不合格", "The special acceptance is not passed")
COMPARED = {
    Comparison.STANDARDS: Text("与工程建设标准的比对", "Compared with the construction standards"),
    Comparison.DRAWINGS: Text("与施工图设计文件的比对", "Compared with the construction drawings"),
    Comparison.CHAPTER: Text("与绿色专篇的比对", "Compared with the green chapter"),
}
RESULTS = {
    Result.MET: Text("符合", "met"),
    Result.NOT_MET: Text("不符合", "not met"),
    Result.UNCHECKED: Text("未核查", "not checked"),
}
VERDICTS = {
    Verdict.SATISFIED: Text("合格", "passes"),
    Verdict.BREACHED: Text("不合格", "fails"),
    Verdict.UNKNOWN: Text("无法判断", "cannot be said"),
    Verdict.NOT_APPLICABLE: Text("不适用", "no duty applies"),
}
ROLES = {
    PartyRole.DEVELOPER: Text("建设单位", "development party"),
    PartyRole.DESIGNER: Text("设计单位", "design party"),
    PartyRole.CONTRACTOR: Text("施工单位", "construction party"),
    PartyRole.SUPERVISOR: Text("监理单位", "supervision party"),
}
POINTS = (
    (Text("内容", "point"), 4),
    (Text("要求", "required"), 5),
    (Text("实际", "found"), 5),
    (Text("结论", "result"), 3),
    (Text("说明", "note"), 4),
)
SIGNED = (
    (Text("单位", "party"), 3),
    (Text("名称", "organisation"), 5),
    (Text("到场人员", "persons present"), 4),
    (Text("签字人", "signed by"), 3),
    (Text("意见", "opinion"), 5),
    (Text("时间", "time"), 3),
)
AIR = (
    (Text("房间", "room"), 4),
    (Text("污染物", "pollutant"), 4),
    (Text("结果", "result"), 3),
    (Text("取值时间", "averaging time"), 3),
    (Text("检测机构和报告", "laboratory and report"), 6),
    (Text("第三十四条", "Article 34"), 3),
)
SOUND = (
    (Text("部位", "element"), 5),
    (Text("房间", "rooms"), 4),
    (Text("评价量", "quantity"), 4),
    (Text("结果", "result"), 2),
    (Text("检测机构和报告", "laboratory and report"), 6),
    (Text("第三十五条", "Article 35"), 3),
)
AGREES, DISSENTS = Text("同意", "agrees"), Text("不同意", "dissents")
UNSIGNED = Text("未签字", "not signed")


def issue(actor: Actor, session: Acceptance) -> None:
    """Issue the report of a session that was decided, and file it. Raises ValidationError before."""
    with recorded(actor, session.project, "issue_acceptance_report") as event:
        session.refresh_from_db()
        decision = decided(session)
        if decision is None:
            raise ValidationError(_("Record first whether the acceptance is passed."))
        if session.report_id is not None:
            raise ValidationError(_("The report is issued already."))
        project = session.project
        content = ContentFile(pdf(record(session, decision)), name=f"{project.code}.pdf")
        title = f"{both(TITLE)} {session.application.matter.number}"
        session.report = file_document(actor, project.matter, content, "report", title)
        session.report_issued_on = timezone.localdate()
        session.save(update_fields=["report", "report_issued_on"])
        event.note(session=session.pk, passed=decision.granted, sha256=session.report.document_id)


def decided(session: Acceptance) -> Decision | None:
    """How the session's application was decided; None while it is open or was taken back."""
    found: Decision | None = Decision.objects.filter(application=session.application).first()
    return found


def record(session: Acceptance, decision: Decision | None) -> Record:
    """What the sheet says."""
    project, passed = session.project, decision.granted if decision else None
    tests = overviews([project.pk])[project.pk]
    return Record(
        title=TITLE,
        number=session.application.matter.number,
        author=project.developer.name,
        on=decision.decided_on if decision else timezone.localdate(),
        verdict="" if passed is None else both(PASSED if passed else FAILED),
        good=bool(passed),
        hash=session.content_hash,
        summary=_summary(session, decision),
        parts=[
            *(_comparison(session, one) for one in Comparison),
            _air(tests),
            _sound(tests),
            *_outcome(session, decision),
            _signatures(session),
        ],
    )


def _summary(session: Acceptance, decision: Decision | None) -> list[tuple[Text, str]]:
    project = session.project
    area = f"{project.floor_area:,} m²" if project.floor_area is not None else ""
    return [
        (Text("工程名称", "project"), project.name),
        (Text("工程编号", "project number"), project.code),
        (Text("建设单位", "development party"), project.developer.name),
        (Text("建筑面积", "floor area"), area),
        (Text("验收日期", "held on"), session.held_on.isoformat()),
        (Text("地点", "place"), session.place),
        (Text("认定等级", "star found"), both(star_words(session.star))),
        (Text("许可等级", "star permitted"), both(star_words(_permitted(decision)))),
    ]


def _permitted(decision: Decision | None) -> int | None:
    value = decision.facts.get("permit_star") if decision else None
    return None if value is None else int(value)


def _comparison(session: Acceptance, one: Comparison) -> Part:
    rows = [
        (row.what, row.required, row.found, both(RESULTS[Result(row.result)]), row.note)
        for row in items(session, one)
    ]
    return Part(COMPARED[one], POINTS, rows)


def _air(tests: Overview) -> Part:
    rows = [
        (
            f.test.room,
            both(NAMES["pollutant"][f.test.pollutant]),
            f"{f.test.value.normalize():f} {f.test.unit}",
            _named("averaging", f.test.averaging),
            *_by(f),
        )
        for f in tests.air
    ]
    return Part(Text("室内空气检测", "Tests of indoor air"), AIR, rows)


def _sound(tests: Overview) -> Part:
    rows = [
        (
            both(NAMES["element"][f.test.element]),
            f.test.rooms,
            f.test.metric,
            f"{f.test.value.normalize():f} dB",
            *_by(f),
        )
        for f in tests.sound
    ]
    return Part(Text("隔声检测", "Tests of sound insulation"), SOUND, rows)


def _by(finding: Finding) -> tuple[str, str]:
    test = finding.test
    laboratory = f"{test.laboratory.name}, {test.report_number}, {test.tested_on.isoformat()}"
    return laboratory, both(VERDICTS[finding.verdict])


def _named(key: str, code: str) -> str:
    return both(NAMES[key][code]) if code in NAMES[key] else code


def _outcome(session: Acceptance, decision: Decision | None) -> Iterable[Part]:
    if session.findings:
        yield Part(Text("验收意见", "Findings"), lines=session.findings.splitlines())
    if decision is None or decision.granted:
        return
    grounds = {one.id: one for one in law(decision.edition_id).edition.gate(decision.gate).grounds}
    rows = [
        (f"{grounds[one].article}", both(grounds[one].text))
        for one in decision.unmet
        if one in grounds
    ]
    columns = ((Text("条款", "article"), 1), (Text("要求", "requirement"), 8))
    yield Part(Text("未满足的法定要求", "Requirements that are not met"), columns, rows)
    points = [
        (COMPARED[Comparison(one.comparison)].zh, one.what, one.found, one.note)
        for one in not_met(session)
    ]
    yield Part(Text("不符合项", "What does not conform"), _NOT_MET, points)


_NOT_MET = (
    (Text("比对", "comparison"), 3),
    (Text("内容", "point"), 4),
    (Text("实际", "found"), 5),
    (Text("说明", "note"), 5),
)


def _signatures(session: Acceptance) -> Part:
    signed = signatures(session)
    present = {row.role: row for row in session.attendance.select_related("organisation")}
    rows = []
    for role in ACCEPTING_PARTIES:
        here, one = present.get(role), signed.get(role)
        opinion = both(UNSIGNED)
        if one is not None:
            opinion = both(AGREES) if one.agrees else f"{both(DISSENTS)}: {one.reason}"
        rows.append(
            (
                both(ROLES[role]),
                str(here.organisation or "") if here else "",
                here.people if here else "",
                one.signed_by.name if one else "",
                opinion,
                timezone.localtime(one.signed_at).strftime("%Y-%m-%d %H:%M") if one else "",
            )
        )
    return Part(Text("各方签字", "Signatures of the parties"), SIGNED, rows)
