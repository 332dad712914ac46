"""The command `greenward law judge`: a table of facts judged where it lies, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from greenward.engine.tables import judge_files
from greenward.law.coverage import pack
from greenward.law.language import Duty, LawError, Text, named
from greenward.law.sentence import VERDICTS, language

HEAD = (Text("义务", "Duty"), Text("对象", "About"))
OWED = Text("待履行", "owed")


def run(
    files: Sequence[Path], city: str, ids: Sequence[str], engine: str, into: Path | None, lang: str
) -> None:
    """Judge files of facts under some duties of a pack (all when none is named); print the counts.

    A column is a fact by its name: a boolean, or a whole number in the fact's own unit and scale.
    """
    edition = pack(city)
    duties = [edition.duty(id) for id in ids] if ids else list(edition.duties)
    if into is not None and into.exists():
        raise LawError(f"{into} is there already; name another place for the judged rows")
    found = judge_files(files, duties, edition, engine=engine, into=into)
    Console().print(sheet(duties, found, language(lang)))


def sheet(duties: Sequence[Duty], found: dict[str, dict[str, int]], lang: str) -> Table:
    """How often each verdict, a line a duty."""
    table = Table()
    for text in HEAD:
        table.add_column(text.in_(lang))
    for words in (*VERDICTS[lang].values(), OWED.in_(lang)):
        table.add_column(words, justify="right")
    for duty in duties:
        counts = found[duty.id]
        cells = [f"{counts[verdict.name.lower()]:,}" for verdict in VERDICTS[lang]]
        about = named(duty.subject).in_(lang)
        table.add_row(duty.id, about, *cells, f"{counts['owed']:,}")
    return table
