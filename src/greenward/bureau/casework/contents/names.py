"""The names people give their files: shown, never used as a path, and freed of what deceives."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120


def tidy_name(name: str) -> str:
    """A name in one line without folders, control or direction characters, 120 characters at most.

    Direction marks would let ``report\\u202efdp.exe`` read as ``report exe.pdf``.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(
        " " if unicodedata.category(one) in ("Zs", "Zl", "Zp") else one
        for one in last
        if unicodedata.category(one)[0] != "C"
    )
    plain = re.sub(r" {2,}", " ", seen).strip(" .")
    if len(plain) <= LONGEST:
        return plain
    end = extension(plain)
    return plain[: LONGEST - len(end)] + end


def extension(name: str) -> str:
    """The ending of a name in small letters with its dot, ``.pdf``; empty without one."""
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found.group().lower() if found else ""


def stem(name: str) -> str:
    """The name without its ending."""
    end = extension(name)
    return name[: -len(end)] if end else name
