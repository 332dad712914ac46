"""One act, one transaction, one audit row; a refusal or an error leaves nothing."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.leaves import fault
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.words import ACTS as NAMES
from greenward.bureau.casework.words import READS
from greenward.trust.merkle import leaf_hash


def test_an_act_leaves_exactly_one_row(officer: Actor, futian: Area) -> None:
    with act(officer, "record_metering", futian, area=futian) as event:
        Organisation.objects.create(name="written in the act")
        event.note(day=date(2026, 11, 20), count=3, deep={"list": [1, None, "x"]})
    row = AuditEvent.objects.get()
    assert (row.act, row.actor, row.actor_name) == ("record_metering", officer.user, officer.name)
    assert row.subject == ("accounts.area", str(futian.pk))
    assert row.area_path == futian.path
    assert row.payload == {"day": "2026-11-20", "count": 3, "deep": {"list": [1, None, "x"]}}


def test_the_leaf_is_the_hash_of_the_canonical_row(officer: Actor, futian: Area) -> None:
    with act(officer, "record_metering", futian, area=futian) as event:
        event.note(what="名")
    row = AuditEvent.objects.get()
    said = json.loads(bytes(row.canon))
    assert said["payload"] == {"what": "名"}
    assert said["actor"] == officer.user.pk
    assert bytes(row.leaf_hash) == hashlib.sha256(b"\x00" + bytes(row.canon)).digest()
    assert fault(row) == ""


def test_nothing_that_names_a_person_is_in_the_leaf(officer: Actor, futian: Area) -> None:
    with act(officer, "record_metering", futian, area=futian) as event:
        event.note(year=2026)
        event.personal(witness="王小明", phone="13800000000")
    row = AuditEvent.objects.get()
    canon = bytes(row.canon).decode()
    assert not any(word in canon for word in ("王小明", "13800000000", officer.name))
    assert row.personal == {"witness": "王小明", "phone": "13800000000"}
    assert row.payload == {"year": 2026}
    assert fault(row) == ""


def test_the_same_act_twice_gives_leaves_that_nobody_can_guess(officer: Actor) -> None:
    for _ in range(20):
        with act(officer, "record_metering"):
            pass
    entries = [json.loads(bytes(row.canon)) for row in AuditEvent.objects.all()]
    assert len({entry["personal"] for entry in entries}) == 20


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("actor_id", None),
        ("actor_name", "somebody else"),
        ("actor_name", ""),
        ("act", "other"),
        ("subject_type", "accounts.user"),
        ("subject_id", "0"),
        ("area_path", ""),
        ("payload", {"year": 2025}),
        ("payload", {"year": 2026.5}),
        ("personal", {"witness": "李"}),
        ("personal", None),
        ("salt", bytes(32)),
        ("salt", None),
        ("canon", b"{}"),
        ("canon", b"\xff"),
        ("leaf_hash", bytes(32)),
    ],
)
def test_a_changed_column_no_longer_agrees_with_the_leaf(
    officer: Actor, futian: Area, column: str, value: object
) -> None:
    with act(officer, "record_metering", futian, area=futian) as event:
        event.note(year=2026)
        event.personal(witness="王")
    row = AuditEvent.objects.get()
    setattr(row, column, value)
    assert fault(row)
    row.leaf_hash = leaf_hash(bytes(row.canon))
    assert (fault(row) == "") == (column == "leaf_hash")


def test_deleted_personal_data_leave_the_leaf_sound(officer: Actor, futian: Area) -> None:
    with act(officer, "record_metering", futian, area=futian) as event:
        event.personal(witness="王")
    AuditEvent.objects.update(actor_name="", personal=None, salt=None)
    assert fault(AuditEvent.objects.get()) == ""


def test_the_subject_may_be_made_by_the_act(operator: Actor) -> None:
    with act(operator, "enrol") as event:
        event.subject = Organisation.objects.create(name="new")
    assert AuditEvent.objects.get().subject_type == "accounts.organisation"


def test_an_error_takes_everything_back(officer: Actor, futian: Area) -> None:
    with pytest.raises(ZeroDivisionError), act(officer, "record_metering", futian, area=futian):
        Organisation.objects.create(name="half done")
        raise ZeroDivisionError
    assert not AuditEvent.objects.exists()
    assert not Organisation.objects.exists()


def test_a_refusal_runs_nothing(officer: Actor, nanshan: Area, futian: Area) -> None:
    ran = []
    for name, area in (("record_metering", nanshan), ("confirm_standard", futian)):
        with pytest.raises(PermissionDenied), act(officer, name, area=area):
            ran.append(name)
    assert ran == []
    assert not AuditEvent.objects.exists()


def test_an_act_outside_the_table_cannot_be_done(officer: Actor) -> None:
    with pytest.raises(KeyError), act(officer, "invented"):
        pass


def test_every_act_has_a_name_for_the_log() -> None:
    assert set(NAMES) == set(ACTS) - set(READS)
