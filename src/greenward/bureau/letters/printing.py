"""Paper: the letter's content set by typst as PDF/A-2a (ISO 19005-2) that is also PDF/UA-1.

What people typed reaches typst as data, never as markup. A warning of typst is an error, and a
sign the font lacks is told to the person who typed it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Literal

import noto_cjk_sans_otc
import typst
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHEETS = Path(__file__).with_name("sheets")
ARCHIVE = ("a-2a", "ua-1")
"""PDF/A for the archive, with the structure that a screen reader needs."""
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Categories of signs that show nothing or steer what others show: controls, direction marks."""
LOWERED = {ord(sign): unicodedata.normalize("NFKC", sign) for sign in "₀₁₂₃₄₅₆₇₈₉"}
"""Figures of chemical formulas, which the font lacks; on the line they mean the same (CO2)."""
LACKING = re.compile(r"the text `\"(.*)\"` could not be displayed")


class PrintError(Exception):
    """A sheet cannot be set: a fault of the sheet itself, not of what somebody typed."""


@cache
def _fonts() -> typst.Fonts:
    folder = str(Path(noto_cjk_sans_otc.__file__).parent)
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def check_printable(text: str) -> None:
    """Refuse signs that show nothing or change the order of others. Raises ValidationError."""
    unseen = {c for c in text if c not in "\r\n" and unicodedata.category(c) in UNSEEN}
    if unseen:
        raise _unprintable(", ".join(f"U+{ord(c):04X}" for c in sorted(unseen)))


def print_pdf(sheet: str, data: dict[str, Any], folder: Path = SHEETS) -> bytes:
    """A sheet filled with data, for the archive; `folder` is the room whose sheet it is."""
    made = _compile(sheet, data, "pdf", ARCHIVE, folder=folder)
    assert isinstance(made, bytes)
    return made


def print_plain(sheet: str, data: dict[str, Any], root: Path = SHEETS) -> bytes:
    """A sheet as ordinary PDF, to be bound with other files; `root` holds the files it names."""
    made = _compile(sheet, data, "pdf", (), root)
    assert isinstance(made, bytes)
    return made


def print_images(sheet: str, data: dict[str, Any], folder: Path = SHEETS) -> list[bytes]:
    """The pages of a sheet as PNG."""
    made = _compile(sheet, data, "png", (), folder=folder)
    return [made] if isinstance(made, bytes) else list(made)


def _compile(
    sheet: str,
    data: dict[str, Any],
    format: Literal["pdf", "png"],
    standards: tuple[str, ...],
    root: Path = SHEETS,
    folder: Path = SHEETS,
) -> bytes | list[bytes]:
    source = (folder / f"{sheet}.typ").read_bytes()
    compiler = typst.Compiler(source, root=root, font_paths=_fonts())
    given = {"data": json.dumps(data, ensure_ascii=False).translate(LOWERED)}
    try:
        made, warnings = compiler.compile_with_warnings(
            sys_inputs=given, format=format, pdf_standards=list(standards)
        )
    except typst.TypstError as error:
        if lacking := LACKING.findall(error.diagnostic):
            raise _unprintable(" ".join(dict.fromkeys(lacking))) from error
        raise PrintError(error.diagnostic) from error
    if warnings:
        raise PrintError("; ".join(str(one) for one in warnings))
    assert made is not None
    return made


def _unprintable(signs: str) -> ValidationError:
    return ValidationError(
        _("These signs cannot be printed: %(signs)s. Write it without them.") % {"signs": signs},
        code="unprintable",
    )
