"""What the law says of each test, and all tests of a building together (Articles 17, 34, 35).

The duties about samples and tests are asked, whichever the edition has; limits are those of the
standards the city applies on the day of the test, and an unconfirmed one leaves its test unknown. A
test by a laboratory that was not qualified on that day is no evidence either way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.models import Function
from greenward.bureau.standards.measures import Measures
from greenward.law import measured, sampled
from greenward.law.language import Subject, Verdict
from greenward.law.reading import Truth
from greenward.law.sampled import Sample, Shown
from greenward.law.standards.limits import acceptance_limits
from greenward.law.standards.names import NAMES

from ..facts import Value, typed
from ..law import Law, flags, law_of
from ..models import AirTest, Project, SoundTest, Statement
from ..sources.register import projects as particulars
from .qualified import OF_TEST, Register

UNQUALIFIED = "unqualified"
CLASSES: Mapping[str, tuple[str, ...]] = {
    Function.RESIDENTIAL: ("I",),
    Function.MEDICAL: ("I",),
    Function.EDUCATION: ("I", "II"),
    Function.MIXED: ("I", "II"),
    Function.OTHER: ("I", "II"),
}
"""The pollution classes a building of a function may be of (GB 50325): schools are of the first and
other places of culture of the second, and the function does not tell which."""


@dataclass(frozen=True)
class Finding:
    """One test with the law's answer. `why`: codes of `greenward.law.measured.REASONS`, or
    `UNQUALIFIED`. `limit` in the fact's scale and `unit`; None where it is not known."""

    test: AirTest | SoundTest
    verdict: Verdict
    within: Truth = None
    """Whether it keeps to the limit of the acceptance (air alone)."""
    limit: int | None = None
    unit: str = ""
    why: tuple[str, ...] = ()


@dataclass
class Overview:
    """All standing tests of one project, and what they show together. `main` and `listed` are the
    substances that Article 34 and the acceptance ask for; None where nobody has said which."""

    air: list[Finding] = field(default_factory=list)
    sound: list[Finding] = field(default_factory=list)
    main: frozenset[str] | None = None
    listed: frozenset[str] | None = None
    samples: Shown = Shown(None)
    indoors: Shown = Shown(None)
    sounds: Shown = Shown(None)


def overviews(keys: Sequence[int]) -> dict[int, Overview]:
    """The tests of some projects, judged. A constant number of queries, and one for each city and
    day of testing."""
    found = {key: Overview() for key in keys}
    air = _standing(AirTest, keys)
    sound = _standing(SoundTest, keys)
    tested = {test.project_id for test in (*air, *sound)}
    if not tested:
        return found
    bench = _Bench(tested, {test.laboratory_id for test in (*air, *sound)})
    for test in air:
        found[test.project_id].air.append(bench.air(test))
    for test in sound:
        found[test.project_id].sound.append(bench.sound(test))
    for key in tested:
        bench.together(key, found[key])
    return found


def facts(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The facts of projects that follow from their tests."""
    return {
        key: {
            "air_samples_conform": one.samples.truth,
            "indoor_air_conforms": one.indoors.truth,
            "sound_tests_conform": one.sounds.truth,
        }
        for key, one in overviews(keys).items()
    }


class Day:
    """What a city measures with on one day, worked out once (one query)."""

    def __init__(self, city: Area, on: date) -> None:
        measures = Measures(city, on)
        self.limits = measures.limits
        self.classes = {one: acceptance_limits(measures.rows, one, on) for one in ("I", "II")}
        self.lists = {code: measures.main(code) for code in NAMES["pollutant"]}

    @property
    def main(self) -> frozenset[str] | None:
        """The authority's list of main pollutants; None while there is none or a row of it waits."""
        lists = list(self.lists.values())
        return None if None in lists else lists[0]

    def acceptance(self, function: str) -> list[tuple[measured.Limit, ...]]:
        """The limits of the acceptance of a building, one set for each class it may be of."""
        return [self.classes[one] for one in CLASSES.get(function, ("II",))]

    def listed(self, function: str) -> frozenset[str] | None:
        """What the acceptance has limits for; nobody said where the city applies none."""
        return frozenset(limit.of for some in self.acceptance(function) for limit in some) or None


class _Bench:
    """What tests are judged with: projects, laws, certificates, limits; each read once."""

    def __init__(self, projects: Collection[int], laboratories: Collection[int]) -> None:
        rows = Project.objects.filter(pk__in=projects).select_related("area")
        self.projects = {row.pk: row for row in rows}
        self.register = Register(laboratories)
        self.laws: dict[str, Law] = {}
        self.cities: dict[str, Area] = {}
        self.days: dict[tuple[str, date], Day] = {}
        self.known = _background(list(projects))

    def air(self, test: AirTest) -> Finding:
        day = self._day(test)
        sample = measured.AirSample(
            test.pollutant,
            test.value,
            test.unit,
            cast(measured.Averaging, test.averaging) if test.averaging else None,
        )
        main = day.lists.get(test.pollutant)
        said = measured.air_facts(sample, day.limits, main, test.tested_on)
        classes = [
            measured.air_facts(sample, limits, main, test.tested_on)
            for limits in day.acceptance(self.projects[test.project_id].function)
        ]
        if why := self._unqualified(test):
            return Finding(test, Verdict.UNKNOWN, None, None, said.unit, why)
        verdict = self._verdict(test, Subject.AIR_SAMPLE, said)
        limit = said.facts.get("air_limit")
        return Finding(
            test,
            verdict,
            sampled.within([one.facts for one in classes]),
            None if limit is None else int(limit),
            said.unit,
            _reasons(verdict, said),
        )

    def sound(self, test: SoundTest) -> Finding:
        if why := self._unqualified(test):
            return Finding(test, Verdict.UNKNOWN, None, None, "dB", why)
        said = measured.sound_facts(
            measured.SoundTest(test.element or None, test.metric, test.value),
            self._day(test).limits,
            self.projects[test.project_id].regime_on,
            test.tested_on,
        )
        verdict = self._verdict(test, Subject.SOUND_TEST, said)
        return Finding(test, verdict, None, None, "dB", _reasons(verdict, said))

    def together(self, key: int, one: Overview) -> None:
        """What the tests of one project show, by what its city asks for on the last day of testing."""
        rooms = {finding.test.room for finding in one.air}
        if one.air:
            last = max((finding.test for finding in one.air), key=lambda test: test.tested_on)
            day = self._day(last)
            one.main, one.listed = day.main, day.listed(self.projects[key].function)
        one.samples = sampled.shown(_samples(one.air), one.main, rooms)
        one.indoors = sampled.shown(
            [Sample(f.test.room, f.test.pollutant, f.within) for f in one.air], one.listed, rooms
        )
        asked = (*measured.AIRBORNE, *measured.IMPACT)
        one.sounds = sampled.shown(_samples(one.sound), asked, {""} if one.sound else ())

    def _verdict(
        self, test: AirTest | SoundTest, subject: Subject, said: measured.Measured
    ) -> Verdict:
        project = self.projects[test.project_id]
        law = self._law(project)
        case = {**self.known[project.pk], **said.facts, "new_recorded": project.new_construction}
        return sampled.verdict(law.edition.duties, subject, typed(case, flags(law.hash)))

    def _unqualified(self, test: AirTest | SoundTest) -> tuple[str, ...]:
        activity = OF_TEST[str(test._meta.model_name)]
        standing = self.register.on(test.laboratory_id, activity, test.tested_on)
        return () if standing.truth else (UNQUALIFIED,)

    def _law(self, project: Project) -> Law:
        root = _root(project.area)
        if root not in self.laws:
            self.laws[root] = law_of(project.area)
        return self.laws[root]

    def _day(self, test: AirTest | SoundTest) -> Day:
        area = self.projects[test.project_id].area
        root = _root(area)
        if root not in self.cities:
            self.cities[root] = area.city()
        key = (root, test.tested_on)
        if key not in self.days:
            self.days[key] = Day(self.cities[root], test.tested_on)
        return self.days[key]


def _standing(model: type[Any], keys: Sequence[int]) -> list[Any]:
    rows = model.objects.standing().filter(project__in=keys)
    return list(rows.select_related("laboratory", "report").order_by("pk"))


def _samples(findings: Iterable[Finding]) -> list[Sample]:
    """What counts of some tests; sound has no places, an element is tested for the building."""
    return [
        Sample(
            f.test.room if isinstance(f.test, AirTest) else "",
            f.test.pollutant if isinstance(f.test, AirTest) else f.test.element,
            sampled.PASSES[f.verdict],
        )
        for f in findings
        if f.verdict in sampled.PASSES
    ]


def _background(keys: Sequence[int]) -> dict[int, dict[str, Value]]:
    """What the register and statements say of projects: kinds of building, for the duties' scope."""
    found: dict[int, dict[str, Value]] = {key: {} for key in keys}
    for key, name, value in Statement.objects.filter(project__in=keys, ended_at=None).values_list(
        "project_id", "fact", "value"
    ):
        found[key][name] = value
    for key, said in particulars(keys).items():
        found[key].update(said)
    return found


def _reasons(verdict: Verdict, said: measured.Measured) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said.why.values())) if verdict is Verdict.UNKNOWN else ()


def _root(area: Area) -> str:
    return area.path.split("/", 1)[0]
