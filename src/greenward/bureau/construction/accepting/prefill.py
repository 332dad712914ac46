"""What a new session starts with: the points that the records already know (Articles 13, 15, 17, 34, 35).

Required stands beside found; a point on which the law has an answer carries it, and the parties may
still find otherwise on the site. Texts are in both languages, since all sign the one content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from greenward.law.language import Text, Verdict
from greenward.law.standards.names import NAMES
from greenward.law.vocabulary import ENTRIES
from greenward.web.numbers import short

from ..models import Acceptance, AcceptanceItem, Measurement, Project
from ..models.acceptance import Comparison, Result
from ..printing import both
from ..testing.evaluating import standing
from ..testing.judging import Finding, overviews
from ..testing.targets import chapter_of, targets, text_of

WORKS = (
    Text("围护结构", "building envelope"),
    Text("供暖通风与空调", "heating, ventilation and air conditioning"),
    Text("给水排水与节水器具", "water supply, drainage and water-saving fittings"),
    Text("配电与照明", "power distribution and lighting"),
    Text("可再生能源", "renewable energy"),
    Text("分项计量与监测", "sub-metering and monitoring"),
)
"""Parts of the works that every session looks at, by the standards and by the drawings alike."""
STAR, PATH = Text("绿色建筑等级", "green building star"), Text("技术路径", "technical path")
LIMIT = Text("限值", "limit")
EARLIER = Text("上次", "last time")
RESULTS = {Verdict.SATISFIED: Result.MET, Verdict.BREACHED: Result.NOT_MET}
MOST = 300
"""Characters of a cell."""


def items(session: Acceptance) -> list[AcceptanceItem]:
    """The points of a new session: what the records know, and those of the one it follows."""
    known = list(_fresh(session.project))
    made = carried(session.follows, known) if session.follows else known
    for one in made:
        one.acceptance = session
    return made


def carried(before: Acceptance, known: list[AcceptanceItem]) -> list[AcceptanceItem]:
    """Every point of a session before, open ones first. What was met stays so and what was open is
    looked at again; but where a record tells what was found, the record of today is taken."""
    told = {(one.comparison, one.what): one for one in known if one.found}
    made = []
    for one in before.items.all():
        again = told.pop((Comparison(one.comparison), one.what), None) or _again(one)
        again.open_point = one.result != Result.MET
        if again.open_point:
            again.note = _cut(f"{both(EARLIER)}: {one.found} {one.note}".strip())
        made.append(again)
    return [*sorted(made, key=lambda one: not one.open_point), *told.values()]


def _again(one: AcceptanceItem) -> AcceptanceItem:
    was_met = one.result == Result.MET
    return AcceptanceItem(
        comparison=one.comparison,
        what=one.what,
        required=one.required,
        found=one.found if was_met else "",
        result=Result.MET if was_met else Result.UNCHECKED,
        note=one.note if was_met else "",
    )


def _fresh(project: Project) -> Iterator[AcceptanceItem]:
    tests = overviews([project.pk])[project.pk]
    yield from _tested(tests.air, lambda f: both(NAMES["pollutant"][f.test.pollutant]))
    yield from _tested(tests.sound, lambda f: both(NAMES["element"][f.test.element]))
    for comparison in (Comparison.STANDARDS, Comparison.DRAWINGS):
        for part in WORKS:
            yield AcceptanceItem(comparison=comparison, what=both(part))
    yield from _promised(project)


def _promised(project: Project) -> Iterator[AcceptanceItem]:
    """The chapter's star, figures and path, beside what the assessment found."""
    chapter, assessment = chapter_of(project), standing(project)
    if chapter is None:
        return
    issued = assessment if assessment and assessment.issued_on else None
    measured = {one.indicator: one for one in issued.measurements.all()} if issued else {}
    if chapter.star:
        star = issued.star if issued else None
        yield AcceptanceItem(
            comparison=Comparison.CHAPTER,
            what=both(STAR),
            required="★" * chapter.star,
            found="★" * star if star else "",
            result=Result.UNCHECKED if star is None else _met(star >= chapter.star),
        )
    for target in targets(chapter):
        one = measured.get(target.figure.name)
        yield AcceptanceItem(
            comparison=Comparison.CHAPTER,
            what=both(target.figure.text),
            required=f"{target.said} {target.figure.unit}",
            found=f"{one.found} {one.unit}" if one else "",
            result=_met(one.met) if one else Result.UNCHECKED,
        )
    if chapter.technical_path:
        yield AcceptanceItem(
            comparison=Comparison.CHAPTER, what=both(PATH), required=_cut(chapter.technical_path)
        )
    yield from _beside(measured.values(), {target.figure.name for target in targets(chapter)})


def _beside(measured: Iterable[Measurement], promised: set[str]) -> Iterator[AcceptanceItem]:
    """What the agency measured beyond the figures of the chapter."""
    for one in measured:
        if one.indicator not in promised:
            yield AcceptanceItem(
                comparison=Comparison.CHAPTER,
                what=_cut(both(text_of(one.indicator)), 200),
                required=one.required,
                found=f"{one.found} {one.unit}".strip(),
                result=_met(one.met),
            )


def _tested(findings: Sequence[Finding], name: object) -> Iterator[AcceptanceItem]:
    """One point for each thing tested: its worst answer, and the figures found."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.verdict is not Verdict.NOT_APPLICABLE:
            groups.setdefault(name(finding), []).append(finding)  # type: ignore[operator]
    for what, group in groups.items():
        worst = min(group, key=lambda f: _BADNESS.index(f.verdict))
        yield AcceptanceItem(
            comparison=Comparison.STANDARDS,
            what=_cut(what, 200),
            required=_limit(worst),
            found=_cut("; ".join(_figure(f) for f in group)),
            result=RESULTS.get(worst.verdict, Result.UNCHECKED),
        )


_BADNESS = (Verdict.BREACHED, Verdict.UNKNOWN, Verdict.SATISFIED)


def _limit(finding: Finding) -> str:
    if finding.limit is None:
        return ""
    scale = ENTRIES["air_limit"].scale
    places = len(str(scale)) - 1
    return f"{both(LIMIT)} {short(finding.limit, places)} {finding.unit}"


def _figure(finding: Finding) -> str:
    test = finding.test
    place = getattr(test, "room", None) or getattr(test, "rooms", "")
    return f"{place}: {test.value.normalize():f} {getattr(test, 'unit', finding.unit)}"


def _met(met: bool | None) -> Result:
    return Result.UNCHECKED if met is None else Result.MET if met else Result.NOT_MET


def _cut(text: str, most: int = MOST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
