"""Versions of a chapter as plain data: what is carried over never overwrites what was typed, a difference
is empty exactly when two versions say the same, and the hash names one version alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenward.bureau.construction.chapters.contents import (
    COLUMNS,
    PARTS,
    contents_of,
    facts_of_contents,
    known,
    missing,
)
from greenward.bureau.construction.chapters.reviewing import review
from greenward.bureau.construction.chapters.versions import (
    canonical,
    carried_over,
    changes,
    fingerprint,
    plain,
    still_carried,
)
from greenward.bureau.construction.chapters.writing import (
    begin,
    begin_stage,
    canonical_of,
    hand_in,
    save,
)
from greenward.bureau.construction.models import Budgeted, Chapter, Stage

from .chapters import BEGUN, WHOLE, writer
from .conftest import Site

words = st.sampled_from(["", "外遮阳", "光伏"])
places = st.none() | st.decimals(0, 100, places=2)
contents = st.fixed_dictionaries(
    {
        "star": st.none() | st.integers(1, 3),
        "standard": words,
        "energy_target": places,
        "emission_target": places,
        "saving_rate": places,
        "renewable_share": places,
        "industrialised": st.none() | st.booleans(),
        "prefabrication_rate": places,
        "technical_path": words,
        "cost_fen": st.none() | st.integers(0, 10**12),
        "budgeted": st.sampled_from(["", *Budgeted.values]),
        "budget_lines": words,
        "funding_source": words,
    }
)
names = st.sets(st.sampled_from([part.name for part in PARTS]))
ONE = {"project": "P", "stage": "planning", "version": 1}


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(plain(column, one[column]) == plain(column, other[column]) for column in COLUMNS)


@given(contents, contents)
def test_a_difference_is_empty_exactly_when_both_say_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert changes(one, one) == ()
    assert (changes(one, other) == ()) == same(one, other)
    merged = one | {change.column: change.after for change in changes(one, other)}
    assert same(merged, other)  # the difference is the whole difference


@given(contents, contents)
def test_the_hash_is_that_of_the_contents_alone(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = (fingerprint(canonical(c, **ONE)) for c in (one, other))  # type: ignore[arg-type]
    assert (first == second) == same(one, other)
    assert first != fingerprint(canonical(one, **(ONE | {"version": 2})))  # type: ignore[arg-type]
    attached = canonical(one, **ONE, attachments=["b", "a"])  # type: ignore[arg-type]
    assert attached == canonical(one, **ONE, attachments=["a", "b"])  # type: ignore[arg-type]
    assert attached != canonical(one, **ONE)  # type: ignore[arg-type]


def test_the_places_of_a_number_do_not_matter_to_the_hash() -> None:
    assert plain("energy_target", Decimal("62.5")) == plain("energy_target", Decimal("62.500"))


@given(contents, contents, names, st.booleans())
def test_carrying_over_never_overwrites_what_was_typed(
    before: dict[str, Any], own: dict[str, Any], carried: set[str], same_stage: bool
) -> None:
    found, taken = carried_over(before, own, carried, same_stage=same_stage)
    for part in PARTS:
        if part.name in taken:
            assert part.name in carried or part.empty(own)
            assert not part.empty(before)
            assert all(found[c] == before[c] for c in part.columns)
            assert part.carries or same_stage
        else:
            assert all(found[c] == own[c] for c in part.columns)
    again = carried_over(before, found, taken, same_stage=same_stage)
    assert again == (found, taken)  # beginning twice is beginning once


@given(contents, contents, names)
def test_what_is_typed_over_is_no_longer_carried(
    before: dict[str, Any], after: dict[str, Any], carried: set[str]
) -> None:
    left = still_carried(before, after, sorted(carried))
    for part in PARTS:
        touched = any(change.part is part for change in changes(before, after))
        assert (part.name in left) == (part.name in carried and not touched)


@given(contents)
def test_what_is_missing_and_what_the_law_reads_agree(said: dict[str, Any]) -> None:
    lacking = {part.name for part in missing(said)}
    facts = facts_of_contents(said)
    assert facts["chapter_states_star"] == ("star" not in lacking) == known(facts["chapter_star"])
    assert facts["chapter_states_targets"] == (not lacking & {"energy", "emission"})
    assert facts["chapter_states_path"] == ("path" not in lacking)
    assert facts["chapter_states_prefab"] == ("industrialised" not in lacking)
    if facts["chapter_cost_budgeted"] is not None:
        assert said["budgeted"] in (Budgeted.BOTH, Budgeted.NEITHER)


@given(contents, st.sampled_from(COLUMNS))
def test_filling_in_never_makes_more_missing_but_what_it_asks_for(
    said: dict[str, Any], column: str
) -> None:
    """Clearing a column never completes a part, unless it was what asked for another."""
    cleared = said | {column: "" if isinstance(said[column], str) else None}
    asks = {"industrialised": "industrialised", "budgeted": "cost"}
    before, after = ({part.name for part in missing(c)} for c in (said, cleared))
    assert before <= after | {asks.get(column, "")}


steps = st.tuples(
    st.sampled_from(["write", "write", "hand_in", "hand_in", "review", "tamper"]),
    st.sampled_from(Stage),
    st.dictionaries(st.sampled_from(["star", "energy_target"]), st.integers(1, 3)),
)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(walk=st.lists(steps, min_size=4, max_size=8))
def test_no_walk_changes_a_version_that_was_handed_in(shenzhen: Site, walk: list[Any]) -> None:
    """Whatever the parties and the authority do, a version reads as it was handed in, and its hash can
    be made again from the rows."""
    kept: dict[int, str] = {}
    with transaction.atomic():
        for stage in Stage:
            begin_stage(shenzhen.developer, shenzhen.fresh(), stage, on=BEGUN[stage])
        for act, stage, values in walk:
            _do(shenzhen, act, stage, values)
            for row in Chapter.objects.filter(handed_in_at__isnull=False).select_related("project"):
                text = canonical_of(row)
                assert row.sha256 == fingerprint(text)
                assert kept.setdefault(row.pk, text) == text
        assert len(kept) == Chapter.objects.filter(handed_in_at__isnull=False).count()
        transaction.set_rollback(True)


def _do(site: Site, act: str, stage: Stage, values: dict[str, Any]) -> None:
    """One act of a walk; one that is refused changes nothing."""
    who = writer(site, stage)
    try:
        with transaction.atomic():
            if act == "write":
                save(who, begin(who, site.fresh(), stage), WHOLE | values)
            elif act == "hand_in":
                hand_in(who, begin(who, site.fresh(), stage), because="变更")
            elif act == "review":
                newest = Chapter.objects.filter(stage=stage).order_by("-version").first()
                if newest is not None:
                    newest.project = site.fresh()
                    review(site.planning, newest, conforms=True, opinion="符合。", because="复审")
            else:
                Chapter.objects.filter(handed_in_at__isnull=False).update(star=3)
    except (ValidationError, DatabaseError):
        pass


def test_a_draft_reads_as_it_was_saved(shenzhen: Site) -> None:
    begin_stage(shenzhen.developer, shenzhen.fresh(), Stage.APPROVAL, on=BEGUN[Stage.APPROVAL])
    draft = begin(shenzhen.developer, shenzhen.fresh(), Stage.APPROVAL)
    save(shenzhen.developer, draft, WHOLE)
    assert contents_of(Chapter.objects.get(pk=draft.pk)) == WHOLE
