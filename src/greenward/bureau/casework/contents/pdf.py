"""PDF (ISO 32000): read by a process of its own, and refused where it runs scripts, starts programs,
hides files or needs a password."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .isolated import Failed, ask
from .refusal import Refused

PROBLEMS = {
    "password": gettext_lazy("The PDF is locked with a password. File it without one."),
    "script": gettext_lazy(
        "The PDF contains a script. Print it to a new PDF (“Save as PDF” when printing) and file that."
    ),
    "launch": gettext_lazy(
        "The PDF would start a program, play media or send a form. Print it to a new PDF and file that."
    ),
    "attachment": gettext_lazy(
        "The PDF has other files attached inside. File each of them on its own, and the PDF printed anew."
    ),
    "no_pages": gettext_lazy("The PDF has no pages. Export it anew and file that."),
}


def begins(head: bytes) -> bool:
    return head.startswith(b"%PDF-")


def check(path: Path) -> None:
    try:
        problem = ask("pdf", path)["problem"]
    except Failed as error:
        raise Refused(
            _(
                "The PDF is damaged or too involved to be checked. Print it to a new PDF and file that."
            )
        ) from error
    if problem:
        raise Refused(str(PROBLEMS[problem]))
