"""What assessments and tests say of a project (Articles 15, 17, 34, 35).

A signed report counts as true and accurate, by the declaration of its signatory, until an officer
records otherwise. An agency with no certificate on file is neither qualified nor unqualified; one
whose certificates did not hold on the day of its commission is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole
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
OF_QUALITY = {
    ReportCheck.Quality.GENUINE: "report_genuine",
    ReportCheck.Quality.ACCURATE: "report_accurate",
}


def assessments(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The facts of each project's standing assessment."""
    rows = _standing(keys)
    register_of, held = Register(row.organisation_id for row in rows), first_held(keys)
    return {
        row.project_id: {
            "assessor_commissioned": row.project_id not in held
            or row.commissioned_on <= held[row.project_id],
            "assessor_qualified": register_of.on(
                row.organisation_id, Activity.EVALUATION, row.commissioned_on
            ).truth,
            "assessed_star": row.star if row.issued_on else None,
            **of_report(row),
        }
        for row in rows
    }


def of_report(row: Evaluation) -> dict[str, Value]:
    """What an assessment says by itself: concluded, issued, and what is known of its report."""
    issued = row.issued_on is not None
    said: dict[str, Value] = {
        "assessment_concluded": True if row.concluded_on else None,
        "report_issued": True if issued else None,
    }
    if issued:
        said |= dict.fromkeys(OF_QUALITY.values(), True)
        said |= {
            OF_QUALITY[ReportCheck.Quality(one.quality)]: one.holds for one in row.checks.all()
        }
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
    rows = Evaluation.objects.filter(project__in=keys, withdrawn_at=None)
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
