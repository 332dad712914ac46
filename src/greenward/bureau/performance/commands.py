"""What `greenward import energy` does: the register's importer with this room's rows."""

from greenward.bureau.registry.commands import run_import

__all__ = ["run_import"]
