"""The refused rows as a file: each as it stood in the list, with what is wrong and what to do.

The first columns are the list's own, so that a corrected file can be imported as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from . import reasons
from .models import ImportRun, RefusedRow

BOM = "\ufeff"
FORMULA = re.compile(r"[=+@\t\r]|-(?!\d)")
"""How a cell begins that a spreadsheet could run; a negative number is none."""


def lines(run: ImportRun) -> Iterator[list[str]]:
    """The heading, then one line a refused row, in the active language."""
    width = max(
        [len(run.headings), *(len(cells) for cells in run.refusals.values_list("cells", flat=True))]
    )
    headings = run.headings + [""] * (width - len(run.headings))
    yield [
        *headings,
        _("Row"),
        _("Column"),
        _("Value in the cell"),
        _("Why it was refused"),
        _("What to do"),
    ]
    for refusal in run.refusals.order_by("row").iterator(2_000):
        cells = refusal.cells + [""] * (width - len(refusal.cells))
        yield [*cells, str(refusal.row), refusal.column, refusal.value, *_told(refusal)]


def _told(refusal: RefusedRow) -> tuple[str, str]:
    """All that is wrong with the row, and the remedies, each once."""
    said = [(refusal.code, refusal.params), *((one["code"], one["params"]) for one in refusal.more)]
    texts = dict.fromkeys(reasons.text(*one) for one in said)
    remedies = dict.fromkeys(reasons.remedy(*one) for one in said)
    return " ".join(texts), " ".join(remedies)


def blocks(run: ImportRun) -> Iterator[bytes]:
    """The file as CSV in UTF-8 with a byte-order mark; what could run as a formula is escaped."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write(BOM)
    for line in lines(run):
        writer.writerow([f"'{cell}" if FORMULA.match(cell) else cell for cell in line])
        if text.tell() > 2**16:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def name_of(run: ImportRun) -> str:
    return f"refused-{run.pk}-{Path(run.file_name).stem}.csv"


def write(run: ImportRun) -> Path:
    """The file beside the exports; its path."""
    path = Path(settings.EXPORTS) / name_of(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(blocks(run))
    return path
