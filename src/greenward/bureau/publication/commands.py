"""What the command `certificate check` does; the words are those of the public page."""

from __future__ import annotations

from pathlib import Path

from greenward.bureau.certificates import kinds, numbers
from greenward.bureau.certificates.checking import Answer, check, check_number

from .words import in_words


def run_check(what: str) -> bool:
    """Print the answer about a file, a text or a number; True when it is genuine and valid."""
    found = _answer(what)
    answer, why, then = in_words(found)
    print(answer)
    print(why)
    print(then)
    if found.says:
        kind = kinds.named(found.says.kind)
        for label, value in kind.rows(found.says.says):
            print(f"  {label}: {value}")
        print(f"  {numbers.written(found.says.number)}")
    return found.code == "valid"


def _answer(what: str) -> Answer:
    if len(what) < 200 and Path(what).is_file():
        what = Path(what).read_text("utf-8", errors="replace")
    return check(what) if "." in what else check_number(what)
