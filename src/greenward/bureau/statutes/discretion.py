"""The discretion table of a city: drafted tier by tier, published as a whole, then never changed.

The law gives a band for each fine of Articles 48 to 58; the table says which part of it fits which
gravity (Penalty Law, Article 34). A new version begins as a copy of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.law.language import Span, Text
from greenward.law.penalties import DiscretionTable as LawTable
from greenward.law.penalties import Problem, Unit
from greenward.law.penalties import Tier as LawTier
from greenward.law.penalties import problems as law_problems

from . import selectors
from .bands import FineBand, bands
from .cities import CityLaw, law_of
from .errors import StatutesError
from .models import DiscretionTable, DiscretionTier


@dataclass(frozen=True)
class Tier:
    """One tier as it is entered; `low` and `high` in the terms of the fine."""

    name_zh: str
    low: int
    high: int
    criteria_zh: str
    name_en: str = ""
    criteria_en: str = ""
    after_gap: bool = False

    def as_law(self) -> LawTier:
        """The tier as the law of penalties knows it; its Chinese name is its key."""
        title = Text(self.name_zh, self.name_en or self.name_zh)
        criteria = Text(self.criteria_zh, self.criteria_en or self.criteria_zh)
        return LawTier(
            self.name_zh, title, self.low, self.high, criteria, Unit.FINE, self.after_gap
        )


@dataclass(frozen=True)
class Wrong:
    """What is wrong with the tiers of a fine: the tier's place from 0 (None: the fine as a whole),
    the field to change, and why."""

    at: int | None
    field: str
    said: str


def problems(band: FineBand, tiers: Sequence[Tier]) -> list[Wrong]:
    """What keeps these tiers of one fine from being taken, by `greenward.law.penalties`."""
    one = LawTable("", Span(date.min), {band.article: [tier.as_law() for tier in tiers]})
    names = [tier.name_zh for tier in tiers]
    found = []
    for wrong in law_problems(one, {band.article: band.fine}) if tiers else ():
        at = names.index(wrong.tier) if wrong.tier in names else None
        tier = tiers[at or 0]
        found.append(Wrong(at, _field(wrong, band, tier), _said(wrong, band, tier)))
    return found


def _field(wrong: Problem, band: FineBand, tier: Tier) -> str:
    if wrong.code == "outside" and tier.low >= band.fine.low:
        return "high"
    return "after_gap" if wrong.code == "gap" else "low"


def _said(wrong: Problem, band: FineBand, tier: Tier) -> str:
    """A problem in the measure people write; codes are those of `greenward.law.penalties`."""
    words = {
        "outside": _("It leaves the legal band: %(band)s.") % {"band": band.said},
        "twice": _("Two tiers carry the same name."),
        "overlap": _("It overlaps the tier below it."),
        "gap": _("There is no gap below this tier: untick it.")
        if tier.after_gap
        else _("Between the tier below and this one there is a gap: tick that it is meant."),
        "nothing_to_choose": _("The law fixes this amount; there is nothing to choose."),
    }
    return words.get(wrong.code) or wrong.text.in_(get_language() or "zh-hans")


def as_law(table: DiscretionTable, instrument: str) -> LawTable:
    """A published version as the law of penalties uses it: the tiers of one instrument's fines."""
    rows: dict[str, list[LawTier]] = {}
    for tier in table.tiers.all():
        if tier.instrument == instrument:
            rows.setdefault(tier.fine_article, []).append(entered(tier).as_law())
    if table.is_draft or table.first_day is None:
        raise StatutesError(_("Only a published version is used."))
    return LawTable(str(table.version), Span(table.first_day, table.last_day), rows)


def draft(actor: Actor) -> DiscretionTable:
    """Begin the next version of the city's table, as a copy of the last one."""
    law = law_of(actor)
    with act(actor, "draft_discretion", area=law.area) as event:
        last = selectors.tables(law.pack).first()
        if last and last.is_draft:
            raise StatutesError(_("There is a draft already: finish or discard it first."))
        table = DiscretionTable.objects.create(
            pack=law.pack,
            version=last.version + 1 if last else 1,
            title=last.title if last else "",
            drafted_by=actor.name,
        )
        copies = [_copy(tier, table) for tier in last.tiers.all()] if last else []
        DiscretionTier.objects.bulk_create(copies)
        event.subject = table
        event.note(version=table.version, copied=len(copies))
    return table


def name(actor: Actor, table: DiscretionTable, *, title: str, document: str,
         first_day: date | None, last_day: date | None) -> None:  # fmt: skip
    """Say what a draft is called, which document lays it down and when it holds."""
    if first_day and last_day and last_day < first_day:
        raise StatutesError(_("The last day lies before the first."))
    with act(actor, "draft_discretion", table, area=law_of(actor).area) as event:
        locked = _draft(table)
        locked.title, locked.document = title, document
        locked.first_day, locked.last_day = first_day, last_day
        locked.save(update_fields=["title", "document", "first_day", "last_day"])
        event.note(version=locked.version, document=document, first_day=first_day)


def set_tiers(actor: Actor, table: DiscretionTable, band: FineBand, tiers: Sequence[Tier]) -> None:
    """Put these tiers in place of a draft's tiers for one fine; none leaves the fine open."""
    if refusals := problems(band, tiers):
        raise StatutesError([wrong.said for wrong in refusals])
    with act(actor, "draft_discretion", table, area=law_of(actor).area) as event:
        locked = _draft(table)
        locked.tiers.filter(instrument=band.instrument, fine_article=band.article).delete()
        DiscretionTier.objects.bulk_create(
            DiscretionTier(
                table=locked,
                instrument=band.instrument,
                fine_article=band.article,
                order=order,
                **vars(tier),
            )
            for order, tier in enumerate(tiers, 1)
        )
        event.note(version=locked.version, article=band.article, tiers=len(tiers))


def discard(actor: Actor, table: DiscretionTable) -> None:
    """Throw a draft away; published versions stay."""
    with act(actor, "draft_discretion", table, area=law_of(actor).area) as event:
        locked = _draft(table)
        event.note(version=locked.version, discarded=True)
        locked.delete()


def publish(actor: Actor, table: DiscretionTable) -> None:
    """Publish a draft: from its first day on it holds, and it never changes again.

    Raises StatutesError with everything that is still missing or wrong.
    """
    law = law_of(actor)
    with act(actor, "publish_discretion", table, area=law.area) as event:
        locked = _draft(table)
        if refusals := _unready(locked, law):
            raise StatutesError(refusals)
        locked.published_at, locked.published_by = timezone.now(), actor.name
        locked.save(update_fields=["published_at", "published_by"])
        event.note(version=locked.version, first_day=locked.first_day, document=locked.document)


def end(actor: Actor, table: DiscretionTable, last_day: date) -> None:
    """Record the last day on which a published version holds."""
    with act(actor, "publish_discretion", table, area=law_of(actor).area) as event:
        locked = DiscretionTable.objects.select_for_update().get(pk=table.pk)
        if locked.is_draft or locked.first_day is None:
            raise StatutesError(_("Only a published version has a last day to record."))
        if last_day < locked.first_day:
            raise StatutesError(_("The last day lies before the first."))
        locked.last_day = last_day
        locked.save(update_fields=["last_day"])
        event.note(version=locked.version, last_day=last_day)


def _draft(table: DiscretionTable) -> DiscretionTable:
    """The draft, locked; a published version is refused."""
    locked = DiscretionTable.objects.select_for_update().filter(pk=table.pk).first()
    if locked is None:
        raise StatutesError(_("This draft was discarded."))
    if not locked.is_draft:
        raise StatutesError(_("This version is published and never changes. Draft the next one."))
    return locked


def _unready(table: DiscretionTable, law: CityLaw) -> list[str]:
    """Everything that keeps a draft from being published."""
    found = []
    if not table.title:
        found.append(_("Give it its title."))
    if not table.document:
        found.append(_("Name the document that lays the table down."))
    if table.first_day is None:
        found.append(_("Say from which day it holds."))
    elif later := _later(table):
        found.append(
            _("Version %(n)s holds from %(day)s: the new one must begin after that day.")
            % {"n": later.version, "day": later.first_day}
        )
    tiers = list(table.tiers.all())
    if not tiers:
        found.append(_("Enter the tiers of at least one fine."))
    known = {band.key: band for band in bands(law.edition)}
    for key in dict.fromkeys((tier.instrument, tier.fine_article) for tier in tiers):
        own = [t for t in tiers if (t.instrument, t.fine_article) == key]
        if key not in known:
            found.append(_("The law has no fine under Article %(article)s.") % {"article": key[1]})
            continue
        refusals = problems(known[key], [entered(tier) for tier in own])
        found += [f"{_article(key[1])}: {wrong.said}" for wrong in refusals]
    return found


def _later(table: DiscretionTable) -> DiscretionTable | None:
    """A published version that begins on the draft's first day or later."""
    published = DiscretionTable.objects.filter(pack=table.pack, published_at__isnull=False)
    return published.filter(first_day__gte=table.first_day).order_by("-first_day").first()


def entered(tier: DiscretionTier) -> Tier:
    """A stored tier as it was entered."""
    return Tier(
        tier.name_zh,
        tier.low,
        tier.high,
        tier.criteria_zh,
        tier.name_en,
        tier.criteria_en,
        tier.after_gap,
    )


def _copy(tier: DiscretionTier, table: DiscretionTable) -> DiscretionTier:
    return DiscretionTier(
        table=table,
        instrument=tier.instrument,
        fine_article=tier.fine_article,
        order=tier.order,
        **vars(entered(tier)),
    )


def _article(number: str) -> str:
    return _("Article %(number)s") % {"number": number}
