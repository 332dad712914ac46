"""The buyer's inspection and the course of a defect (Article 19, second paragraph)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.steps import step
from greenward.bureau.casework.models import Filing, Matter, Task
from greenward.bureau.operation import defects, inspecting
from greenward.bureau.operation.kinds import DEFECT
from greenward.bureau.operation.leads import overdue_defects
from greenward.bureau.operation.models import Defect, Inspection, InspectionItem
from tests.casework.papers import jpeg
from tests.construction.conftest import Site
from tests.construction.conftest import jinzhou as jinzhou

from .conftest import Estate, prepare

TODAY = timezone.localdate()


def begin(estate: Estate) -> Inspection:
    prepare(estate)
    return inspecting.begin(estate.buyer, estate.project, estate.holding)


def photo() -> ContentFile[bytes]:
    return ContentFile(jpeg(), name="wall.jpg")


def found_bad(estate: Estate, inspection: Inspection) -> Defect:
    """Something not in order, handed in with its photograph."""
    item = inspection.items.select_related("inspection__matter__area").get(place=1)
    inspecting.note(estate.buyer, item, result="not_ok", remark="门关不严", photo=photo())
    return inspecting.hand_in(estate.buyer, inspection, assisted=True)[0]


def matter_of(defect: Defect) -> Matter:
    return Matter.objects.select_related("area", "defect").get(pk=defect.matter_id)


def test_the_checklist_holds_what_was_promised_and_the_equipment(estate: Estate) -> None:
    items = list(begin(estate).items.all())
    said = " ".join(f"{item.what_zh} {item.promised_zh}" for item in items)
    for text in ("二星级", "65 dB", "不超过：70 %", "新风机", "Aria 250"):
        assert text in said
    order = [item.room for item in items]
    assert order == sorted(order, key=list(dict.fromkeys(order)).index)  # a room is not torn


def test_what_the_buyer_notes_is_the_buyers_until_it_is_handed_in(estate: Estate) -> None:
    inspection = begin(estate)
    item = inspection.items.select_related("inspection__matter__area").first()
    assert item
    inspecting.note(estate.buyer, item, result="not_ok", remark="a", photo=photo())
    with pytest.raises(PermissionDenied):
        inspecting.note(estate.developer, item, result="ok")
    assert not Inspection.objects.visible_to(estate.developer).exists()
    assert not Filing.objects.visible_to(estate.developer).filter(personal=True).exists()
    inspecting.hand_in(estate.buyer, inspection, assisted=None)
    assert Inspection.objects.visible_to(estate.developer).exists()
    assert Filing.objects.visible_to(estate.developer).filter(personal=True).count() == 1
    with pytest.raises(ValidationError):
        inspecting.note(estate.buyer, item, result="ok")


def test_before_it_is_handed_in_no_official_reads_it_either(estate: Estate) -> None:
    inspection = begin(estate)
    item = inspection.items.select_related("inspection__matter__area").first()
    assert item
    inspecting.note(estate.buyer, item, result="not_ok", remark="a", photo=photo())

    def read(actor: Actor) -> set[bool]:
        client, filing = Client(), Filing.objects.get(matter=inspection.matter, personal=True)
        assert actor.user
        client.force_login(actor.user)
        pages = [
            reverse("casework:matter", args=[inspection.matter_id]),
            reverse("casework:filing", args=[filing.pk]),
            reverse("casework:filing_file", args=[filing.pk]),
        ]
        return {
            Inspection.objects.visible_to(actor).exists(),
            Matter.objects.visible_to(actor).filter(pk=inspection.matter_id).exists(),
            Filing.objects.visible_to(actor).filter(pk=filing.pk).exists(),
            *(client.get(page).status_code == 200 for page in pages),
        }

    officials = (estate.site.housing, estate.site.director)
    assert [read(one) for one in officials] == [{False}, {False}]
    assert read(estate.buyer) == {True}
    inspecting.hand_in(estate.buyer, inspection, assisted=None)
    assert [read(one) for one in officials] == [{True}, {True}]


def test_the_officer_of_the_area_finds_what_is_overdue(
    estate: Estate, jinzhou: Site, django_assert_num_queries: Any
) -> None:
    defect = found_bad(estate, begin(estate))
    officer = estate.site.housing
    found = overdue_defects(officer, 5)
    assert found and found.count == 0  # no day is set yet
    Defect.objects.filter(pk=defect.pk).update(due_on=TODAY)
    found = overdue_defects(officer, 5)
    assert found and found.count == 0  # today is still in time
    Defect.objects.filter(pk=defect.pk).update(due_on=TODAY - timedelta(1))
    with django_assert_num_queries(1):
        found = overdue_defects(officer, 5)
    assert found and found.count == 1
    client = Client()
    assert officer.user
    client.force_login(officer.user)
    assert found.first[0].url in client.get(reverse("casework:inbox")).content.decode()
    assert client.get(found.first[0].url).status_code == 200
    assert found.first[0].title in client.get(found.url).content.decode()
    other = overdue_defects(jinzhou.housing, 5)
    assert other and other.count == 0
    assert overdue_defects(estate.developer, 5) is None
    Defect.objects.filter(pk=defect.pk).update(repaired_on=TODAY)
    found = overdue_defects(officer, 5)
    assert found and found.count == 0  # it waits for the buyer now


def test_only_what_is_not_in_order_becomes_a_defect(estate: Estate) -> None:
    inspection = begin(estate)
    rows = inspection.items.select_related("inspection__matter__area")
    for item in rows[:3]:
        inspecting.note(estate.buyer, item, result="ok" if item.place > 1 else "not_ok")
    assert [
        one.item.place for one in inspecting.hand_in(estate.buyer, inspection, assisted=False)
    ] == [1]


def test_an_empty_inspection_is_not_handed_in(estate: Estate) -> None:
    inspection = begin(estate)
    with pytest.raises(ValidationError):
        inspecting.hand_in(estate.buyer, inspection, assisted=True)
    assert Inspection.objects.get(pk=inspection.pk).handed_in_at is None


def test_nobody_else_begins_for_the_buyer(estate: Estate) -> None:
    prepare(estate)
    for actor in (estate.site.housing,):
        with pytest.raises(PermissionDenied):
            inspecting.begin(actor, estate.project, estate.holding)


def test_an_offered_time_is_taken_by_the_buyer_alone(estate: Estate) -> None:
    at = timezone.now() + timedelta(days=3)
    made = inspecting.offer(
        estate.developer, estate.project, estate.holding, at=at, contact="李工 0755-1"
    )
    with pytest.raises(PermissionDenied):
        inspecting.answer(estate.developer, made, accepted=True)
    inspecting.answer(estate.buyer, made, accepted=True)
    with pytest.raises(ValidationError):
        inspecting.answer(estate.buyer, made, accepted=False)


def test_the_day_an_officer_set_is_the_day_in_the_developers_inbox(estate: Estate) -> None:
    defect = found_bad(estate, begin(estate))
    waits = Task.objects.filter(matter=defect.matter, closed_at=None)
    assert [task.due_on for task in waits] == [None]  # the text gives no number
    first, second = TODAY + timedelta(20), TODAY + timedelta(5)
    defects.set_day(estate.developer, matter_of(defect), due_on=first)
    assert [task.due_on for task in waits.all()] == [first]
    with pytest.raises(ValidationError):
        defects.set_day(estate.developer, matter_of(defect), due_on=first + timedelta(9))
    defects.set_day(estate.site.housing, matter_of(defect), due_on=second)
    assert [(task.act, task.due_on) for task in waits.all()] == [("repair_defect", second)]


def test_a_repair_needs_its_photograph_and_the_buyers_word(estate: Estate) -> None:
    defect = found_bad(estate, begin(estate))
    defects.set_day(estate.site.housing, matter_of(defect), due_on=TODAY + timedelta(5))
    given: dict[str, Any] = {"repaired_on": TODAY, "remark": "换了铰链"}
    with pytest.raises(ValidationError):
        defects.repair(estate.developer, matter_of(defect), photo=None, **given)
    defects.repair(estate.developer, matter_of(defect), photo=photo(), **given)
    with (
        pytest.raises(PermissionDenied),
        step(estate.developer, matter_of(defect), "confirm_repair"),
    ):
        pass
    defects.reopen(estate.buyer, matter_of(defect), remark="还是漏风")
    waits = Task.objects.filter(matter=defect.matter, closed_at=None)
    assert [task.due_on for task in waits] == [TODAY + timedelta(5)]  # the same day goes on
    assert Defect.objects.get(pk=defect.pk).reopened == 1


class DefectCourse(RuleBasedStateMachine):
    """Everybody tries everything: the state follows the table, a day never vanishes by itself, and a
    closed defect takes nothing more."""

    estate: Estate

    @initialize()
    def start(self) -> None:
        self.point = transaction.savepoint()
        self.defect = found_bad(self.estate, begin(self.estate))
        self.state, self.day, self.times = "reported", None, 0

    def tried(self, actor: Actor, who: set[str], act: str, do: Any) -> bool:
        """Do it; it succeeds exactly where the table and the rule say so."""
        name = next(n for n, one in self.people.items() if one is actor)
        way = DEFECT.transition(act)
        assert way is not None
        fits = self.state in way.source and name in who
        try:
            with transaction.atomic():
                do()
        except (PermissionDenied, ValidationError):
            assert not fits, (act, name, self.state)
            return False
        assert fits, (act, name, self.state)
        self.state = way.target or self.state
        return True

    @property
    def people(self) -> dict[str, Actor]:
        return {
            "buyer": self.estate.buyer,
            "developer": self.estate.developer,
            "officer": self.estate.site.housing,
        }

    someone = st.sampled_from(["buyer", "developer", "officer"])

    @rule(who=someone)
    def repair(self, who: str) -> None:
        actor, matter = self.people[who], matter_of(self.defect)
        said: dict[str, Any] = {"repaired_on": TODAY, "remark": "done", "photo": photo()}
        self.tried(
            actor,
            {"developer"},
            "repair_defect",
            lambda: defects.repair(actor, matter, **said),
        )

    @rule(who=someone)
    def reopen(self, who: str) -> None:
        actor, matter = self.people[who], matter_of(self.defect)
        do = lambda: defects.reopen(actor, matter, remark="no")  # noqa: E731
        self.times += self.tried(actor, {"buyer"}, "reopen_defect", do)

    @rule(days=st.integers(1, 60), who=someone)
    def set_day(self, days: int, who: str) -> None:
        actor, matter = self.people[who], matter_of(self.defect)
        may = {"officer"} if self.day else {"officer", "developer"}
        due_on = TODAY + timedelta(days)
        do = lambda: defects.set_day(actor, matter, due_on=due_on)  # noqa: E731
        if self.tried(actor, may, "set_repair_day", do):
            self.day = due_on

    @rule(who=someone, act=st.sampled_from(["confirm_repair", "settle_defect", "withdraw_defect"]))
    @precondition(lambda self: self.state != "reported" or self.times)
    def end(self, who: str, act: str) -> None:
        actor, matter = self.people[who], matter_of(self.defect)
        may = {"settle_defect": {"officer"}}.get(act, {"buyer"})

        def do() -> None:
            with step(actor, matter, act):
                pass

        self.tried(actor, may, act, do)

    @invariant()
    def stands_as_the_table_says(self) -> None:
        if not hasattr(self, "defect"):
            return
        matter = matter_of(self.defect)
        assert matter.state == self.state
        assert bool(matter.closed_at) is (self.state in DEFECT.final)
        assert matter.defect.reopened == self.times
        waits = Task.objects.filter(matter=matter, closed_at=None)
        if self.state == "reported":
            assert [(t.act, t.due_on) for t in waits] == [("repair_defect", self.day)]
        elif self.state == "repaired":
            assert [t.act for t in waits] == ["confirm_repair"]
        else:
            assert not waits.exists()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)


def test_the_course_of_a_defect(estate: Estate) -> None:
    class Course(DefectCourse):
        pass

    Course.estate = estate
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_items_know_only_two_results(estate: Estate) -> None:
    item = begin(estate).items.select_related("inspection__matter__area").first()
    assert item
    with pytest.raises(ValidationError):
        inspecting.note(estate.buyer, item, result="maybe")
    assert InspectionItem.objects.filter(result="").count() == InspectionItem.objects.count()
