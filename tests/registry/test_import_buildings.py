"""A list becomes buildings: matched on identifiers, merged in sight, again and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.registry import reasons
from greenward.bureau.registry.models import (
    Building,
    BuildingClass,
    Identifier,
    ImportRun,
)
from greenward.bureau.registry.services import UndoRefused, record_class, undo_run

from .conftest import Import

PROFILE: dict[str, Any] = {
    "holds": ["buildings"],
    "columns": {
        "code": {"from": "Code", "optional": True},
        "id.portal": {"from": "Portal", "optional": True},
        "id.lot": {"from": "Lot", "optional": True},
        "name": {"from": "Name", "optional": True},
        "area": {"from": "District", "optional": True},
        "floor_area": {"from": "Area", "unit": "m²", "optional": True},
        "function": {"from": "Use", "optional": True},
        "owner_name": {"from": "Owner", "optional": True},
        "as_of": {"from": "Year", "optional": True},
    },
}


def table(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def why(run: ImportRun) -> dict[int, str]:
    return dict(run.refusals.values_list("row", "code"))


def counts(run: ImportRun) -> tuple[int, int, int, int, int]:
    assert run.state == "done", run.error
    return run.rows, run.refused, run.created, run.updated, run.unchanged


# --- matching ---------------------------------------------------------------------------------


def test_rows_become_buildings_with_their_identifiers(bring_in: Import, futian: Area) -> None:
    run = bring_in(
        table(
            "Code,Portal,Name,District,Area,Use,Owner",
            '440304A001,17,岭南大厦,福田区,"23,410.5",办公,Greenwood',
            "440304B002,18,Mall,440304,,B,Greenwood",
        ),
        PROFILE,
    )
    assert counts(run) == (2, 0, 2, 0, 0)
    first = Building.objects.get(code="440304A001")
    assert (first.name, first.area, first.function) == ("岭南大厦", futian, "A")
    assert first.floor_area == Decimal("23410.5")
    assert first.owner == Organisation.objects.get(name="Greenwood")
    assert list(first.identifiers.values_list("scheme", "value")) == [("portal", "17")]
    assert Building.objects.get(code="440304B002").floor_area is None
    event = AuditEvent.objects.get(act="import_buildings")
    assert event.payload["created"] == 2 and event.subject_id == str(run.pk)


def test_the_same_file_again_changes_nothing(bring_in: Import) -> None:
    text = table("Code,Portal,Name,Area", "A1,17,Tower,100.12345", "A2,,Mall,")
    bring_in(text, PROFILE)
    before = list(Building.objects.order_by("pk").values())
    run = bring_in(text, PROFILE)
    assert counts(run) == (2, 0, 0, 0, 2)
    assert not run.changes.exists()
    assert list(Building.objects.order_by("pk").values()) == before


def test_a_merge_is_seen_with_its_row_identifier_and_values(bring_in: Import) -> None:
    bring_in(table("Code,Portal,Name,Area", "A1,17,Tower,100"), PROFILE)
    run = bring_in(table("Portal,Lot,Name,Area", "17,L-9,Tower One,"), PROFILE)
    assert counts(run) == (1, 0, 0, 1, 0)
    change = run.changes.get()
    assert (change.row, change.matched_on, change.action) == (2, "portal 17", "updated")
    assert change.before == {"name": "Tower"}
    assert change.after == {"name": "Tower One", "identifiers": [["lot", "L-9"]]}
    building = Building.objects.get()
    assert building.floor_area == 100  # a blank cell takes nothing away


def test_a_row_that_points_to_two_buildings_is_refused_naming_both(bring_in: Import) -> None:
    bring_in(table("Code,Portal,Name", "A1,17,Tower", "A2,18,Mall"), PROFILE)
    run = bring_in(table("Code,Portal,Name", "A1,18,Which?", "A2,,Mall"), PROFILE)
    assert counts(run) == (2, 1, 0, 0, 1)
    refusal = run.refusals.get()
    with translation.override("en"):
        said = reasons.text(refusal.code, refusal.params)
    assert said == (
        "The identifiers point to two buildings: building code A1 to Tower, but portal 18 to Mall."
    )
    assert refusal.cells == ["A1", "18", "Which?"]


def test_two_buildings_of_one_file_do_not_grow_together(bring_in: Import) -> None:
    run = bring_in(table("Code,Portal,Name", "A1,,a", ",17,b", "A1,17,c", "A1,,d"), PROFILE)
    assert counts(run) == (4, 1, 2, 0, 1)
    assert why(run) == {4: "ambiguous_identity"}
    with translation.override("en"):
        said = reasons.text("ambiguous_identity", run.refusals.get().params)
    assert "the new building of row 2" in said and "the new building of row 3" in said


def test_a_blank_identifier_never_matches(bring_in: Import) -> None:
    text = table("Code,Portal,Lot,Name", "A1,,,a", "A2,,,b", "A3,N/A,-,c", ",,,nobody")
    run = bring_in(text, PROFILE)
    assert counts(run) == (4, 1, 3, 0, 0)
    assert why(run) == {5: "no_identifier"}


def test_a_contradicted_identifier_is_refused_unless_several_are_allowed(bring_in: Import) -> None:
    bring_in(table("Code,Lot,Name", "A1,L1,Tower"), PROFILE)
    again = table("Code,Lot,Name", "A1,L2,Tower")
    assert why(bring_in(again, PROFILE)) == {2: "identity_conflict"}
    several = {**PROFILE, "match": {"several": ["id.lot"]}}
    run = bring_in(again, several)
    assert counts(run) == (1, 0, 0, 1, 0)
    assert set(Identifier.objects.values_list("value", flat=True)) == {"L1", "L2"}


def test_two_codes_are_never_one_building(bring_in: Import) -> None:
    bring_in(table("Code,Portal", "A1,17"), PROFILE)
    assert why(bring_in(table("Code,Portal", "A2,17"), PROFILE)) == {2: "identity_conflict"}


def test_identifiers_are_tried_in_the_order_of_the_profile(bring_in: Import) -> None:
    bring_in(table("Code,Portal,Lot", "A1,17,L1"), PROFILE)
    run = bring_in(
        table("Code,Portal,Lot,Name", "A1,17,L1,New"),
        {**PROFILE, "match": {"on": ["id.lot", "code"]}},
    )
    assert run.changes.get().matched_on == "lot L1"


# --- several rows of one building -------------------------------------------------------------


def test_the_latest_year_that_states_a_value_wins(bring_in: Import) -> None:
    run = bring_in(
        table(
            "Portal,Year,Name,Area",
            "17,2022,,",
            "17,2020,Old,90",
            "17,2021,New,100",
            "17,2019,Older,80",
        ),
        PROFILE,
    )
    assert counts(run) == (4, 0, 1, 0, 3)
    building = Building.objects.get()
    assert (building.name, building.floor_area, building.as_of) == ("New", 100, 2022)
    change = run.changes.get()
    assert (change.row, change.rows) == (2, [2, 3, 4, 5])


def test_without_years_the_last_row_wins(bring_in: Import) -> None:
    bring_in(table("Portal,Area", "17,100", "17,90"), PROFILE)
    assert Building.objects.get().floor_area == 90


def test_an_older_list_only_fills_gaps(bring_in: Import) -> None:
    bring_in(table("Portal,Year,Area", "17,2022,100"), PROFILE)
    run = bring_in(table("Portal,Year,Area,Name", "17,2015,80,Tower"), PROFILE)
    building = Building.objects.get()
    assert (building.floor_area, building.name, building.as_of) == (100, "Tower", 2022)
    assert run.changes.get().after == {"name": "Tower"}


# --- rows that cannot be taken ----------------------------------------------------------------


def test_accepted_and_refused_are_all_rows_each_with_its_reasons(bring_in: Import) -> None:
    run = bring_in(
        table(
            "Code,Name,Area,Use",
            "A1,good,100,A",
            "A2,bad area,zero,A",
            "A3,two faults,-5,spaceship",
            "",
            "A4,ragged",
            ",,,",
        ),
        PROFILE,
    )
    assert (run.rows, run.accepted, run.refused, run.blank) == (4, 1, 3, 2)
    assert why(run) == {3: "not_a_number", 4: "negative", 6: "ragged"}
    faults = run.refusals.get(row=4)
    assert (faults.column, faults.value) == ("Area", "-5")
    assert [(one["column"], one["code"]) for one in faults.more] == [("Use", "not_in_list")]
    assert faults.cells == ["A3", "two faults", "-5", "spaceship"]


def test_a_column_may_leave_out_what_cannot_be_read(bring_in: Import) -> None:
    area = {"from": "Area", "unit": "m²", "if_bad": "leave_out"}
    profile = {**PROFILE, "columns": {**PROFILE["columns"], "floor_area": area}}
    run = bring_in(table("Code,Area", "A1,-5", "A2,7"), profile)
    assert counts(run) == (2, 0, 2, 0, 0)
    assert run.left_out == 1
    cell = run.left_out_cells.get()
    assert (cell.row, cell.column, cell.value, cell.code) == (2, "Area", "-5", "negative")
    assert Building.objects.get(code="A1").floor_area is None


def test_a_row_states_its_district_or_lies_in_the_area_of_the_import(
    bring_in: Import, city: Area, futian: Area, nanshan: Area
) -> None:
    text = table("Code,District", "A1,Nanshan", "A2,440304", "A3,", "A4,Atlantis")
    run = bring_in(text, PROFILE)
    assert why(run) == {5: "unknown_area"}
    assert list(Building.objects.order_by("code").values_list("area", flat=True)) == [
        nanshan.pk,
        futian.pk,
        city.pk,
    ]


def test_an_area_known_twice_must_be_told_by_its_code(bring_in: Import, city: Area) -> None:
    for code in ("440304001", "440304002"):
        Area.objects.create(code=code, name_zh="新村", name_en="New Village", parent=city)
    run = bring_in(table("Code,District", "A1,新村"), PROFILE)
    assert why(run) == {2: "ambiguous_area"}


def test_nothing_outside_the_area_is_touched(
    bring_in: Import, officer: Actor, futian: Area, nanshan: Area
) -> None:
    Building.objects.create(code="N1", area=nanshan, name="Theirs")
    text = table("Code,District,Name", "N1,,Ours now", "N2,Nanshan,New there", "F1,,Here")
    run = bring_in(text, PROFILE, area=futian, actor=officer)
    assert why(run) == {2: "outside_area", 3: "outside_area"}
    assert Building.objects.get(code="N1").name == "Theirs"
    assert Building.objects.get(code="F1").area == futian


@pytest.mark.parametrize("who", ["sibling_officer", "director", "owner"])
def test_who_may_not_import(
    bring_in: Import, request: pytest.FixtureRequest, futian: Area, who: str
) -> None:
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        bring_in(table("Code", "A1"), PROFILE, area=futian, actor=actor)
    assert not ImportRun.objects.exists()


def test_owners_are_found_by_credit_code_or_exact_name(bring_in: Import) -> None:
    Organisation.objects.create(name="Twice")
    Organisation.objects.create(name="Twice")
    run = bring_in(table("Code,Owner", "A1,Twice", "A2,Once", "A3,Once"), PROFILE)
    assert why(run) == {2: "owner_ambiguous"}
    assert Organisation.objects.filter(name="Once").count() == 1


# --- dry run, classes -------------------------------------------------------------------------


def test_a_dry_run_tells_everything_and_writes_nothing(bring_in: Import) -> None:
    run = bring_in(table("Code,Name,Area", "A1,Tower,100", "A2,,x"), PROFILE, dry_run=True)
    run.refresh_from_db()
    assert counts(run) == (2, 1, 1, 0, 0)
    assert not Building.objects.exists() and not Identifier.objects.exists()
    assert run.refusals.get().code == "not_a_number"
    change = run.changes.get()
    assert (change.building, change.label, change.action) == (None, "Tower", "created")
    assert run.preview == [
        {
            "row": 2,
            "matched_on": "",
            "fields": [["code", "A1"], ["name", "Tower"], ["floor_area", "100.0000"]],
        }
    ]


def test_a_dry_run_shows_the_merges_and_is_not_undone(bring_in: Import, registrar: Actor) -> None:
    bring_in(table("Code,Name", "A1,Tower"), PROFILE)
    run = bring_in(table("Code,Name", "A1,Tower One"), PROFILE, dry_run=True)
    assert counts(run) == (1, 0, 0, 1, 0)
    change = run.changes.get()
    assert (change.building.name, change.before) == ("Tower", {"name": "Tower"})
    with pytest.raises(UndoRefused):
        undo_run(registrar, run)


CLASSES = {
    **PROFILE,
    "classes": {"large_public": {"value": True, "reason": "on the city's list"}},
}


def test_a_class_comes_with_its_reason_and_is_replaced_only_by_lists(
    bring_in: Import, registrar: Actor
) -> None:
    text = table("Code", "A1", "A2")
    run = bring_in(text, CLASSES)
    records = BuildingClass.objects.filter(ended_at=None)
    assert {(r.name, r.value, r.reason, r.run_id) for r in records} == {
        ("large_public", True, "on the city's list", run.pk)
    }
    assert counts(bring_in(text, CLASSES)) == (2, 0, 0, 0, 2)

    record_class(
        registrar,
        Building.objects.get(code="A1"),
        name="large_public",
        value=False,
        reason="survey: two buildings",
    )
    other = {**CLASSES, "classes": {"large_public": {"value": True, "reason": "list of 2027"}}}
    changed = bring_in(text, other).changes.get()
    assert changed.building.code == "A2"
    assert changed.before["classes"]["large_public"]["reason"] == "on the city's list"
    assert {(r.building.code, r.value, r.reason) for r in records.all()} == {
        ("A1", False, "survey: two buildings"),
        ("A2", True, "list of 2027"),
    }


# --- broken files -----------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_leaves_a_failed_run_and_nothing_else(
    bring_in: Import,
) -> None:
    run = bring_in("Other,Headings\n1,2\n", {**PROFILE, "columns": {"code": "Code"}})
    assert (run.state, run.error["code"]) == ("failed", "no_column")
    assert not Building.objects.exists() and not AuditEvent.objects.exists()
    empty = bring_in("Code\n", {**PROFILE, "columns": {"code": "Code"}})
    assert (empty.state, empty.error["code"]) == ("failed", "no_rows")
