"""A building, its label issued by two people, and texts that are not the office's."""

from __future__ import annotations

from typing import Any

from django.db import connection

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.certificates.models import Certificate
from greenward.bureau.certificates.services import approve, prepare
from greenward.bureau.registry.models import Building

CLAIMS = {
    "star": 2,
    "standard": "GB/T 50378-2019",
    "stage": "as_built",
    "date": "2026-11-20",
    "kwh": 38,
}


def building(area: Area, code: str = "440304A017", **fields: Any) -> Building:
    return Building.objects.create(code=code, name="岭南大厦", area=area, **fields)


def prepared(actor: Actor, about: Building, **changes: Any) -> Certificate:
    given = {"kind": "green_building_label", "subject": about, "claims": CLAIMS} | changes
    return prepare(actor, **given)


def issued(officer: Actor, director: Actor, about: Building, **changes: Any) -> Certificate:
    """A label the officer prepared and the director issued."""
    return approve(director, prepared(officer, about, **changes))


def altered(jws: str) -> str:
    """The same text with one bit of the payload changed: a star, say."""
    head, payload, signature = jws.split(".")
    middle = len(payload) // 2
    swapped = "A" if payload[middle] != "A" else "B"
    return f"{head}.{payload[:middle]}{swapped}{payload[middle + 1 :]}.{signature}"


def by_force(sql: str, *values: str) -> None:
    """What somebody who holds the database itself can do to the table."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE certificates_certificate DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        connection.check_constraints()
        cursor.execute("ALTER TABLE certificates_certificate ENABLE TRIGGER USER")
