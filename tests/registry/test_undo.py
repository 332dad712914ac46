"""What a list did is taken back: whole or one merge, unless something else rests on it by now."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.registry.models import Building, BuildingClass, Identifier
from greenward.bureau.registry.services import UndoRefused, undo_change, undo_run

from .conftest import Import
from .test_import_buildings import CLASSES, PROFILE, table


def test_an_import_is_taken_back_whole(bring_in: Import, registrar: Actor) -> None:
    bring_in(table("Code,Portal,Name", "A1,17,Tower"), CLASSES)
    state = list(Building.objects.order_by("pk").values())
    run = bring_in(
        table("Code,Portal,Lot,Name,Area", "A1,17,L1,Tower One,50", "A2,18,,Mall,70"),
        {**CLASSES, "classes": {"large_public": {"value": False, "reason": "corrected"}}},
    )
    assert undo_run(registrar, run) == 2
    assert list(Building.objects.order_by("pk").values()) == state
    assert set(Identifier.objects.values_list("scheme", "value")) == {("portal", "17")}
    held = BuildingClass.objects.get(ended_at=None)
    assert (held.value, held.reason) == (True, "on the city's list")
    run.refresh_from_db()
    assert run.undone_by == registrar.name
    changes = run.changes.order_by("row").values_list("label", "building", "undone_by")
    assert list(changes) == [
        ("Tower One", state[0]["id"], registrar.name),
        ("Mall", None, registrar.name),
    ]
    assert AuditEvent.objects.filter(act="undo_import").count() == 1


def test_one_merge_is_taken_back_alone(bring_in: Import, registrar: Actor) -> None:
    bring_in(table("Code,Name", "A1,Tower", "A2,Mall"), PROFILE)
    run = bring_in(table("Code,Name", "A1,Wrong", "A2,Right"), PROFILE)
    undo_change(registrar, run.changes.get(row=2))
    assert list(Building.objects.order_by("code").values_list("name", flat=True)) == [
        "Tower",
        "Right",
    ]
    run.refresh_from_db()
    assert run.undone_at is None
    undo_change(registrar, run.changes.get(row=3))
    run.refresh_from_db()
    assert run.undone_at is not None


def test_what_was_changed_again_or_is_in_use_is_not_taken_back(
    bring_in: Import, registrar: Actor
) -> None:
    first = bring_in(table("Code,Name", "A1,Tower", "A2,Mall"), PROFILE)
    second = bring_in(table("Code,Name", "A1,Tower Two"), PROFILE)
    with pytest.raises(UndoRefused):
        undo_run(registrar, first)
    bring_in(table("Code,Name", "A1,Tower Three"), PROFILE)
    with pytest.raises(UndoRefused) as caught:
        undo_run(registrar, second)
    assert "Tower Two" in str(caught.value)
    assert Building.objects.get(code="A1").name == "Tower Three"
    building = Building.objects.get(code="A2")
    building.energy_years.create(year=2020, basis="reported", intensity=1)
    with pytest.raises(UndoRefused):
        undo_change(registrar, first.changes.get(building=building))


def test_only_a_registrar_of_the_area_takes_back(
    bring_in: Import, officer: Actor, sibling_officer: Actor, futian: Area
) -> None:
    run = bring_in(table("Code", "A1"), PROFILE, area=futian, actor=officer)
    with pytest.raises(PermissionDenied):
        undo_run(sibling_officer, run)
    assert undo_run(officer, run) == 1
    assert not Building.objects.exists()
    with pytest.raises(UndoRefused):
        undo_run(officer, run)
