"""Tables by COPY, as text: what there is, in which order it goes in, out and in again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import IO

import psycopg
from psycopg import sql

from .archive import CHUNK

MADE_BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables that have rows as soon as they exist."""

COLUMNS = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""
AT_ONCE = """
    SELECT con.conrelid::regclass::text, con.confrelid::regclass::text FROM pg_constraint con
    WHERE con.contype = 'f' AND NOT con.condeferrable AND con.conrelid <> con.confrelid
      AND con.connamespace = current_schema()::regnamespace
"""
"""References that are checked with each statement, so that what is referred to goes in first."""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_type = 'client backend'
"""


@dataclass(frozen=True)
class Database:
    """The tables of one connection's schema; the caller owns the transaction."""

    connection: psycopg.Connection

    def columns(self) -> dict[str, list[str]]:
        """Every table with its columns that are not computed."""
        return dict(self.connection.execute(COLUMNS).fetchall())

    def migrations(self) -> list[list[str]]:
        rows = self.connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [list(row) for row in rows]

    def sequences(self) -> dict[str, int | None]:
        """The last value each sequence gave; None when it never gave one."""
        return dict(self.connection.execute(SEQUENCES).fetchall())

    def others(self) -> int:
        """How many other programs are connected to the database."""
        return self.connection.execute(OTHERS).fetchone()[0]

    def occupied(self) -> list[str]:
        """Tables that hold something nobody but people can have put there."""
        names = [name for name in self.columns() if name not in MADE_BY_MIGRATIONS]
        return [name for name in names if self._has_rows(name)]

    def copied_out(self, table: str, columns: list[str]) -> Iterator[bytes]:
        """The rows of a table as COPY writes them."""
        words = sql.SQL("COPY {} ({}) TO STDOUT").format(*_names(table, columns))
        with self.connection.cursor() as cursor, cursor.copy(words) as rows:
            for chunk in rows:
                yield bytes(chunk)

    def count(self, table: str) -> int:
        words = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        return self.connection.execute(words).fetchone()[0]

    def copied_in(self, table: str, columns: list[str], content: IO[bytes]) -> int:
        """Fill a table from what COPY wrote; the number of rows."""
        words = sql.SQL("COPY {} ({}) FROM STDIN").format(*_names(table, columns))
        with self.connection.cursor() as cursor:
            with cursor.copy(words) as rows:
                while chunk := content.read(CHUNK):
                    rows.write(chunk)
            return cursor.rowcount

    def emptied(self, tables: list[str]) -> None:
        """Turn the guards of the tables off and empty them; `guarded` turns them on again."""
        self._triggers(tables, "DISABLE")
        every = sql.SQL(", ").join(map(sql.Identifier, tables))
        self.connection.execute(sql.SQL("TRUNCATE {}").format(every))

    def guarded(self, tables: list[str]) -> None:
        """Check every reference that was put off, and turn the guards on again."""
        self.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._triggers(tables, "ENABLE")

    def in_order(self, tables: list[str]) -> list[str]:
        """The tables so that none refers to a later one, as far as that is checked at once."""
        needs: dict[str, set[str]] = {name: set() for name in tables}
        for table, needed in self.connection.execute(AT_ONCE).fetchall():
            needs.setdefault(table, set()).add(needed)
        return [name for name in TopologicalSorter(needs).static_order() if name in tables]

    def set_sequence(self, name: str, last: int | None) -> None:
        self.connection.execute(
            "SELECT setval(format('%%I', %s::text)::regclass, %s, %s)",
            (name, 1 if last is None else last, last is not None),
        )

    def _has_rows(self, table: str) -> bool:
        words = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table))
        return self.connection.execute(words).fetchone()[0]

    def _triggers(self, tables: list[str], word: str) -> None:
        change = sql.SQL("ALTER TABLE {} " + word + " TRIGGER USER")
        for table in tables:
            self.connection.execute(change.format(sql.Identifier(table)))


def _names(table: str, columns: list[str]) -> tuple[sql.Identifier, sql.Composed]:
    return sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
