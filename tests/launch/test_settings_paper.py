"""Every setting of an installation stands in the operators' paper, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import greenward

PAPER = Path(__file__).parents[2] / "docs" / "operations.md"
READ = re.compile(r'(?<!settings, )"(GREENWARD_[A-Z_]+|DATABASE_URL)"')


def test_every_variable_that_is_read_is_explained_and_no_other() -> None:
    package = Path(greenward.__file__).parent
    read = {
        name for file in package.rglob("*.py") for name in READ.findall(file.read_text("utf-8"))
    }
    table = PAPER.read_text("utf-8").partition("## Settings\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \|$", table, re.MULTILINE)
    assert read == {name for name, _default, _meaning in told}
    assert len(told) == len(read)
