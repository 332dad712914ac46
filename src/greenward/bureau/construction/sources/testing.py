"""What assessments and tests say of a project (Articles 15, 17, 34, 35).

A signed report counts as true and accurate, by the declaration of its signatory, until an officer
records otherwise. An agency with no certificate on file is neither qualified nor unqualified; one
whose certificates did not hold on the day of its commission, or of its report, is not. One that takes
part in the project otherwise, or that an officer found to have an interest, is no third party.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.models import Party
from greenward.law.language import Subject

from .. import cases
from ..accepting.reading import first_held
from ..facts import Source, Value, register
from ..models import Evaluation
from ..models.testing import Activity, ReportCheck
from ..testing import judging
from ..testing.qualified import Register

ASSESSMENT = frozenset(
    {
        "assessor_commissioned",
        "assessor_qualified",
        "assessment_concluded",
        "report_issued",
        "report_genuine",
        "report_accurate",
        "assessed_star",
    }
)
TESTS = frozenset({"air_samples_conform", "indoor_air_conforms", "sound_tests_conform"})
Quality = ReportCheck.Quality
OF_QUALITY = {
    Quality.GENUINE: "report_genuine",
    Quality.ACCURATE: "report_accurate",
}


def assessments(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The facts of each project's standing assessment."""
    rows = _standing(keys)
    register_of, held = Register(row.organisation_id for row in rows), first_held(keys)
    return {
        row.project_id: {
            "assessor_commissioned": _in_time(row, held) and _is_third_party(row),
            "assessor_qualified": register_of.on_all(
                row.organisation_id, Activity.EVALUATION, row.days_of_need
            ).truth,
            "assessed_star": row.star if row.issued_on else None,
            **of_report(row),
        }
        for row in rows
    }


def _in_time(row: Evaluation, held: Mapping[int, date]) -> bool:
    return row.project_id not in held or row.commissioned_on <= held[row.project_id]


def _is_third_party(row: Any) -> bool:
    """Whether nothing is known that binds the agency to a party: it is one itself, or an officer
    found an interest."""
    found = [one.holds for one in row.checks.all() if one.quality == Quality.IMPARTIAL]
    return not row.otherwise and (not found or found[-1])


def of_report(row: Evaluation) -> dict[str, Value]:
    """What an assessment says by itself: concluded, issued, and what is known of its report."""
    issued = row.issued_on is not None
    said: dict[str, Value] = {
        "assessment_concluded": True if row.concluded_on else None,
        "report_issued": True if issued else None,
    }
    if issued:
        said |= dict.fromkeys(OF_QUALITY.values(), True)
        checks = [one for one in row.checks.all() if one.quality in OF_QUALITY]
        said |= {OF_QUALITY[Quality(one.quality)]: one.holds for one in checks}
    return said


def evaluations(keys: Sequence[int]) -> Iterable[cases.Case]:
    """Each standing assessment as a case of the evaluation agency."""
    for row in _standing(keys):
        yield cases.Case(
            Subject.EVALUATION,
            row.project_id,
            cases.labelled(row.organisation),
            of_report(row),
            ("construction:assessment", row.project_id),
            PartyRole.EVALUATOR,
        )


def _standing(keys: Sequence[int]) -> list[Evaluation]:
    others = Party.objects.filter(
        matter__project=OuterRef("project"), organisation=OuterRef("organisation")
    ).exclude(role=PartyRole.EVALUATOR)
    rows = Evaluation.objects.filter(project__in=keys, withdrawn_at=None).annotate(
        otherwise=Exists(others)
    )
    return list(rows.select_related("organisation").prefetch_related("checks"))


register(
    Source(
        "assessments",
        _("the conformity assessment"),
        ASSESSMENT,
        assessments,
        url="construction:assessment",
    )
)
register(
    Source("tests", _("the tests of air and sound"), TESTS, judging.facts, url="construction:tests")
)
cases.register(Subject.EVALUATION, evaluations)
