"""Rows read and written as every act does it, by plain statements that are composed once.

The ORM composes each query anew, which costs more than the database needs to run it: half the time
of an act. Models, their fields and their defaults stay what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model by one statement. No key is given back, no signal is sent."""
    if not rows:
        return
    model = type(rows[0])
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row in rows
        for field in _fields(model)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, len(rows)), values)


def locked(model: type[M], pk: int) -> M:
    """A row, locked until the transaction ends. Raises the model's DoesNotExist."""
    with connection.cursor() as cursor:
        cursor.execute(_locking(model), [pk])
        found = cursor.fetchone()
    if found is None:
        raise model.DoesNotExist
    return model.from_db(connection.alias, [f.attname for f in model._meta.concrete_fields], found)


@cache
def _fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _insertion(model: type[models.Model], count: int) -> str:
    columns = ", ".join(f'"{field.column}"' for field in _fields(model))
    row = f"({', '.join(['%s'] * len(_fields(model)))})"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([row] * count)}'


@cache
def _locking(model: type[models.Model]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE id = %s FOR UPDATE'
