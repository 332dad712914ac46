"""What stands beside the law today, and what is missing: the lines of the desk's first page.

What is missing leads, each with what follows from it for those who work with the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from greenward.law.anchors import Match

from . import selectors
from .bands import bands
from .cities import CityLaw


@dataclass(frozen=True)
class Line:
    """One thing the authority enters: what stands, or what is missing and what follows from it.

    The names are those of the kit's task list.
    """

    title: str
    hint: str
    href: str
    missing: bool
    status: str = ""

    @property
    def mark(self) -> str:
        return "unknown" if self.missing else "satisfied"

    @property
    def tone(self) -> str:
        return "warn" if self.status and self.missing else ""


def lines(law: CityLaw, on: date) -> list[Line]:
    """Every line, what is missing first. A constant number of queries."""
    found = [*_discretion(law, on), *_policies(law, on), *_holidays(on), *_texts(law)]
    return sorted(found, key=lambda line: not line.missing)


def _discretion(law: CityLaw, on: date) -> Iterator[Line]:
    url = reverse("statutes:discretion")
    table = selectors.discretion_in_force(law.pack, on)
    if table is None:
        yield Line(
            _("No discretion table in force"),
            _("Officers choose freely inside the legal band, and must give their reasons alone."),
            url,
            missing=True,
        )
        return
    tiered = {(tier.instrument, tier.fine_article) for tier in table.tiers.all()}
    open_ = [b.article for b in bands(law.edition) if b.key not in tiered and not b.is_exact]
    yield Line(
        _("%(table)s is in force") % {"table": table},
        _("Without tiers: Articles %(articles)s.") % {"articles": ", ".join(open_)}
        if open_
        else _("Every fine with a band has its tiers."),
        reverse("statutes:table", args=[table.pk]),
        missing=bool(open_),
    )


def _policies(law: CityLaw, on: date) -> Iterator[Line]:
    permissions = law.edition.permissions
    if not permissions:
        return
    url = reverse("statutes:policies")
    on_now = {row.permission for row in selectors.policies_in_force(on, law.pack)}
    articles = ", ".join(dict.fromkeys(one.article.partition(".")[0] for one in permissions))
    on_count = sum(one.id in on_now for one in permissions)
    if on_count == 0:
        yield Line(
            _("No policy switches on Article %(article)s's incentives") % {"article": articles},
            _("Nobody can be granted one, however green the building."),
            url,
            missing=True,
        )
    else:
        yield Line(
            ngettext(
                "%(on)s of %(all)s incentives of Article %(article)s is switched on",
                "%(on)s of %(all)s incentives of Article %(article)s are switched on",
                on_count,
            )
            % {"on": on_count, "all": len(permissions), "article": articles},
            "",
            url,
            missing=False,
        )


def _holidays(on: date) -> Iterator[Line]:
    calendar = selectors.calendar()
    for year in (on.year, on.year + 1):
        url = reverse("statutes:holidays")
        if calendar.is_published(year):
            yield Line(_("%(year)s holidays are settled") % {"year": year}, "", url, missing=False)
        else:
            yield Line(
                _("%(year)s holidays are not published yet") % {"year": year},
                _("Deadlines in %(year)s are provisional: only weekends count as days off.")
                % {"year": year},
                url,
                missing=True,
            )


def _texts(law: CityLaw) -> Iterator[Line]:
    loaded = {(t.instrument, t.language) for t in selectors.texts_in_force()}
    differing: dict[str, int] = {}
    for reading, match in selectors.compared(law.edition):
        differing[reading.instrument] = differing.get(reading.instrument, 0) + (
            match in (Match.DIFFERS, Match.ABSENT)
        )
    lang, url = get_language() or "zh-hans", reverse("statutes:texts")
    for one in law.edition.instruments:
        title = {"title": one.title.in_(lang)}
        if (one.code, "zh") not in loaded:
            yield Line(
                _("Chinese text not loaded: %(title)s") % title,
                _("Our reading cannot be compared with the official words, nor shown beside them."),
                url,
                missing=True,
            )
        elif count := differing.get(one.code, 0):
            said = ngettext(
                "%(n)s rule was read from other words: %(title)s",
                "%(n)s rules were read from other words: %(title)s",
                count,
            )
            yield Line(
                said % {"n": count, **title},
                _("Read these rules anew before relying on them."),
                url,
                missing=True,
            )
        else:
            yield Line(
                _("Official text loaded: %(title)s") % title,
                _("Our reading was made from the same words."),
                url,
                missing=False,
            )
