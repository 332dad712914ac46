"""The acts of the standards desk on a real database: seed, enter, confirm, take back, put in use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.standards import services
from greenward.bureau.standards.editions import publish
from greenward.bureau.standards.errors import FileRefused, StandardsError
from greenward.bureau.standards.models import (
    PublishedEdition,
    RowState,
    Ruling,
    Standard,
    StandardInUse,
    StandardRow,
)
from greenward.bureau.standards.services import Attestation
from greenward.law.language import Text
from greenward.law.shenzhen import PACK
from greenward.law.standards import Gap, shipped

from .kit import DAY_ONE, OPERATOR, SAID, enter, only, row, table

# --- seed -----------------------------------------------------------------------------------


def test_seeding_twice_changes_nothing(db: None) -> None:
    first = services.seed(OPERATOR)
    assert sum(one.created for one in first) == sum(len(table.rows) for table in shipped()) == 490
    keys = set(StandardRow.objects.values_list("key", flat=True))
    again = services.seed(OPERATOR)
    assert {one.created for one in again} == {0} and len(again) == len(shipped())
    assert set(StandardRow.objects.values_list("key", flat=True)) == keys
    assert not StandardRow.objects.deciding().exists(), "a proposal decides nothing"
    assert StandardRow.objects.undecided().count() == 490


def test_seeding_leaves_alone_what_an_official_put_in_the_place_of_a_row(db: None) -> None:
    services.seed(OPERATOR)
    old = StandardRow.objects.get(
        quantity="energy.constraint",
        selector={"energy_class": "office-commercial-A", "climate_zone": "HSWW"},
    )
    services.reject(OPERATOR, old, SAID)
    enter(
        "GB/T 51161-2016",
        row("79", energy_class="office-commercial-A", climate_zone="HSWW"),
        level="national",
    )
    assert sum(one.created for one in services.seed(OPERATOR)) == 0
    assert StandardRow.objects.with_word().get(pk=old.pk).state is RowState.REJECTED


# --- enter ----------------------------------------------------------------------------------


def test_a_table_waits_unless_it_comes_with_an_attestation(city: Area) -> None:
    entered = services.import_table(OPERATOR, table("A", row("80"), row("60", "energy.guiding")))
    assert (entered.created, entered.confirmed) == (2, 0)
    assert StandardRow.objects.undecided().count() == 2
    again = services.import_table(
        OPERATOR, table("A", row("80"), row("60", "energy.guiding")), attestation=SAID
    )
    assert (again.created, again.unchanged, again.confirmed) == (0, 2, 2)
    assert StandardRow.objects.deciding().count() == 2
    third = services.import_table(OPERATOR, table("A", row("80")), attestation=SAID)
    assert (third.unchanged, third.confirmed) == (1, 0)
    assert Ruling.objects.count() == 2


def test_a_row_of_the_same_content_rejected_before_is_said(city: Area) -> None:
    standard = enter("A", row("80"))
    services.reject(OPERATOR, only(standard), SAID)
    again = services.import_table(OPERATOR, table("A", row("80")), attestation=SAID)
    assert (again.created, again.unchanged, again.rejected, again.confirmed) == (0, 1, 1, 0)


def test_a_row_that_overlaps_one_on_file_is_refused_naming_both(city: Area) -> None:
    standard = enter("A", row("80"), row("60", "energy.guiding"))
    with pytest.raises(FileRefused) as refused, translation.override("en"):
        enter("A", row("70", first=date(2024, 1, 1)))
    [line] = refused.value.messages
    assert f"#{only(standard, quantity='energy.constraint').pk}" in line
    assert "80 kWh/(m²·a)" in line and "70 kWh/(m²·a)" in line
    assert StandardRow.objects.count() == 2
    enter("B", row("70", first=date(2024, 1, 1)))


def test_a_better_value_is_a_new_row_beside_a_rejected_one(city: Area) -> None:
    standard = enter("A", row("80"), city=city)
    services.reject(OPERATOR, only(standard), SAID)
    enter("A", row("70"))
    values = {int(one.value): one.state for one in StandardRow.objects.with_word()}
    assert values == {80: RowState.REJECTED, 70: RowState.DECIDES}


def test_a_guiding_value_above_a_constraint_on_file_is_refused_either_way(city: Area) -> None:
    enter("A", row("80"))
    with pytest.raises(FileRefused):
        enter("A", row("81", "energy.guiding"))
    enter("A", row("80", "energy.guiding"))
    enter("B", row("60", "energy.guiding"))
    with pytest.raises(FileRefused):
        enter("B", row("59"))


def test_a_standard_on_file_keeps_its_level_and_method(city: Area) -> None:
    enter("A", row("80"))
    with pytest.raises(FileRefused):
        services.import_table(
            OPERATOR, table("A", row("90", energy_class="school"), level="national")
        )
    with pytest.raises(FileRefused):
        other = table("A", row("90", energy_class="school"), method="site_energy")
        services.import_table(OPERATOR, other)


def test_a_refused_table_leaves_nothing_behind(city: Area) -> None:
    enter("A", row("80"))
    with pytest.raises(FileRefused):
        services.import_table(
            OPERATOR,
            table("A", row("90", energy_class="school"), row("70")),
            attestation=SAID,
            use_in=city,
        )
    assert StandardRow.objects.count() == 1
    assert not StandardInUse.objects.exists()


def test_a_whole_table_closes_the_gaps(city: Area) -> None:
    gap = Gap("", {}, Text("未取得", "not obtained"))
    standard = enter("SJG 34-2017", gaps=(gap,))
    services.import_table(OPERATOR, table("SJG 34-2017", row("80")))
    standard.refresh_from_db()
    assert len(standard.gaps) == 1
    services.import_table(OPERATOR, table("SJG 34-2017", row("80"), complete=True))
    standard.refresh_from_db()
    assert standard.gaps == []


def test_importing_with_use_applies_it_from_its_first_day_once(city: Area) -> None:
    early = row("90", first=date(2014, 1, 1), last=date(2019, 12, 31))
    for _ in range(2):
        services.import_table(
            OPERATOR, table("A", row("80", first=date(2020, 1, 1)), early), use_in=city
        )
    use = StandardInUse.objects.get()
    assert (use.area, use.first_day, use.last_day) == (city, date(2014, 1, 1), None)


# --- the word of an official ----------------------------------------------------------------


def test_the_last_word_holds_and_every_word_is_kept(city: Area) -> None:
    standard = enter("A", row("80"), confirmed=False)
    assert only(standard).state is RowState.UNDECIDED
    steps: list[tuple[Callable[..., Any], RowState]] = [
        (lambda r: services.confirm(OPERATOR, [r], SAID), RowState.DECIDES),
        (lambda r: services.withdraw(OPERATOR, r, SAID), RowState.UNDECIDED),
        (lambda r: services.confirm(OPERATOR, [r], SAID), RowState.DECIDES),
        (lambda r: services.reject(OPERATOR, r, SAID), RowState.REJECTED),
        (lambda r: services.confirm(OPERATOR, [r], SAID), RowState.DECIDES),
    ]
    for step, state in steps:
        step(only(standard))
        assert only(standard).state is state
    words = Ruling.objects.values_list("word", flat=True)
    assert list(words) == ["confirmed", "withdrawn", "confirmed", "rejected", "confirmed"]


def test_confirming_again_says_that_nothing_waits(city: Area) -> None:
    standard = enter("A", row("80"))
    with pytest.raises(StandardsError):
        services.confirm(OPERATOR, [only(standard)], SAID)
    assert Ruling.objects.count() == 1


def test_only_what_waits_is_confirmed(city: Area) -> None:
    standard = enter("A", row("80"))
    services.import_table(OPERATOR, table("A", row("60", "energy.guiding")))
    assert services.confirm(OPERATOR, standard.rows.all(), SAID) == 1


def test_a_rejected_row_cannot_come_back_over_its_successor(city: Area) -> None:
    standard = enter("A", row("80"))
    old = only(standard)
    services.reject(OPERATOR, old, SAID)
    enter("A", row("70"))
    with pytest.raises(FileRefused):
        services.confirm(OPERATOR, [old], SAID)
    assert StandardRow.objects.with_word().get(pk=old.pk).state is RowState.REJECTED


def test_withdrawing_and_rejecting_what_cannot_be(city: Area) -> None:
    standard = enter("A", row("80"), confirmed=False)
    with pytest.raises(StandardsError):
        services.withdraw(OPERATOR, only(standard), SAID)
    services.reject(OPERATOR, only(standard), SAID)
    with pytest.raises(StandardsError):
        services.reject(OPERATOR, only(standard), SAID)


TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    "said",
    [
        Attestation("  ", "the standard", DAY_ONE),
        Attestation("Wu Min", "", DAY_ONE),
        Attestation("Wu Min", "the standard", TOMORROW),
    ],
    ids=["nobody", "no source", "tomorrow"],
)
def test_a_word_needs_a_name_a_source_and_a_day_that_came(city: Area, said: Attestation) -> None:
    standard = enter("A", row("80"), confirmed=False)
    for act in (services.withdraw, services.reject):
        with pytest.raises(StandardsError):
            act(OPERATOR, only(standard), said)
    with pytest.raises(StandardsError):
        services.confirm(OPERATOR, [only(standard)], said)
    with pytest.raises(StandardsError):
        services.import_table(OPERATOR, table("B", row("80")), attestation=said)
    assert not Ruling.objects.exists()
    services.confirm(
        OPERATOR, [only(standard)], Attestation(" Wu ", " p. 9 ", timezone.localdate())
    )
    assert (Ruling.objects.get().official, Ruling.objects.get().source) == ("Wu", "p. 9")


# --- uses -----------------------------------------------------------------------------------


def test_a_standard_is_in_use_once_on_any_day(city: Area) -> None:
    standard = enter("A", row("80"))

    def use(first: date, last: date | None = None) -> StandardInUse:
        return services.use_standard(
            OPERATOR, area=city, standard=standard, first_day=first, last_day=last
        )

    use(date(2020, 1, 1), date(2022, 12, 31))
    use(date(2025, 1, 1))
    for first, last in (
        (date(2022, 12, 31), date(2023, 12, 31)),
        (date(2019, 1, 1), date(2020, 1, 1)),
        (date(2024, 1, 1), None),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ):
        with pytest.raises(StandardsError):
            use(first, last)
    use(date(2023, 1, 1), date(2024, 12, 31))
    with pytest.raises(StandardsError):
        use(date(2010, 1, 2), date(2010, 1, 1))


def test_a_use_ends_on_a_day_after_it_began(city: Area) -> None:
    enter("A", row("80"), city=city)
    use = StandardInUse.objects.get()
    with pytest.raises(StandardsError):
        services.end_use(OPERATOR, use, use.first_day - timedelta(days=1))
    services.end_use(OPERATOR, use, use.first_day)
    use.refresh_from_db()
    assert use.last_day == use.first_day


# --- who may, and what the log says ---------------------------------------------------------


def test_only_a_standards_official_acts_on_the_desk(
    city: Area,
    standards_official: Actor,
    officer: Actor,
    director: Actor,
    registrar: Actor,
    auditor: Actor,
    owner: Actor,
) -> None:
    standard = enter("A", row("80"), confirmed=False)
    waiting = only(standard)
    acts: list[Callable[[Actor], Any]] = [
        lambda a: services.seed(a),
        lambda a: services.import_table(a, table("B", row("70"))),
        lambda a: services.confirm(a, [waiting], SAID),
        lambda a: services.withdraw(a, waiting, SAID),
        lambda a: services.reject(a, waiting, SAID),
        lambda a: services.use_standard(a, area=city, standard=standard, first_day=DAY_ONE),
        lambda a: services.end_use(a, StandardInUse.objects.get(), date(2030, 1, 1)),
    ]
    before = AuditEvent.objects.count()
    for other in (officer, director, registrar, auditor, owner, Actor.nobody()):
        for act in acts[:6]:
            with pytest.raises(PermissionDenied):
                act(other)
    assert AuditEvent.objects.count() == before
    for act in acts:
        act(standards_official)
    said = Ruling.objects.filter(user=standards_official.user).count()
    assert said == 3


def test_a_district_official_does_not_decide_for_the_city(city: Area, futian: Area) -> None:
    from greenward.bureau.accounts.models import Role
    from tests.fixtures.people import make_actor

    district = make_actor("district", (Role.STANDARDS, futian))
    standard = enter("A", row("80"))
    with pytest.raises(PermissionDenied):
        services.use_standard(district, area=city, standard=standard, first_day=DAY_ONE)
    services.use_standard(district, area=futian, standard=standard, first_day=DAY_ONE)


def test_every_act_leaves_one_row_in_the_log(city: Area, standards_official: Actor) -> None:
    services.import_table(standards_official, table("A", row("80")), attestation=SAID, use_in=city)
    events = AuditEvent.objects.order_by("pk")
    assert [e.act for e in events] == ["enter_standard", "confirm_standard", "use_standard"]
    entered, confirmed, used = events
    assert entered.payload == {"standard": "A", "created": 1, "unchanged": 0}
    assert confirmed.payload == {
        "word": "confirmed",
        "rows": [StandardRow.objects.get().pk],
        "source": SAID.source,
        "dated": "2026-11-20",
    }
    assert confirmed.personal == {"official": SAID.official}
    assert (used.area_path, used.payload["standard"]) == (city.path, "A")


# --- the database keeps it ------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE standards_standardrow SET value = 1",
        "DELETE FROM standards_standardrow",
        "UPDATE standards_ruling SET word = 'confirmed'",
        "DELETE FROM standards_ruling",
        "UPDATE standards_publishededition SET body = ''",
        "DELETE FROM standards_publishededition",
        "DELETE FROM standards_standardinuse",
        "UPDATE standards_standardinuse SET first_day = '2000-01-01'",
    ],
)
def test_the_database_refuses_to_change_what_was_said(city: Area, statement: str) -> None:
    enter("A", row("80"), city=city)
    publish(OPERATOR, PACK)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert StandardRow.objects.deciding().count() == 1
    assert PublishedEdition.objects.count() == 1


def test_the_database_refuses_a_value_that_is_no_limit(city: Area) -> None:
    standard = Standard.objects.create(code="A", title_zh="A", title_en="A", level="local")
    with pytest.raises(IntegrityError), transaction.atomic():
        StandardRow.objects.create(
            standard=standard, quantity="energy.constraint", value=0, unit="kWh/(m²·a)",
            first_day=DAY_ONE, source="s", evidence="A", key="0" * 64,
        )  # fmt: skip


def test_seeding_again_renews_what_is_missing_unless_the_authority_has_entered_its_own(
    city: Area,
) -> None:
    services.seed(OPERATOR)
    Standard.objects.filter(code__in=["SJG 34-2017", "GB/T 51161-2016"]).update(
        gaps=[{"quantity": "", "selector": {}, "zh": "旧", "en": "old"}]
    )
    old = Standard.objects.get(code="GB/T 51161-2016")
    enter(old.code, row("40", energy_class="hospital"), level="national")
    services.seed(OPERATOR)
    renewed = Standard.objects.get(code="SJG 34-2017").gaps[0]
    assert renewed["from_en"].startswith("the Shenzhen housing authority")
    old.refresh_from_db()
    assert old.gaps[0]["en"] == "old"
    Standard.objects.filter(code="SJG 34-2017").update(gaps=[])
    services.seed(OPERATOR)
    assert Standard.objects.get(code="SJG 34-2017").gaps == [], "a complete table stays complete"
