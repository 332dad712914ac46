"""The command `greenward law import`: load an official text and say how our reading stands to it."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.markup import escape

from greenward.bureau.accounts.actors import Actor
from greenward.law.anchors import Match, Reading

from . import texts
from .words import counted, named


def run_import(
    file: Path, instrument: str = "", language: str = "", console: Console | None = None
) -> texts.Loaded:
    """Load a text from a file and print what was read and which rules' words differ."""
    console = console or Console()
    loaded = texts.load(Actor.operator(), file.read_bytes(), file.name, instrument, language)
    console.print(
        _("%(text)s is loaded: %(read)s.") % {"text": loaded.text, "read": counted(loaded)}
        if loaded.created
        else _("%(text)s was loaded already from this file: %(read)s.")
        % {"text": loaded.text, "read": counted(loaded)}
    )
    for line in loaded.left_out:
        console.print(_("Left out, not of the text: %(line)s") % {"line": escape(line)})
    _print_compared(loaded, console)
    return loaded


def _print_compared(loaded: texts.Loaded, console: Console) -> None:
    by_match: dict[Match, list[Reading]] = {}
    for reading, match in loaded.compared:
        by_match.setdefault(match, []).append(reading)
    if same := by_match.get(Match.SAME):
        said = ngettext(
            "%(n)s rule or fine was read from the same words.",
            "%(n)s rules and fines were read from the same words.",
            len(same),
        )
        console.print(said % {"n": len(same)})
    for match, words in (
        (Match.DIFFERS, _("Other words than our reading was made from:")),
        (Match.ABSENT, _("Not in this text:")),
        (Match.UNREAD, _("Without a hash to compare:")),
    ):
        if found := by_match.get(match):
            console.print(words)
            for reading in found:
                console.print(f"  {named(reading)}")
    if not loaded.compared and loaded.text.language == loaded.text.Language.EN:
        console.print(_("Rules are compared with the Chinese text, which governs."))
