"""Holds bind every act on a project and its applications; two at once never pass on stale facts; who
joins or leaves a project joins or leaves its applications; the database keeps the record."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import IntegrityError

from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.casework.matters import handling, requests
from greenward.bureau.casework.matters.reading import Standing
from greenward.bureau.casework.models import Matter, Party, Task
from greenward.bureau.construction.applying import accept, apply, take_back
from greenward.bureau.construction.deciding import grant, refuse
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.holding import hold, release
from greenward.bureau.construction.land import record_document
from greenward.bureau.construction.missing import request_missing
from greenward.bureau.construction.models import Decision, Plot, Statement
from greenward.bureau.construction.opening import choose_regime, close
from greenward.bureau.construction.stating import state
from tests.fixtures.people import make_actor

from .conftest import REGIME, Site

DRAWINGS = {"green_designed": True, "drawings_meet_energy_standards": True}


@pytest.fixture
def drawings(jinzhou: Site) -> Matter:
    """Drawings that may be certified, handed in."""
    state(jinzhou.housing, jinzhou.fresh(), DRAWINGS)
    return apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate").matter


def test_nothing_moves_while_a_project_is_held(jinzhou: Site, drawings: Matter) -> None:
    permit = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    reviewer = jinzhou.parties[PartyRole.DRAWING_REVIEWER]
    hold(jinzhou.housing, jinzhou.fresh().matter, remark="停工令")
    acts: list[Callable[[], object]] = [
        lambda: state(jinzhou.housing, jinzhou.fresh(), {"green_planned": True}),
        lambda: apply(jinzhou.developer, jinzhou.fresh(), "green_review_filing"),
        lambda: accept(jinzhou.housing, permit),
        lambda: request_missing(jinzhou.housing, permit),
        lambda: grant(reviewer, drawings),
        lambda: refuse(reviewer, drawings),
        lambda: take_back(jinzhou.developer, drawings),
        lambda: choose_regime(jinzhou.housing, jinzhou.fresh(), on=REGIME, because="重新认定"),
        lambda: close(jinzhou.housing, jinzhou.fresh().matter),
        lambda: record_decision(
            jinzhou.housing,
            jinzhou.fresh(),
            "planning_permit",
            granted=True,
            decided_on=REGIME,
            number="1",
            authority="某局",
        ),
    ]
    for act in acts:
        with pytest.raises(ValidationError):
            act()
    standing = Standing(reviewer, drawings)
    assert standing.why_held("grant_drawing") and not standing.why_held("comment")
    handling.comment(jinzhou.housing, permit, text="等待解除")  # a remark moves nothing
    release(jinzhou.housing, jinzhou.fresh().matter, remark="复工")
    grant(reviewer, drawings)
    accept(jinzhou.housing, permit)


def test_a_request_that_was_open_stays_open_over_a_hold(jinzhou: Site) -> None:
    permit = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    asked = request_missing(jinzhou.housing, permit)
    hold(jinzhou.housing, jinzhou.fresh().matter, remark="停工令")
    with pytest.raises(ValidationError):
        requests.answer(jinzhou.developer, permit, answers={})
    release(jinzhou.housing, jinzhou.fresh().matter, remark="复工")
    assert asked.clocks.get().due_on is None  # it waits for the answer, not for the hold
    answers = {item.pk: requests.Answer("已补正") for item in asked.items.all()}
    requests.answer(jinzhou.developer, permit, answers=answers)
    assert asked.clocks.get().due_on is not None


def test_who_joins_or_leaves_a_project_does_so_in_its_applications(
    jinzhou: Site, drawings: Matter
) -> None:
    second = Organisation.objects.create(name="second reviewer")
    reader = make_actor("second-reviewer", organisations=(second,))
    project = jinzhou.fresh().matter
    joined = handling.add_party(
        jinzhou.housing, project, role=PartyRole.DRAWING_REVIEWER, who=second
    )
    assert Matter.objects.visible_to(reader).filter(pk=drawings.pk).exists()
    waits = Task.objects.filter(matter=drawings, organisation=second, closed_at=None)
    assert waits.exists()
    handling.end_party(jinzhou.housing, project, party=joined)
    assert not waits.exists()
    left = Party.objects.filter(organisation=second)
    assert left.count() == 2 and not left.filter(last_day=None).exists()


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_keeps_the_record(jinzhou: Site, drawings: Matter) -> None:
    grant(jinzhou.parties[PartyRole.DRAWING_REVIEWER], drawings)
    for table in ("statement", "decision", "application", "project", "plot"):
        refused(f"DELETE FROM construction_{table}")
        refused(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE construction_{table} CASCADE")
    refused("UPDATE construction_statement SET value = 0")
    refused("UPDATE construction_decision SET granted = false")
    refused("UPDATE construction_decision SET facts = '{}'")
    refused("UPDATE construction_application SET gate = 'x'")
    change = {"green_designed": False}
    state(jinzhou.housing, jinzhou.fresh(), change, because="设计变更")
    refused("UPDATE construction_decision SET reopened_at = NULL")
    refused("UPDATE construction_statement SET ended_at = NULL")
    assert Decision.objects.get().reopened_because == "设计变更"
    assert Statement.objects.filter(fact="green_designed").count() == 2


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[Exception | None]:
    """Two acts on two connections: the second begins once the first has written and not committed.
    What each raised."""
    written, told = threading.Event(), threading.Event()
    raised: list[Exception | None] = [None, None]

    def one() -> None:
        with transaction.atomic():
            first()
            written.set()
            assert told.wait(30)

    def two() -> None:
        assert written.wait(30)
        second()

    def run(place: int, act: Callable[[], None]) -> None:
        try:
            act()
        except (ValidationError, AssertionError) as error:
            raised[place] = error
        finally:
            written.set()
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in ((0, one), (1, two))]
    for thread in threads:
        thread.start()
    try:
        _wait_for_a_lock()
    finally:
        told.set()
        for thread in threads:
            thread.join(30)
    return raised


def _wait_for_a_lock() -> None:
    """Until one connection waits for another's lock; that it does is part of what is tested."""
    for _try in range(500):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone():
                return
        time.sleep(0.02)
    raise AssertionError("the second act did not wait for the first")


@pytest.mark.django_db(transaction=True)
def test_a_grant_waits_for_a_change_of_its_facts_and_sees_it(
    jinzhou: Site, drawings: Matter
) -> None:
    reviewer = jinzhou.parties[PartyRole.DRAWING_REVIEWER]
    raised = at_once(
        lambda: state(jinzhou.housing, jinzhou.fresh(), {"green_designed": False}),
        lambda: grant(reviewer, Matter.objects.select_related("area").get(pk=drawings.pk)),
    )
    assert raised[0] is None and isinstance(raised[1], ValidationError)
    assert not Decision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_waits_for_the_grant_and_must_open_it_anew(
    jinzhou: Site, drawings: Matter
) -> None:
    reviewer = jinzhou.parties[PartyRole.DRAWING_REVIEWER]
    project = jinzhou.fresh()  # read before the grant is there
    raised = at_once(
        lambda: grant(reviewer, Matter.objects.select_related("area").get(pk=drawings.pk)),
        lambda: state(jinzhou.housing, project, {"green_designed": False}),
    )
    assert raised[0] is None and isinstance(raised[1], ValidationError)
    assert Decision.objects.get().stands
    assert Statement.objects.get(fact="green_designed").value == 1


@pytest.mark.django_db(transaction=True)
def test_a_hold_waits_for_the_act_under_way_and_binds_the_next(
    jinzhou: Site, drawings: Matter
) -> None:
    permit = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    held = jinzhou.fresh().matter
    raised = at_once(
        lambda: hold(jinzhou.housing, held, remark="停工令"),
        lambda: accept(jinzhou.housing, Matter.objects.select_related("area").get(pk=permit.pk)),
    )
    assert raised[0] is None and isinstance(raised[1], ValidationError)
    permit.refresh_from_db()
    assert permit.state == "handed_in"


@pytest.mark.django_db(transaction=True)
def test_two_applications_for_one_gate_at_once_are_one(jinzhou: Site) -> None:
    mine, theirs = jinzhou.fresh(), jinzhou.fresh()
    raised = at_once(
        lambda: apply(jinzhou.developer, mine, "drawing_certificate"),
        lambda: apply(jinzhou.developer, theirs, "drawing_certificate"),
    )
    assert raised[0] is None and isinstance(raised[1], ValidationError)


@pytest.mark.django_db(transaction=True)
def test_a_plots_terms_do_not_change_under_a_permit(shenzhen: Site) -> None:
    """A change of the plot's star waits for the recorded permit that stands on it, and is refused
    without a reason."""

    def paper(star: int, because: str = "") -> None:
        terms = {"kind": "contract", "number": "深地合字2024-1", "day": REGIME, "star": star}
        plot = Plot.objects.select_related("area").get(pk=shenzhen.plot.pk)
        record_document(
            shenzhen.planning, plot, states_industrialised=True, because=because, **terms
        )

    paper(2)
    raised = at_once(
        lambda: record_decision(
            shenzhen.planning,
            shenzhen.fresh(),
            "planning_permit",
            granted=True,
            decided_on=REGIME,
            number="深规许2024-1",
            authority="市规划和自然资源局",
        ),
        lambda: paper(1),
    )
    assert raised[0] is None and isinstance(raised[1], ValidationError)
    paper(1, because="合同变更")
    assert not Decision.objects.get().stands
