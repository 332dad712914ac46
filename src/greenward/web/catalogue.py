"""Catalogues without gettext's binaries: extract, update, compile and check messages.

Msgids are English. Every Django app keeps ``locale/zh_Hans/LC_MESSAGES/django.po``; messages of
modules outside any app belong to the package's own ``greenward/locale``. The compiled ``.mo`` are
made here at start, never committed.

    python -m greenward.web.catalogue update|check|compile [app …]
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = "zh_Hans"
PO = Path("locale") / LOCALE / "LC_MESSAGES" / "django.po"

KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


class CatalogueError(Exception):
    """A catalogue cannot be read, written or compiled; the text says which and what to do."""


class Msgid(NamedTuple):
    """What identifies a message: its context ("" for none), its text and its plural ("")."""

    context: str
    text: str
    plural: str

    def __str__(self) -> str:
        return f"{self.context} | {self.text}" if self.context else self.text


# --- where messages belong ------------------------------------------------------------------


@cache
def owners(package: Path = PACKAGE) -> tuple[Path, ...]:
    """The folders that keep a catalogue: each Django app, and the package for all the rest."""
    return (package, *sorted(path.parent for path in package.rglob("apps.py")))


def owner_of(path: Path, package: Path = PACKAGE) -> Path:
    """The innermost folder with a catalogue around a file."""
    return max(
        (owner for owner in owners(package) if path.is_relative_to(owner)),
        key=lambda owner: len(owner.parts),
    )


def sources(app_dir: Path, package: Path = PACKAGE) -> Iterator[Path]:
    """The Python modules and templates whose messages belong to this folder."""
    for suffix in ("*.py", "*.html", "*.txt"):
        for path in sorted(app_dir.rglob(suffix)):
            if suffix != "*.py" and "templates" not in path.parts:
                continue
            if owner_of(path, package) == app_dir:
                yield path


# --- extracting -----------------------------------------------------------------------------


def extract(app_dir: Path, package: Path = PACKAGE) -> set[Msgid]:
    """Every message in a folder's modules and templates."""
    return {_msgid(message) for message in template_of(app_dir, package) if message.id}


def template_of(app_dir: Path, package: Path = PACKAGE) -> Catalog:
    """The messages of a folder as an empty catalogue that knows where each one stands."""
    catalogue = Catalog(locale=LOCALE, charset="utf-8")
    for path in sources(app_dir, package):
        place = path.relative_to(app_dir).as_posix()
        for _line, text, context in _messages_of(path):
            catalogue.add(text, context=context, locations=[(place, 0)])
    return catalogue


def _messages_of(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        source = _as_python(source, str(path))
    for line, text, _comments, context in babel_extract(
        "python", io.BytesIO(source.encode()), keywords=KEYWORDS
    ):
        yield line, text, context


def _as_python(template: str, origin: str) -> str:
    """A template's messages as calls of gettext; its other text is blanked out."""
    from django.utils.translation.template import templatize

    lines = templatize(template, origin=origin).splitlines()
    return "\n".join(line.lstrip() for line in lines)


def _msgid(message: Message) -> Msgid:
    text, plural = message.id if isinstance(message.id, tuple) else (message.id, "")
    return Msgid(message.context or "", text, plural)


# --- checking -------------------------------------------------------------------------------


def problems(app_dir: Path, package: Path = PACKAGE) -> list[str]:
    """What is wrong with a folder's catalogue: one line each, empty when it is complete."""
    wanted = extract(app_dir, package)
    kept = catalogue_of(app_dir)
    found = [f"not in the catalogue: {msgid}" for msgid in sorted(wanted - kept.keys())]
    found += [f"no longer used: {msgid}" for msgid in sorted(kept.keys() - wanted)]
    for msgid in sorted(wanted & kept.keys()):
        found += [f"{fault}: {msgid}" for fault in _faults(msgid, kept[msgid])]
    return found


def catalogue_of(app_dir: Path) -> dict[Msgid, Message]:
    """What a folder's catalogue holds."""
    return {_msgid(message): message for message in _read(app_dir / PO) if message.id}


def _faults(msgid: Msgid, message: Message) -> Iterator[str]:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(strings):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    expected = set(PLACEHOLDER.findall(msgid.text + msgid.plural))
    if any(set(PLACEHOLDER.findall(string)) != expected for string in strings):
        yield "other placeholders"


# --- updating and compiling -----------------------------------------------------------------


def update(app_dir: Path, package: Path = PACKAGE) -> list[str]:
    """Add missing messages to a folder's catalogue, drop stale ones; what remains to be done."""
    template = template_of(app_dir, package)
    if not len(template) and not (app_dir / PO).exists():
        return []
    catalogue = _read(app_dir / PO)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False)
    _write(app_dir / PO, _HEADER + out.getvalue())
    return problems(app_dir, package)


_HEADER = b"""\
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def compile_catalogues(package: Path = PACKAGE) -> list[Path]:
    """Compile every catalogue that is newer than its ``.mo``; the files written.

    Raises CatalogueError when a catalogue cannot be read or its folder cannot be written to.
    """
    written = []
    for source in sorted(package.rglob(f"locale/{LOCALE}/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        out = io.BytesIO()
        write_mo(out, _read(source))
        _write(target, out.getvalue())
        written.append(target)
    return written


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LOCALE, charset="utf-8")
    try:
        with path.open("rb") as file:
            return read_po(file, locale=LOCALE, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogueError(f"{path} is no catalogue: {error}") from error


def _write(path: Path, content: bytes) -> None:
    """Replace a file at once, so that a process starting beside us never reads half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except OSError as error:
        raise CatalogueError(
            f"cannot write {path} ({error.strerror}): run `python -m greenward.web.catalogue "
            "compile` once as a user who may write there"
        ) from error


# --- command --------------------------------------------------------------------------------


def _chosen(names: Iterable[str]) -> list[Path]:
    """The folders named on the command line (their last part), or all."""
    names = list(names)
    chosen = [owner for owner in owners() if not names or owner.name in names]
    unknown = set(names) - {owner.name for owner in owners()}
    if unknown:
        known = ", ".join(owner.name for owner in owners())
        raise CatalogueError(f"no app called {', '.join(sorted(unknown))}; there are {known}")
    return chosen


def main(arguments: list[str]) -> int:
    """``update``, ``check`` or ``compile``; 1 when something remains to be done."""
    verb, *names = arguments or [""]
    if verb == "compile":
        for path in compile_catalogues():
            print(path.relative_to(PACKAGE))
        return 0
    if verb not in ("update", "check"):
        print(__doc__)
        return 2
    act = update if verb == "update" else problems
    remaining = 0
    for owner in _chosen(names):
        for line in act(owner):
            print(f"{owner.name}: {line}")
            remaining += 1
    print(f"{remaining} messages to see to" if remaining else "every message is translated")
    return 1 if remaining else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CatalogueError as error:
        sys.exit(str(error))
