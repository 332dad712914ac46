"""The database keeps what must be kept, whoever asks: the ORM or raw SQL."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Post, Role
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent, SecurityEvent
from tests.fixtures.people import make_user


def refused(sql: str) -> None:
    """Assert that the database refuses a statement for the sake of its rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
            cursor.execute(sql)


@pytest.fixture
def event(operator: Actor, futian: Area) -> AuditEvent:
    with act(operator, "assess", futian, area=futian):
        pass
    return AuditEvent.objects.get()


def test_the_log_resists_the_orm(event: AuditEvent) -> None:
    for change in (event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(act="other")
    event.payload = {"forged": True}
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.save()
    assert AuditEvent.objects.get().payload == {}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM casework_auditevent",
        "TRUNCATE casework_auditevent",
        "UPDATE casework_auditevent SET at = now()",
        "UPDATE casework_auditevent SET canon = 'x'",
        "UPDATE casework_auditevent SET actor_name = 'x', leaf_index = 5",
        "UPDATE casework_auditevent SET leaf_index = NULL",
    ],
)
def test_the_log_resists_sql(event: AuditEvent, statement: str) -> None:
    refused(statement)


def test_the_sequencer_numbers_a_row_once(event: AuditEvent) -> None:
    AuditEvent.objects.update(leaf_index=0)
    assert AuditEvent.objects.get().leaf_index == 0
    refused("UPDATE casework_auditevent SET leaf_index = 1")


COLUMNS = {
    "id": "id + 1000",
    "at": "now()",
    "actor_id": "(SELECT max(id) FROM accounts_user)",
    "actor_name": "'x'",
    "act": "'x'",
    "subject_type": "'x'",
    "subject_id": "'x'",
    "area_path": "'x'",
    "payload": """'{"x": 1}'""",
    "personal": """'{"x": 1}'""",
    "salt": "'x'",
    "canon": "'x'",
    "leaf_hash": "'x'",
}


def test_no_column_changes_along_with_the_number(event: AuditEvent, officer: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'casework_auditevent'"
        )
        assert {name for (name,) in cursor.fetchall()} == {*COLUMNS, "leaf_index"}
    for column, value in COLUMNS.items():
        refused(f"UPDATE casework_auditevent SET leaf_index = 0, {column} = {value}")
        refused(f"UPDATE casework_auditevent SET {column} = {value}")


def test_personal_data_can_be_deleted_and_nothing_put_in_its_place(event: AuditEvent) -> None:
    refused("UPDATE casework_auditevent SET actor_name = '', personal = NULL, salt = 'x'")
    AuditEvent.objects.update(actor_name="", personal=None, salt=None)
    refused("UPDATE casework_auditevent SET actor_name = 'back again'")
    assert AuditEvent.objects.get().salt is None


def test_security_events_are_kept_for_six_months(db: None) -> None:
    for days in (10, 400):
        SecurityEvent.objects.create(at=timezone.now() - timedelta(days), name="x")
    refused("UPDATE casework_securityevent SET reason = 'x'")
    refused("TRUNCATE casework_securityevent")
    refused("DELETE FROM casework_securityevent")
    SecurityEvent.objects.filter(at__lt=timezone.now() - timedelta(200)).delete()
    assert SecurityEvent.objects.filter(name="x").count() == 1


def test_posts_are_kept(officer: Actor) -> None:
    refused("DELETE FROM accounts_post")
    refused("TRUNCATE accounts_post CASCADE")
    refused("UPDATE accounts_post SET role = 'director'")
    Post.objects.update(last_day=date(2026, 1, 1))


def test_memberships_are_kept(owner: Actor) -> None:
    refused("DELETE FROM accounts_membership")
    refused("UPDATE accounts_membership SET first_day = '2001-01-01'")


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (date(2024, 12, 1), date(2024, 12, 31), True),
        (date(2024, 12, 1), date(2025, 1, 1), False),
        (date(2025, 3, 1), date(2025, 4, 1), False),
        (date(2025, 12, 31), None, False),
        (date(2026, 1, 1), None, True),
        (date(2020, 1, 1), None, False),
    ],
)
def test_nobody_holds_a_post_twice(
    futian: Area, nanshan: Area, first: date, last: date | None, fits: bool
) -> None:
    user = make_user()
    year = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}
    Post.objects.create(user=user, role=Role.OFFICER, area=futian, **year)
    Post.objects.create(user=user, role=Role.OFFICER, area=nanshan, **year)
    Post.objects.create(user=user, role=Role.AUDITOR, area=futian, **year)
    Post.objects.create(user=make_user(), role=Role.OFFICER, area=futian, **year)
    try:
        with transaction.atomic():
            Post.objects.create(
                user=user, role=Role.OFFICER, area=futian, first_day=first, last_day=last
            )
    except IntegrityError as error:
        assert "already holds this post" in str(error)
        assert not fits
    else:
        assert fits
