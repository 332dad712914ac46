"""An owner reports an energy act with its proof; an officer's acceptance puts it on file."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.documents import keep
from greenward.bureau.casework.matters.steps import WrongState, step
from greenward.bureau.casework.models import AuditEvent, Filing, Matter, Task
from greenward.bureau.performance.models import EnergyAct, Submission
from greenward.bureau.performance.services import PerformanceError
from greenward.bureau.performance.submitting import accept, prepare, submit
from greenward.bureau.registry.models import Building


@pytest.fixture
def building(futian: Area, owner: Actor) -> Building:
    return Building.objects.create(
        code="440304A001", name="岭南大厦", area=futian, owner_id=owner.organisations[0]
    )


@pytest.fixture
def submission(owner: Actor, building: Building) -> Submission:
    return prepare(owner, building=building, year=2024, kind="audit_done", done_on=date(2025, 3, 1))


def prove(actor: Actor, submission: Submission) -> Matter:
    """The matter with a document filed in it."""
    document = keep(actor, BytesIO(b"%PDF-1.7 audit"), "audit.pdf", "application/pdf")
    Filing.objects.create(
        matter=submission.matter,
        document=document,
        kind="proof",
        title="Audit",
        filed_by=actor.user,
    )
    return submission.matter


def waiting(matter: Matter) -> set[tuple[str, str]]:
    """The open tasks: which act, by which post or organisation."""
    rows = Task.objects.filter(matter=matter, closed_at=None)
    return {(row.act, row.role or row.organisation.name) for row in rows}


def test_a_proven_act_is_put_on_file_when_accepted(
    owner: Actor, officer: Actor, submission: Submission
) -> None:
    matter = prove(owner, submission)
    assert waiting(matter) == {("submit_evidence", "Greenwood")}
    submit(owner, matter)
    assert waiting(matter) == {("accept_evidence", "officer")}
    assert not EnergyAct.objects.exists()

    recorded = accept(officer, matter)

    assert (recorded.kind, recorded.year) == ("audit_done", 2024)
    assert recorded.document.name == "audit.pdf"
    matter.refresh_from_db()
    assert (matter.state, waiting(matter)) == ("accepted", set())
    assert matter.closed_at is not None
    acts = AuditEvent.objects.filter(subject_type="casework.matter", subject_id=str(matter.pk))
    assert list(acts.order_by("pk").values_list("act", flat=True)) == [
        "prepare_submission",
        "submit_evidence",
        "accept_evidence",
    ]


def test_nothing_is_submitted_without_proof(owner: Actor, submission: Submission) -> None:
    with pytest.raises(ValidationError, match="File the report|请先提交"):
        submit(owner, submission.matter)


def test_an_act_of_before_the_year_answers_nothing(owner: Actor, building: Building) -> None:
    with pytest.raises(PerformanceError):
        prepare(owner, building=building, year=2024, kind="audit_done", done_on=date(2023, 12, 31))
    assert not Matter.objects.exists()


def test_only_the_owner_reports_and_only_an_officer_of_the_district_decides(
    owner: Actor,
    other_owner: Actor,
    officer: Actor,
    sibling_officer: Actor,
    building: Building,
    submission: Submission,
) -> None:
    given = {"building": building, "year": 2024, "kind": "audit_done", "done_on": date(2025, 3, 1)}
    for actor in (other_owner, officer):
        with pytest.raises(PermissionDenied):
            prepare(actor, **given)
    matter = prove(owner, submission)
    for actor in (other_owner, officer):
        with pytest.raises(PermissionDenied):
            submit(actor, matter)
    submit(owner, matter)
    for actor in (owner, other_owner, sibling_officer):
        with pytest.raises(PermissionDenied):
            accept(actor, matter)
    assert not EnergyAct.objects.exists()


def test_a_refusal_says_why_and_is_final(
    owner: Actor, officer: Actor, submission: Submission
) -> None:
    matter = prove(owner, submission)
    submit(owner, matter)
    with step(officer, matter, "refuse_evidence") as (_, event):
        event.note(remark="The audit covers another building.")
    with pytest.raises(WrongState), step(owner, matter, "drop_submission"):
        pass


def test_who_sees_it(
    owner: Actor,
    other_owner: Actor,
    officer: Actor,
    sibling_officer: Actor,
    director: Actor,
    registrar: Actor,
    submission: Submission,
) -> None:
    sees = [
        actor.name
        for actor in (owner, other_owner, officer, sibling_officer, director, registrar)
        if Matter.objects.visible_to(actor).exists()
    ]
    assert sees == [owner.name, officer.name, director.name]


def test_it_is_taken_back_before_the_decision(owner: Actor, submission: Submission) -> None:
    with step(owner, prove(owner, submission), "drop_submission"):
        pass
    submission.matter.refresh_from_db()
    assert (submission.matter.state, waiting(submission.matter)) == ("dropped", set())
