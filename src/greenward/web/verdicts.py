"""Verdicts as people see them: a mark, a word, a class; never colour alone.

A condition inside a reason also has a mark (yes, no, unknown) but no verdict colour: that a
condition holds is neither good nor bad.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenward.law.language import Verdict


class Mark(NamedTuple):
    """How one answer is shown. `name` is also the CSS class."""

    name: str
    glyph: str
    word: str | Promise


MARKS = {
    "satisfied": Mark("satisfied", "✓", _("satisfied")),
    "breached": Mark("breached", "✕", _("breached")),
    "unknown": Mark("unknown", "?", _("unknown")),
    "not_applicable": Mark("not_applicable", "–", _("not applicable")),
}
"""The four verdicts, in the order in which tables and charts show them."""

TRUTHS = {
    True: Mark("yes", "✓", _("yes")),
    False: Mark("no", "✕", _("no")),
    None: Mark("open", "?", _("not known")),
}
"""The three values of a condition."""


def mark_of(value: Any) -> Mark:
    """The mark of a verdict (`Verdict`, its number or its name) or of a truth (bool or None).

    Raises ValueError for anything else: a page must not show a mark nobody decided.
    """
    if value is None or isinstance(value, bool):
        return TRUTHS[value]
    if isinstance(value, int):
        value = Verdict(value)
    name = value.name if isinstance(value, Enum) else str(value)
    try:
        return MARKS[name.lower()]
    except KeyError:
        raise ValueError(f"no mark for {value!r}: give a verdict, True, False or None") from None
