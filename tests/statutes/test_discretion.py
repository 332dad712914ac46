"""The discretion table: drafted inside the legal band, published whole, never changed again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.statutes import discretion, selectors
from greenward.bureau.statutes.bands import bands
from greenward.bureau.statutes.errors import StatutesError
from greenward.bureau.statutes.models import DiscretionTable
from greenward.law.language import Authority, Fine
from greenward.law.penalties import propose
from greenward.law.shenzhen import PACK

from .kit import TIERS, band, tier

FIRST = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


@pytest.fixture
def drafted(standards_official: Actor) -> DiscretionTable:
    """A draft with the tiers of one fine, named and dated."""
    table = discretion.draft(standards_official)
    discretion.set_tiers(standards_official, table, band(), TIERS)
    name(standards_official, table, FIRST)
    return table


def name(actor: Actor, table: DiscretionTable, first: date | None, **fields: Any) -> None:
    given = {"title": "裁量基准", "document": "深建规〔2026〕1号", "last_day": None, **fields}
    discretion.name(actor, table, first_day=first, **given)


# --- bands ----------------------------------------------------------------------------------


def test_every_fine_of_the_law_is_there_once_with_its_band_in_words() -> None:
    said = {one.article: one.said for one in bands(PACK)}
    assert said["55"] == "¥100,000 – ¥300,000"
    assert said["49.1"] == "2% – 4% of the project investment"
    assert said["58"] == "1% – 5% of the fine imposed on the entity"
    assert said["56"].startswith("¥2,000 for each m²: ")
    articles = [tuple(map(int, article.split("."))) for article in said]
    assert articles == sorted(articles)
    assert {b for b in said} == {
        fine.article
        for duty in PACK.duties
        if duty.breach
        for fine in (duty.breach, duty.breach.persons)
        if fine
    }
    assert [one.article for one in bands(PACK) if one.is_exact] == ["56"]


@given(st.integers(0, 10**12), st.sampled_from(["48", "49.1", "56"]))
def test_what_is_written_in_a_field_is_read_back_exactly(value: int, article: str) -> None:
    from decimal import Decimal

    one = band(article)
    assert one.entered(Decimal(one.written(value))) == value


def test_a_number_finer_than_the_fine_s_own_unit_is_not_taken() -> None:
    from decimal import Decimal

    assert band("48").entered(Decimal("0.005")) is None
    assert band("49.1").entered(Decimal("2.5")) == 250


# --- drafting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiers", "field", "said"),
    [
        ([tier("甲", 99_999, 200_000)], "low", "leaves the legal band: ¥100,000 – ¥300,000"),
        ([tier("甲", 100_000, 300_001)], "high", "leaves the legal band"),
        ([tier("甲", 100_000, 200_000), tier("乙", 199_999, 300_000)], "low", "overlaps"),
        ([tier("甲", 100_000, 200_000), tier("乙", 200_001, 300_000)], "after_gap", "tick"),
        ([tier("甲", 100_000, 200_000), tier("乙", 200_000, 300_000, after_gap=True)], "after_gap",
         "untick"),
        ([tier("甲", 100_000, 200_000), tier("甲", 200_000, 300_000)], "low", "same name"),
    ],
)  # fmt: skip
def test_tiers_stay_in_the_band_and_meet(
    standards_official: Actor, tiers: list[discretion.Tier], field: str, said: str
) -> None:
    found = discretion.problems(band(), tiers)
    assert [(one.field, said in one.said) for one in found] == [(field, True)]
    table = discretion.draft(standards_official)
    with pytest.raises(StatutesError, match="."):
        discretion.set_tiers(standards_official, table, band(), tiers)
    assert not table.tiers.exists()


def test_the_whole_band_and_a_meant_gap_are_taken(standards_official: Actor) -> None:
    table = discretion.draft(standards_official)
    discretion.set_tiers(standards_official, table, band(), TIERS)
    gap = [tier("甲", 100_000, 120_000), tier("乙", 200_000, 300_000, after_gap=True)]
    discretion.set_tiers(standards_official, table, band(), gap)
    assert [t.name_zh for t in table.tiers.all()] == ["甲", "乙"], "the new tiers replace the old"
    discretion.set_tiers(standards_official, table, band(), [])
    assert not table.tiers.exists()


def test_one_draft_at_a_time_and_the_next_version_is_a_copy(
    drafted: DiscretionTable, standards_official: Actor, director: Actor
) -> None:
    with pytest.raises(StatutesError, match="There is a draft already"):
        discretion.draft(standards_official)
    discretion.publish(director, drafted)
    second = discretion.draft(standards_official)
    assert second.version == 2
    assert [discretion.entered(t) for t in second.tiers.all()] == list(TIERS)


def test_a_discarded_draft_is_gone(drafted: DiscretionTable, standards_official: Actor) -> None:
    discretion.discard(standards_official, drafted)
    assert not DiscretionTable.objects.exists()
    with pytest.raises(StatutesError, match="was discarded"):
        discretion.set_tiers(standards_official, drafted, band(), TIERS)


# --- publishing -----------------------------------------------------------------------------


def test_publishing_names_all_that_is_missing(standards_official: Actor, director: Actor) -> None:
    table = discretion.draft(standards_official)
    with pytest.raises(StatutesError) as refused:
        discretion.publish(director, table)
    assert str(refused.value).splitlines() == [
        "Give it its title.",
        "Name the document that lays the table down.",
        "Say from which day it holds.",
        "Enter the tiers of at least one fine.",
    ]


def test_tiers_of_a_fine_the_law_no_longer_has_are_not_published(
    drafted: DiscretionTable, director: Actor
) -> None:
    drafted.tiers.update(fine_article="99")
    with pytest.raises(StatutesError, match="no fine under Article 99"):
        discretion.publish(director, drafted)


def test_a_published_version_never_changes(
    drafted: DiscretionTable, standards_official: Actor, director: Actor
) -> None:
    discretion.publish(director, drafted)
    for change in (
        lambda: discretion.set_tiers(standards_official, drafted, band(), []),
        lambda: name(standards_official, drafted, FIRST, title="x"),
        lambda: discretion.discard(standards_official, drafted),
        lambda: discretion.publish(director, drafted),
    ):
        with pytest.raises(StatutesError, match="published and never changes"):
            change()
    assert AuditEvent.objects.filter(act="publish_discretion").count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE statutes_discretiontable SET title = 'x'",
        "UPDATE statutes_discretiontable SET published_at = NULL",
        "DELETE FROM statutes_discretiontable",
        "UPDATE statutes_discretiontier SET low = low + 1",
        "DELETE FROM statutes_discretiontier",
        "INSERT INTO statutes_discretiontier (table_id, instrument, fine_article, \"order\", name_zh,"
        " name_en, low, high, criteria_zh, criteria_en, after_gap)"
        " SELECT id, 'x', '1', 9, 'x', '', 1, 2, 'x', '', false FROM statutes_discretiontable",
    ],
)  # fmt: skip
def test_the_database_itself_keeps_what_is_published(
    drafted: DiscretionTable, director: Actor, statement: str
) -> None:
    discretion.publish(director, drafted)
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        connection.cursor().execute(statement)


def test_who_may_draft_and_who_may_publish(
    drafted: DiscretionTable, officer: Actor, standards_official: Actor, director: Actor
) -> None:
    with pytest.raises(PermissionDenied):
        discretion.publish(standards_official, drafted)
    with pytest.raises(PermissionDenied):
        discretion.draft(director)
    with pytest.raises(PermissionDenied):
        discretion.set_tiers(officer, drafted, band(), TIERS)


# --- in force -------------------------------------------------------------------------------


def test_the_version_in_force_follows_the_day(
    drafted: DiscretionTable, standards_official: Actor, director: Actor
) -> None:
    def holds(on: date) -> int | None:
        found = selectors.discretion_in_force("shenzhen", on)
        return found.version if found else None

    assert holds(FIRST) is None, "a draft is not in force"
    discretion.publish(director, drafted)
    assert [holds(date(2026, 12, 31)), holds(FIRST)] == [None, 1]
    second = discretion.draft(standards_official)
    name(standards_official, second, date(2026, 6, 1))
    with pytest.raises(StatutesError, match="must begin after"):
        discretion.publish(director, second)
    name(standards_official, second, date(2028, 1, 1), last_day=date(2028, 6, 30))
    discretion.publish(director, second)
    assert [holds(date(2027, 12, 31)), holds(date(2028, 1, 1)), holds(date(2028, 6, 30))] == [
        1,
        2,
        2,
    ]
    assert holds(date(2028, 7, 1)) is None, "an ended version does not bring the one before it back"
    assert selectors.discretion_in_force("jinzhou", FIRST) is None


def test_a_version_ends_on_a_day(drafted: DiscretionTable, director: Actor) -> None:
    with pytest.raises(StatutesError, match="Only a published version"):
        discretion.end(director, drafted, FIRST)
    discretion.publish(director, drafted)
    with pytest.raises(StatutesError, match="before the first"):
        discretion.end(director, drafted, date(2026, 12, 31))
    discretion.end(director, drafted, FIRST)
    assert selectors.discretion_in_force("shenzhen", FIRST) is not None
    assert selectors.discretion_in_force("shenzhen", date(2027, 1, 2)) is None


def test_the_law_of_penalties_takes_the_table_as_it_stands(
    drafted: DiscretionTable, director: Actor
) -> None:
    with pytest.raises(StatutesError):
        discretion.as_law(drafted, "sz-2022")
    discretion.publish(director, drafted)
    in_force = selectors.discretion_in_force("shenzhen", FIRST)
    assert in_force is not None
    law = discretion.as_law(in_force, "sz-2022")
    fine: Fine = band().fine
    assert Authority.MUNICIPAL_HOUSING in fine.authorities
    proposed = propose(law, fine, None, "一般", FIRST)
    assert (proposed.band.low, proposed.band.high) == (150_000_00, 250_000_00)
