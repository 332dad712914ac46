"""Personal data: the map is whole, masks hide, reveals are logged, what is past goes, people see,
take along and delete what is theirs, and the log stays valid."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Membership, Role
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.leaves import fault
from greenward.bureau.casework.models import (
    AuditEvent,
    Matter,
    PrivacyRequest,
    SecurityEvent,
)
from greenward.bureau.casework.privacy import fields, masks, own
from greenward.bureau.casework.privacy.paper import markdown
from greenward.bureau.casework.privacy.patterns import found_in, identity_number, luhn
from greenward.bureau.casework.privacy.retention import ageing, check_days, purge
from greenward.bureau.casework.privacy.reveal import MOST, reveal
from tests.fixtures.people import make_actor

from . import papers

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def no_events(db: None) -> None:
    """Refusals are noted outside the test's transaction, so those of earlier tests are still here."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM casework_securityevent")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


@pytest.fixture
def security(city: Area) -> Actor:
    return make_actor("security", (Role.SECURITY, city))


def test_every_column_that_could_hold_personal_data_is_in_the_map_or_said_to_hold_none() -> None:
    known = {one.key for one in fields.declared()} | set(fields.others())
    forgotten = [
        key for key, field in fields.columns() if fields.looks_personal(field) and key not in known
    ]
    assert forgotten == [], "declare these in the room's module `personal`"


def test_the_map_names_only_what_there_is() -> None:
    there = {key for key, _field in fields.columns()}
    assert {one.key for one in fields.declared()} - there == set()
    assert set(fields.others()) - there == set()
    for one in fields.declared():
        if one.person:
            one.rows._default_manager.filter(**{one.person: 1}).query.__str__()
        assert one.mask in {"", *masks.MASKS}


def test_the_paper_is_current() -> None:
    assert (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8") == markdown(), (
        "write it anew: greenward privacy map > docs/privacy.md"
    )


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        ("name", "王小明", "王**"),
        ("name", "王明", "王*"),
        ("name", "欧阳娜娜", "欧阳**"),
        ("name", "王", "王*"),
        ("name", "John Smith", "J*** S***"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "021-1234", "****34"),
        ("phone", "110", "****"),
        ("email", "li.lei@example.cn", "l***@example.cn"),
        ("email", "nonsense", "***"),
        ("identity", papers.IDENTITY, "1" + "*" * 16 + "X"),
        ("identity", "12345", "*****"),
        ("contract", "GF-2026-004711", "****4711"),
        ("contract", "4711", "****"),
        ("place", "深圳市福田区莲花路1号", "深圳市福田区****"),
        ("device", "192.0.2.17", "192.0.*"),
        ("device", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:*"),
        ("name", "", ""),
    ],
)
def test_masks(mask: str, text: str, shown: str) -> None:
    assert masks.masked(text, mask) == shown


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"身份证号{papers.IDENTITY}。", 1),
        (f"身份证号{papers.IDENTITY[:-1]}1。", 0),
        ("电话13812345678", 1),
        ("tel +86 138-1234-5678.", 1),
        ("no phone 23812345678 1381234567 138123456789", 0),
        ("card 6222020000000000001", 0),
        ("hash a13812345678f", 0),
        ("91440300MA5FABCD1X and 440304A013812345", 0),
    ],
)
def test_numbers_of_private_persons_are_found_in_words(text: str, count: int) -> None:
    assert len(found_in(text)) == count


def test_check_digits() -> None:
    assert identity_number(papers.IDENTITY)
    assert not identity_number("110105194912310021")
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


def test_records_are_held_half_a_year_at_least() -> None:
    assert check_days(180) == 180
    with pytest.raises(ImproperlyConfigured):
        check_days(179)


def test_what_is_past_its_time_goes_and_the_rest_stays(officer: Actor, no_events: None) -> None:
    for days in (0, 300, 399, 401, 900):
        SecurityEvent.objects.create(name="x", at=timezone.now() - timedelta(days=days))
    assert purge()["casework.SecurityEvent"] == 2
    assert SecurityEvent.objects.count() == 3
    with pytest.raises(IntegrityError, match="six months"), transaction.atomic():
        SecurityEvent.objects.all().delete()
    assert purge() == {}
    [event] = AuditEvent.objects.all()
    assert event.payload == {"rows": {"casework.SecurityEvent": 2}}


def test_what_ages_by_emptying_is_emptied_once(
    officer: Actor, security: Actor, time_machine: Any, no_events: None
) -> None:
    own.answer(security, own.ask(officer, "correct", "My name"), granted=True, text="done")
    time_machine.move_to(timezone.now() + timedelta(days=401))
    assert purge() == {
        **dict.fromkeys((one.model for one in ageing()), 0),
        "casework.PrivacyRequest": 1,
    }
    row = PrivacyRequest.objects.get()
    assert (row.text, row.answer, row.granted) == ("", "", True)
    [event] = AuditEvent.objects.filter(act="purge_personal")
    assert event.payload == {"rows": {"casework.PrivacyRequest": 1}}
    assert purge() == {}


def test_a_reveal_says_who_why_and_of_whom_and_never_what(
    officer: Actor, owner: Actor, other_owner: Actor, matter: Matter
) -> None:
    assert owner.user and other_owner.user
    assert reveal(officer, "accounts.User", owner.user.pk, "name", "to call him") == "Owner"
    [event] = AuditEvent.objects.filter(act="reveal_personal")
    assert (event.actor, event.subject) == (officer.user, ("accounts.user", str(owner.user.pk)))
    assert event.payload == {"field": "name"}
    assert event.personal == {"reason": "to call him"}
    assert "Owner" not in bytes(event.canon).decode()
    for wrong in (
        ("accounts.User", other_owner.user.pk, "name"),
        ("accounts.User", owner.user.pk, "password"),
        ("accounts.Post", 1, "name"),
    ):
        with pytest.raises(LookupError):
            reveal(officer, *wrong, "to call him")
    with pytest.raises(ValidationError):
        reveal(officer, "accounts.User", owner.user.pk, "name", " ")
    with pytest.raises(PermissionDenied):
        reveal(owner, "accounts.User", owner.user.pk, "email", "to call him")


def test_masks_are_not_lifted_by_the_hundred(
    officer: Actor, owner: Actor, matter: Matter, time_machine: Any
) -> None:
    assert owner.user and officer.user
    for _number in range(MOST):
        reveal(officer, "accounts.User", owner.user.pk, "email", "a reason")
    with pytest.raises(ValidationError):
        reveal(officer, "accounts.User", owner.user.pk, "email", "a reason")
    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    reveal(Actor.of(officer.user), "accounts.User", owner.user.pk, "email", "a reason")


def test_a_person_sees_and_takes_along_what_is_held(owner: Actor, matter: Matter) -> None:
    assert owner.user
    file_document(owner, matter, papers.upload(b"words", "a.txt"), "statement", "My answer")
    copied = json.dumps(own.copy_for(owner.user), ensure_ascii=False)
    assert "My answer" in copied
    assert '"username": "owner"' in copied
    held = {one.name for one in own.held_about(owner.user)}
    assert len(held) >= 3
    assert owner.user.password not in copied


def test_a_deletion_empties_what_the_law_does_not_keep_and_the_log_stays_valid(
    owner: Actor, security: Actor, matter: Matter, other_owner: Actor
) -> None:
    assert owner.user
    owner.user.email = "owner@example.cn"
    owner.user.save()
    filing = file_document(owner, matter, papers.upload(b"words", "a.txt"), "statement")
    asked = own.ask(owner, "delete", "")
    with pytest.raises(ValidationError):
        own.ask(owner, "delete", "")
    with pytest.raises(PermissionDenied):
        own.answer(other_owner, asked, granted=True)
    own.answer(security, asked, granted=True)
    user = type(owner.user).objects.get(pk=owner.user.pk)
    assert (user.username, user.name, user.email) == (f"deleted-{user.pk}", "", "")
    assert not user.is_active and not user.has_usable_password()
    assert not Membership.objects.filter(user=user, last_day=None).exists()
    assert not AuditEvent.objects.filter(actor=user).exclude(actor_name="", salt=None).exists()
    assert [fault(row) for row in AuditEvent.objects.all()] == [""] * AuditEvent.objects.count()
    filing.refresh_from_db()
    assert filing.filed_by == user  # the document is the matter's, the law keeps it
    asked.refresh_from_db()
    assert asked.granted and asked.answered_by == security.user
    with pytest.raises(ValidationError):
        own.answer(security, asked, granted=False, text="no")


def test_officials_stay_named_in_their_acts(officer: Actor, security: Actor) -> None:
    asked = own.ask(officer, "delete", "")
    with pytest.raises(ValidationError):
        own.answer(security, asked, granted=True)
    asked.refresh_from_db()
    assert asked.answered_at is None
    with pytest.raises(ValidationError):
        own.answer(security, asked, granted=False, text="")
    own.answer(security, asked, granted=False, text="Archives Law")
    assert officer.user and officer.user.__class__.objects.get(pk=officer.user.pk).is_active


def test_nobody_answers_their_own_request(security: Actor) -> None:
    asked = own.ask(security, "correct", "my e-mail")
    with pytest.raises(PermissionDenied):
        own.answer(security, asked, granted=True)


def test_a_deletion_of_what_an_act_noted_as_personal(operator: Actor, owner: Actor) -> None:
    with act(operator, "create_user", owner.user) as event:
        event.personal(name="Owner", email="o@example.cn")
    row = AuditEvent.objects.get()
    assert fault(row) == ""
    own.erase(owner.user)  # type: ignore[arg-type]
    row.refresh_from_db()
    assert (row.personal, row.salt, fault(row)) == (None, None, "")


def test_what_everybody_may_open_names_no_private_person(world: Any) -> None:
    """Every address that answers somebody who is not signed in is read for numbers and names."""
    from tests.test_access import TABLE, expected, name_of

    person = world.people["owner"].user
    person.name, person.email = "王小明", "wang@example.cn"
    person.save()
    opened = 0
    for key, row in TABLE.items():
        if key.startswith("POST ") or expected(row)["anonymous"] != 200:
            continue
        url = reverse(name_of(key), kwargs=world.fill(row["with"]) if "with" in row else None)
        answer = Client(raise_request_exception=False).get(url)
        words = b"".join(answer).decode(errors="replace")
        assert found_in(re.sub(r"[0-9a-f]{40,}", "", words)) == [], key
        assert "王小明" not in words and "wang@example.cn" not in words, key
        opened += 1
    assert opened >= 5
