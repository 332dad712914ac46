"""Reads of what the authority entered beside the law, for the pages and for other rooms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum

from greenward.bureau.accounts.models import held_on
from greenward.law.anchors import Match, Reading, compare, readings
from greenward.law.clocks import Calendar
from greenward.law.language import Edition
from greenward.law.pack import place_of
from greenward.law.texts import hashes

from .cities import anchors_of
from .models import (
    DiscretionTable,
    HolidayNotice,
    ImplementingPolicy,
    OfficialText,
    OwnDay,
    Passage,
)

# --- texts ----------------------------------------------------------------------------------


def latest_text(instrument: str, language: str) -> OfficialText | None:
    """The text of an instrument in a language that holds: the one loaded last."""
    found = OfficialText.objects.filter(instrument=instrument, language=language)
    return found.order_by("-pk").first()


def texts_in_force() -> QuerySet[OfficialText]:
    """The last loaded text of every instrument and language."""
    last = OfficialText.objects.order_by().values("instrument", "language").annotate(pk=Max("id"))
    return OfficialText.objects.filter(pk__in=last.values("pk")).order_by("instrument", "language")


def passages(instrument: str, article: str, lang: str) -> list[Passage]:
    """The passages of an article, paragraph or item (32, 32.2, 47.1.2) in the loaded text.

    Empty when no text of that language is loaded, or when it has no such place. One query.
    """
    place = place_of(article)
    return list(
        Passage.objects.filter(
            Q(place=place) | Q(place__startswith=f"{place}__"),
            text__in=texts_in_force().filter(instrument=instrument, language=lang[:2]),
        )
    )


def compared(edition: Edition) -> list[tuple[Reading, Match]]:
    """What an edition read from its instruments, against the Chinese texts loaded now.

    Instruments without a loaded text do not occur. Fines are compared by the pack's own anchors.
    """
    codes = [one.code for one in edition.instruments]
    texts = texts_in_force().filter(instrument__in=codes, language=OfficialText.Language.ZH)
    words: dict[str, list[tuple[str, str]]] = {}
    rows = Passage.objects.filter(text__in=texts).values_list("text__instrument", "place", "words")
    for instrument, place, said in rows:
        words.setdefault(instrument, []).append((place, said))
    texts_now = {instrument: hashes(found) for instrument, found in words.items()}
    return compare(readings(edition, anchors_of(edition.pack)), texts_now)


def differs(edition: Edition) -> list[tuple[Reading, Match]]:
    """The rules and fines whose words are other ones in the loaded text, or are not in it."""
    return [found for found in compared(edition) if found[1] in (Match.DIFFERS, Match.ABSENT)]


# --- discretion -----------------------------------------------------------------------------


def tables(pack: str) -> QuerySet[DiscretionTable]:
    """All versions of a city's discretion table, the newest first, with their tiers."""
    return DiscretionTable.objects.filter(pack=pack).prefetch_related("tiers")


def discretion_in_force(pack: str, on: date) -> DiscretionTable | None:
    """The published version that holds on a day: the last begun by then, unless it has ended."""
    begun = tables(pack).filter(published_at__isnull=False, first_day__lte=on)
    last = begun.order_by("-first_day", "-version").first()
    return last if last and (last.last_day is None or on <= last.last_day) else None


# --- policies -------------------------------------------------------------------------------


def policies_in_force(on: date, pack: str = "") -> QuerySet[ImplementingPolicy]:
    """The policies that hold on a day: begun, not ended, not withdrawn from that day or before."""
    found = ImplementingPolicy.objects.filter(
        held_on(on), Q(withdrawn_from=None) | Q(withdrawn_from__gt=on)
    )
    return found.filter(pack=pack) if pack else found


# --- holidays -------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnDays:
    """The days the authority entered (day -> worked) and the years it entered completely."""

    days: dict[date, bool]
    published: frozenset[int]


def own_days() -> OwnDays:
    """Everything the notices on file say that are not withdrawn. Two queries."""
    days = OwnDay.objects.filter(notice__withdrawn_at=None).values_list("day", "working")
    years = notices_in_force().filter(whole_year=True).values_list("year", flat=True)
    return OwnDays(dict(days), frozenset(years))


def calendar() -> Calendar:
    """The working-day calendar with the authority's own days in it."""
    own = own_days()
    return Calendar(own.days, own.published)


def calendar_version() -> tuple[int | None, ...]:
    """Differs whenever the calendar would: notices only come and are withdrawn. One query."""
    gone = Q(withdrawn_at__isnull=False)
    found = HolidayNotice.objects.aggregate(Max("pk"), Count("pk"), gone=Sum("pk", filter=gone))
    return tuple(found.values())


def notices_in_force() -> QuerySet[HolidayNotice]:
    return HolidayNotice.objects.filter(withdrawn_at=None)


def notices(years: Iterable[int]) -> QuerySet[HolidayNotice]:
    """The notices of some years with their days, the withdrawn ones too."""
    return HolidayNotice.objects.filter(year__in=years).prefetch_related("days")
