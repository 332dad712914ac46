"""Opens the house for a command: database, catalogues, Django, tables, the terminal's language."""

from __future__ import annotations

import gc
import os

from greenward.launch import LaunchError, database

MIGRATION_LOCK = 7_032_001
"""Advisory lock: two commands that start together prepare the tables one after the other."""


def open_house(*, upgrade: bool = False) -> None:
    """Make the database answer, prepare Django and its tables.

    A new database gets its tables. One made by an older release is only changed with `upgrade`;
    otherwise LaunchError says so.
    """
    os.environ["GREENWARD_HOME"] = str(database.home())
    database.resolve_url()
    os.environ["DJANGO_SETTINGS_MODULE"] = "greenward.settings"

    gc.disable()  # what is loaded now stays: nothing need ever look for garbage in it
    import django
    from django.utils import translation

    from greenward.web.catalogue import compile_catalogues

    compile_catalogues()
    django.setup()
    gc.freeze()
    translation.activate(language())
    prepare(upgrade=upgrade)
    gc.enable()


def prepare(*, upgrade: bool) -> None:
    """Create or upgrade the tables if any migration is missing."""
    from django.core.management import call_command
    from django.db import connection

    if not _missing():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            if (missing := _missing()) and (missing == "all" or upgrade):
                call_command("migrate", verbosity=0, interactive=False)
            elif missing:
                raise LaunchError(
                    "The tables are not those of this release",
                    where=database.home(),
                    remedy="Make a backup, stop the site and run `greenward migrate`.",
                )
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _missing() -> str:
    """Which migrations are missing: "" none, "some", or "all"."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ""
    return "some" if executor.loader.applied_migrations else "all"


def language() -> str:
    """Chinese in a Chinese terminal, else English; GREENWARD_LANG says otherwise."""
    told = next(filter(None, map(os.environ.get, ("GREENWARD_LANG", "LC_ALL", "LANG"))), "")
    return "zh-hans" if told.lower().startswith("zh") else "en"
