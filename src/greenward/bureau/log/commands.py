"""What the commands `log …` do; the words of their help are in `greenward.cli`."""

from __future__ import annotations

import sys
from pathlib import Path

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from greenward.trust import notes
from greenward.trust.notes import NoteError

from .anchors import copy_out, place, record
from .errors import LogError
from .keys import ring, verifier_keys
from .models import Checkpoint, Cosignature
from .running import keep
from .selectors import alerts, last_checkpoint, published
from .sequencer import drain
from .verifying import Report, verify


def run_sequence(every: float | None) -> None:
    if every is not None:
        print(_("The log takes up acts every %(seconds)g seconds.") % {"seconds": every})
        keep(every)
    print(_("%(count)s acts were taken into the log.") % {"count": f"{drain():,}"})


def run_status() -> int:
    """Print the state of the log; 1 when somebody must look at it."""
    at = last_checkpoint()
    print(_("Acts in the log: %(size)s") % {"size": f"{at.size if at else 0:,}"})
    print(_("Copies go to: %(place)s") % {"place": place() or _("nowhere; set GREENWARD_ANCHOR")})
    found = alerts()
    for alert in found:
        print(f"! {alert}")
    return 1 if found else 0


def run_verify(file: Path | None) -> int:
    """Verify the log and print the outcome; 1 when it is broken."""
    more = [(str(file), file.read_text(encoding="utf-8"))] if file else []
    at = last_checkpoint()
    screen = Console(stderr=True)
    with Progress(console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task(_("Verifying"), total=at.size if at else 0)
        found = verify(more, lambda size: bar.update(task, completed=size))
    print(_said(found))
    return 1 if found.broken else 0


def _said(found: Report) -> str:
    if found.broken:
        return _("BROKEN after %(size)s sound acts. %(what)s") % {
            "size": f"{found.size:,}",
            "what": found.broken,
        }
    return _(
        "Sound: %(size)s acts recomputed and compared with %(copies)s copies kept outside, in "
        "%(seconds).1f seconds."
    ) % {"size": f"{found.size:,}", "copies": found.copies, "seconds": found.seconds}


def run_checkpoint(output: Path | None, given_to: str, receipt: str) -> None:
    """Print the last checkpoint, or write it; put on file to whom it was given."""
    at = last_checkpoint()
    if at is None:
        raise LogError(_("The log is empty: nothing has been signed yet."))
    if given_to:
        record(at, given_to, receipt or "-")
    if output is None:
        sys.stdout.write(published(at))
        return
    output.write_text(published(at), encoding="utf-8")
    print(_("Checkpoint %(size)s is in %(file)s") % {"size": f"{at.size:,}", "file": output})


def run_anchor() -> None:
    """Hand the last checkpoint to the place that is set, now."""
    if not place():
        raise LogError(_("No place is set: GREENWARD_ANCHOR=directory:/path names one."))
    copy = copy_out()
    print(copy.receipt if copy else _("The log is empty: nothing has been signed yet."))


def run_cosign(file: Path, key: str) -> None:
    """Add the line of a witness to the checkpoint that it signed. Raises LogError."""
    try:
        witness, note = notes.parse_key(key), notes.parse(file.read_text(encoding="utf-8"))
        note.signed_by([witness])
    except NoteError as error:
        raise LogError(str(error)) from error
    signed = Checkpoint.objects.filter(size=notes.checkpoint_of(note).size).first()
    if signed is None or notes.parse(signed.note).text != note.text:
        raise LogError(_("What the witness signed is no checkpoint of this log."))
    line = next(s for s in note.signatures if (s.name, s.id) == (witness.name, witness.id))
    Cosignature.objects.get_or_create(
        checkpoint=signed, vkey=str(witness), defaults={"line": str(line)}
    )
    said = {"witness": witness.name, "size": f"{signed.size:,}"}
    print(_("%(witness)s vouches for checkpoint %(size)s.") % said)


def run_rotate() -> None:
    """Take a new key into use and print all keys, the newest first."""
    ring().rotate()
    run_keys()


def run_keys() -> None:
    for key in verifier_keys():
        print(key)
