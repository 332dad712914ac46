"""Rows read and written as every act does it, by plain statements that are composed once.

The ORM composes each query anew, which costs more than the database needs to run it: half the time
of an act. Models, their fields and their defaults stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, connections, models

M = TypeVar("M", bound=models.Model)


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model by one statement. No key is given back, no signal is sent."""
    if not rows:
        return
    model = type(rows[0])
    values = [value for row in _values(_fields(model), rows, add=True) for value in row]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, len(rows)), values)


def copy(rows: Sequence[models.Model]) -> None:
    """Insert any number of new rows of one model by one COPY, with their keys where they have them
    (all or none). No key is given back, no signal is sent."""
    if not rows:
        return
    model, keyed = type(rows[0]), rows[0].pk is not None
    fields = [*([_key(model)] if keyed else []), *_fields(model)]
    _send(model._meta.db_table, fields, rows, add=True)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def amend(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write some fields of rows on file by one COPY and one UPDATE: a CASE for every row, as the ORM
    writes it, takes ten times as long. Runs in the transaction that is open."""
    if not rows:
        return
    model = type(rows[0])
    wanted = [model._meta.get_field(name) for name in names]
    fields = [_key(model), *(f for f in _fields(model) if f in wanted)]
    table, staged = model._meta.db_table, f"amended_{model._meta.db_table}"
    types = ", ".join(f'"{field.column}" {field.rel_db_type(connection)}' for field in fields[:1])
    types += "".join(f', "{field.column}" {field.db_type(connection)}' for field in fields[1:])
    sets = ", ".join(f'"{field.column}" = s."{field.column}"' for field in fields[1:])
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE "{staged}" ({types}) ON COMMIT DROP')
        _send(staged, fields, rows, add=False)
        key = fields[0].column
        cursor.execute(
            f'UPDATE "{table}" t SET {sets} FROM "{staged}" s WHERE t."{key}" = s."{key}"'
        )
        cursor.execute(f'DROP TABLE "{staged}"')


def _send(
    table: str, fields: Sequence[models.Field[Any, Any]], rows: Iterable[models.Model], *, add: bool
) -> None:
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as sent,
    ):
        for row in _values(fields, rows, add=add):
            sent.write_row(row)


def _values(
    fields: Sequence[models.Field[Any, Any]], rows: Iterable[models.Model], *, add: bool
) -> Iterator[list[Any]]:
    """The rows as the driver takes them. The connection itself is asked: its proxy would look for
    the thread's own at every touch."""
    used = connections[connection.alias]
    for row in rows:
        said = ((field, field.pre_save(row, add)) for field in fields)
        yield [None if v is None else field.get_db_prep_save(v, used) for field, v in said]


def locked(model: type[M], pk: int) -> M:
    """A row, locked until the transaction ends. Raises the model's DoesNotExist."""
    with connection.cursor() as cursor:
        cursor.execute(_locking(model), [pk])
        found = cursor.fetchone()
    if found is None:
        raise model.DoesNotExist
    return model.from_db(connection.alias, [f.attname for f in model._meta.concrete_fields], found)


def _key(model: type[models.Model]) -> models.Field[Any, Any]:
    assert model._meta.pk is not None
    return model._meta.pk


@cache
def _fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    """What is written of a model: neither its key nor what the database works out by itself."""
    fields = model._meta.concrete_fields
    return tuple(field for field in fields if not (field.primary_key or field.generated))


@cache
def _insertion(model: type[models.Model], count: int) -> str:
    columns = ", ".join(f'"{field.column}"' for field in _fields(model))
    row = f"({', '.join(['%s'] * len(_fields(model)))})"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([row] * count)}'


@cache
def _locking(model: type[models.Model]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE id = %s FOR UPDATE'
