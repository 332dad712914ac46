"""How this room speaks: what was read from a file, and what was read from a place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.law.anchors import Match, Reading

if TYPE_CHECKING:
    from .texts import Loaded


def counted(loaded: Loaded) -> str:
    """``62 articles, 108 paragraphs, 15 items``; without what does not occur."""
    parts = [
        (ngettext("%(n)s article", "%(n)s articles", loaded.articles), loaded.articles),
        (ngettext("%(n)s paragraph", "%(n)s paragraphs", loaded.paragraphs), loaded.paragraphs),
        (ngettext("%(n)s item", "%(n)s items", loaded.items), loaded.items),
    ]
    return _(", ").join(said % {"n": n} for said, n in parts if n)


def named(reading: Reading) -> str:
    """A rule by its kind, number and article: ``duty 32.2.1 (Article 32.2)``."""
    kinds = {
        "duty": _("duty %(id)s (Article %(article)s)"),
        "gate": _("gate %(id)s (Article %(article)s)"),
        "ground": _("ground %(id)s (Article %(article)s)"),
        "permission": _("incentive %(id)s (Article %(article)s)"),
        "fine": _("fine of Article %(article)s"),
    }
    return kinds[reading.kind] % {"id": reading.id, "article": reading.article}


def matched(match: Match) -> str:
    """How the words stand to our reading, in a word or two."""
    return {
        Match.SAME: _("same words"),
        Match.DIFFERS: _("other words"),
        Match.ABSENT: _("not in the text"),
        Match.UNREAD: _("no hash"),
    }[match]
