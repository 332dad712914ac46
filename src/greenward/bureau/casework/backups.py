"""What the commands `backup` and `restore` do. Both are acts: the log says who made a copy of
everything, and that what is on file came out of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from greenward.bureau.accounts.actors import Actor
from greenward.launch import backup, database
from greenward.launch.backup.archive import Progress, digest_of

from .acts import act


def run_backup(target: Path, passphrase: str) -> None:
    with _shown() as progress:
        path, made = backup.make(
            database.resolve_url(), settings.HOME, target, progress, passphrase
        )
    sha256 = _digest(path)
    with act(Actor.operator(), "back_up") as event:
        event.note(file=path.name, sha256=sha256, rows=made.rows, keys=bool(passphrase))
    print(_("Backup: %(file)s") % {"file": path})
    _sum_up(made)
    print(f"SHA-256: {sha256}")
    if not passphrase:
        print(_("The private keys are not in it: keep a safe copy of them, or use --keys."))


def run_check(path: Path) -> None:
    with _shown() as progress:
        found = backup.check(path, progress)
    print(_("Whole and unaltered: made on %(day)s.") % {"day": found.made_at})
    _sum_up(found)
    print(f"SHA-256: {_digest(path)}")


def run_restore(path: Path, passphrase: str, force: bool) -> None:
    connections.close_all()  # a restore goes in alone
    with _shown() as progress:
        done = backup.restore(
            database.resolve_url(),
            settings.HOME,
            path,
            progress,
            passphrase=passphrase,
            force=force,
        )
    with act(Actor.operator(), "restore") as event:
        event.note(file=path.name, sha256=_digest(path), made_at=done.manifest.made_at)
    print(_("Restored: everything as it was on %(day)s.") % {"day": done.manifest.made_at})
    _sum_up(done.manifest)
    if done.aside:
        print(_("Files that differed are kept in %(folder)s.") % {"folder": done.aside})
    if not done.keys:
        print(_("The private keys were not restored: put them back from their safe copy."))
    print(_("Now verify the log: greenward log verify"))


def _sum_up(manifest: backup.Manifest) -> None:
    print(
        _("%(tables)s tables, %(rows)s rows, %(files)s files; release %(release)s.")
        % {
            "tables": len(manifest.tables),
            "rows": f"{manifest.rows:,}",
            "files": f"{len(manifest.files):,}",
            "release": manifest.release,
        }
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return digest_of(file).sha256


@contextmanager
def _shown() -> Iterator[Progress]:
    """A bar for whoever watches; nothing where nobody does."""
    screen = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=screen, disable=not screen.is_terminal, transient=True) as bar:
        task = bar.add_task("")

        def show(what: str, done: int, total: int) -> None:
            bar.update(task, description=what[-40:], completed=done, total=total)

        yield show
