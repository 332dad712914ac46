"""A matter moves only by acts its kind knows; tasks, clocks and the audit row move with it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.casework.matters import kinds
from greenward.bureau.casework.matters.kinds import Kind, State, Transition, Wait
from greenward.bureau.casework.matters.steps import WrongState, beside, opened, step
from greenward.bureau.casework.models import AuditEvent, Clock, Matter, Party, Task

from .kit import TRY, Cast, open_matter


def open_tasks(matter: Matter) -> set[tuple[str, str]]:
    rows = Task.objects.filter(matter=matter, closed_at=None)
    return {(t.act, t.role or f"organisation {t.organisation_id}") for t in rows}


def test_opening_opens_the_tasks_and_clocks_of_the_first_state(cast: Cast, matter: Matter) -> None:
    assert matter.number == f"440304-SY-{date.today().year}-{matter.pk:06d}"
    assert matter.officer == cast.officer.user
    assert open_tasks(matter) == {("try_inspect", "officer"), ("try_decide", "director")}
    inspect = Task.objects.get(act="try_inspect")
    assert (inspect.user, inspect.officer) == (cast.officer.user, cast.officer.user)
    decide = Task.objects.get(act="try_decide")
    assert (decide.user, decide.officer) == (None, cast.officer.user)
    assert decide.clock.article == "cn-penalty-2021/60"
    assert (decide.clock.name, decide.clock.length) == ("decision", 90)
    assert decide.due_on == decide.clock.due_on
    assert AuditEvent.objects.get(act="try_open").payload["state"] == "open"


def test_a_director_who_opens_a_matter_does_not_handle_it(cast: Cast) -> None:
    with opened(cast.both, "correction", title="-", area=cast.area) as (matter, _):
        assert matter.officer == cast.both.user  # an officer as well
    clerk_opened = open_matter(cast.clerk, cast)
    assert clerk_opened.officer is None
    assert Task.objects.get(matter=clerk_opened, act="try_inspect").user is None


def test_an_act_without_a_target_closes_its_own_task_alone(cast: Cast, matter: Matter) -> None:
    with step(cast.second, matter, "try_inspect"):
        pass
    assert open_tasks(matter) == {("try_decide", "director")}
    assert Task.objects.get(act="try_inspect").done_by == cast.second.user
    assert Matter.objects.get().state == "open"


def test_a_step_moves_everything_in_one_act(cast: Cast, matter: Matter) -> None:
    with step(cast.officer, matter, "try_inspect"):
        pass
    with step(cast.director, matter, "try_decide", on=date.today()) as (locked, event):
        event.note(result="granted")
    assert locked.state == "decided"
    matter.refresh_from_db()
    assert (matter.state, matter.closed_at) == ("decided", None)
    assert open_tasks(matter) == {("try_reply", f"organisation {cast.developer.pk}")}
    done = Task.objects.get(act="try_decide")
    assert done.done_by == cast.director.user
    stopped = Clock.objects.filter(stopped_on=date.today()).values_list("name", flat=True)
    assert set(stopped) == {"try_inspect", "decision"}
    row = AuditEvent.objects.get(act="try_decide")
    assert row.payload == {"result": "granted", "state": "decided"}
    assert row.subject == ("casework.matter", str(matter.pk))


def test_closing_leaves_nothing_open(cast: Cast, matter: Matter) -> None:
    with step(cast.officer, matter, "try_close"):
        pass
    matter.refresh_from_db()
    assert matter.closed_at is not None
    assert not Task.objects.filter(closed_at=None).exists()
    assert not Clock.objects.filter(stopped_on=None).exists()
    with pytest.raises(WrongState), step(cast.officer, matter, "try_close"):
        pass
    with pytest.raises(WrongState), beside(cast.officer, matter, "comment"):
        pass


def test_a_guard_refuses_before_the_block_runs(cast: Cast, matter: Matter) -> None:
    ran = []
    with pytest.raises(ValidationError, match="not inspected"):  # noqa: SIM117
        with step(cast.director, matter, "try_decide"):
            ran.append(1)
    assert not ran


def test_four_eyes(cast: Cast, matter: Matter) -> None:
    with step(cast.both, matter, "try_inspect"):
        pass
    with pytest.raises(PermissionDenied, match="四眼原则"), step(cast.both, matter, "try_decide"):
        pass
    with step(cast.director, matter, "try_decide"):
        pass


def test_an_error_in_the_block_moves_nothing(cast: Cast, matter: Matter) -> None:
    with pytest.raises(ZeroDivisionError), step(cast.officer, matter, "try_close"):
        raise ZeroDivisionError
    matter.refresh_from_db()
    assert matter.state == "open"
    assert len(open_tasks(matter)) == 2
    assert not AuditEvent.objects.filter(act="try_close").exists()


def test_a_party_acts_by_its_role_while_it_takes_part(cast: Cast, matter: Matter) -> None:
    for actor, act in ((cast.officer, "try_inspect"), (cast.director, "try_decide")):
        with step(actor, matter, act):
            pass
    with pytest.raises(PermissionDenied), step(cast.stranger, matter, "try_reply"):
        pass
    Party.objects.update(last_day=date(2020, 1, 1), first_day=date(2019, 1, 1))
    with pytest.raises(PermissionDenied), step(cast.clerk, matter, "try_reply"):
        pass
    Party.objects.update(last_day=None)
    with step(cast.clerk, matter, "try_reply"):
        pass


def test_beside_asks_whether_the_post_has_to_do_with_the_kind_where_it_lies(
    cast: Cast, matter: Matter
) -> None:
    for actor in (cast.sibling, cast.auditor, cast.stranger):
        with pytest.raises(PermissionDenied), beside(actor, matter, "comment"):
            pass
    for actor in (cast.officer, cast.director, cast.clerk):
        with beside(actor, matter, "comment"):
            pass


def test_who_sees_it(cast: Cast, matter: Matter) -> None:
    seen = {name for name, one in cast.all.items() if Matter.objects.visible_to(one).exists()}
    assert seen == {"officer", "second", "director", "both", "clerk", "auditor"}


HOLES = {
    "nothing is known of no_such_act": {
        "transitions": (Transition("no_such_act", ("open",), None),)
    },
    "nothing is known of nowhere": {
        "transitions": (Transition("try_close", ("open",), "nowhere"),)
    },
    "two rows for try_close": {"transitions": (Transition("try_close", ("open",), "closed"),) * 2},
    "would move a closed matter": {"transitions": (Transition("try_close", ("closed",), "open"),)},
    "in open nothing does try_inspect": {"transitions": ()},
}


@pytest.mark.parametrize("why", HOLES)
def test_a_table_with_holes_is_refused(cast: Cast, why: str) -> None:
    said = {f: getattr(TRY, f) for f in TRY.__dataclass_fields__} | HOLES[why]
    with pytest.raises(ValueError, match=why):
        kinds.register(Kind(**said))


def test_a_wait_in_the_time_of_a_step_of_procedure() -> None:
    found = Wait.by_procedure("try_reply", PartyRole.DEVELOPER, "payment")
    assert (found.period.length, found.clock, found.article) == (
        15,
        "payment",
        "cn-penalty-2021/67.3",
    )
    with pytest.raises(ValueError, match="no number of days"):
        Wait.by_procedure("try_reply", Role.OFFICER, "correction")


def test_a_state_needs_no_wait() -> None:
    assert State("quiet").waits == ()
