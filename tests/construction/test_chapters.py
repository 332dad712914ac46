"""The green chapter (Article 13): who writes it, what is missing, what the law reads in it, who reviews
it, and what a change does to the permit that stands on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction import cases
from greenward.bureau.construction.applying import accept, apply
from greenward.bureau.construction.chapters.contents import PARTS, contents_of, missing
from greenward.bureau.construction.chapters.reviewing import reading_of, review
from greenward.bureau.construction.chapters.versions import fingerprint
from greenward.bureau.construction.chapters.writers import name_writers, writers
from greenward.bureau.construction.chapters.writing import (
    attach,
    begin,
    begin_stage,
    canonical_of,
    hand_in,
    save,
)
from greenward.bureau.construction.course import Step, course
from greenward.bureau.construction.deciding import grant
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import (
    Chapter,
    ChapterReview,
    Decision,
    Project,
    Stage,
)
from greenward.bureau.construction.stating import state
from greenward.law.language import Subject

from .chapters import BEGUN, WHOLE, conforming, draft, handed_in, land_papers, writer
from .conftest import Site

PERMIT = "planning_permit"


def facts(site: Site) -> dict[str, object]:
    return site.fresh().facts


def permit_of(site: Site, star: int = 1) -> Decision:
    """The planning permit, granted on a conforming chapter of two stars."""
    Project.objects.update(state_organ_office=False)
    land_papers(site)
    land = apply(site.planning, site.plot, "land_terms")
    grant(site.planning, land.matter, number="深地合字〔2024〕1号")
    conforming(site)
    state(site.planning, site.fresh(), {"permit_star": star})
    asked = apply(site.developer, site.fresh(), PERMIT)
    accept(site.planning, asked.matter)
    return grant(site.planning, asked.matter, number="深规许〔2024〕8号")


def step_of(site: Site, gate: str) -> Step:
    project = site.fresh()
    return next(leg.step for leg in course(law_of(project.area), project) if leg.gate.id == gate)


# --- writing --------------------------------------------------------------------------------


def test_a_stage_begins_before_its_chapter_is_written(shenzhen: Site) -> None:
    with pytest.raises(ValidationError, match="哪一天|on which day"):
        begin(shenzhen.developer, shenzhen.fresh(), Stage.PLANNING)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError):
        begin_stage(shenzhen.developer, shenzhen.fresh(), Stage.PLANNING, on=tomorrow)
    begin_stage(shenzhen.developer, shenzhen.fresh(), Stage.PLANNING, on=date(2024, 5, 6))
    assert begin(shenzhen.developer, shenzhen.fresh(), Stage.PLANNING).is_draft
    assert facts(shenzhen)["stage_begun_on"] == date(2024, 5, 6).toordinal()


def test_only_the_party_of_the_stage_writes(shenzhen: Site) -> None:
    begin_stage(shenzhen.developer, shenzhen.fresh(), Stage.DESIGN, on=BEGUN[Stage.DESIGN])
    for role in (PartyRole.DEVELOPER, PartyRole.CONTRACTOR, PartyRole.SUPERVISOR):
        with pytest.raises(PermissionDenied):
            begin(shenzhen.parties[role], shenzhen.fresh(), Stage.DESIGN)
    assert begin(shenzhen.parties[PartyRole.DESIGNER], shenzhen.fresh(), Stage.DESIGN)


def test_the_authority_says_who_writes(shenzhen: Site) -> None:
    city = shenzhen.project.area.city()
    director = replace(
        shenzhen.director,
        duties=tuple(replace(d, area_path=city.path) for d in shenzhen.director.duties),
    )
    name_writers(director, city, Stage.DESIGN, [PartyRole.DEVELOPER])
    assert writers(shenzhen.project.area)[Stage.DESIGN] == (PartyRole.DEVELOPER,)
    begin_stage(shenzhen.developer, shenzhen.fresh(), Stage.DESIGN, on=BEGUN[Stage.DESIGN])
    assert begin(shenzhen.developer, shenzhen.fresh(), Stage.DESIGN)
    with pytest.raises(PermissionDenied):  # a district does not say it for the city
        name_writers(shenzhen.director, city, Stage.DESIGN, [PartyRole.DESIGNER])


def test_a_draft_may_be_incomplete_and_says_what_is_missing(shenzhen: Site) -> None:
    begin_stage(shenzhen.developer, shenzhen.fresh(), Stage.PLANNING, on=BEGUN[Stage.PLANNING])
    found = begin(shenzhen.developer, shenzhen.fresh(), Stage.PLANNING)
    found = save(shenzhen.developer, found, {"star": 2, "industrialised": True})
    assert [part.name for part in missing(contents_of(found))] == [
        one.name for one in PARTS if one.name != "star"
    ]  # a prefabrication rate is still asked for
    assert "chapter_written" not in facts(shenzhen)
    with pytest.raises(ValidationError) as refusal:
        hand_in(shenzhen.developer, found)
    assert len(refusal.value.messages) == 4  # both targets, the path, the prefabrication rate


def test_what_the_law_does_not_hold_a_permit_up_for_may_be_missing(shenzhen: Site) -> None:
    chapter = handed_in(shenzhen, standard="", funding_source="", budgeted="estimate")
    assert chapter.sha256
    assert facts(shenzhen)["chapter_written"] is True
    assert "chapter_cost_budgeted" not in facts(shenzhen)  # no budget yet: neither yes nor no


def test_six_of_nine_parts_are_carried_over_and_need_no_retyping(shenzhen: Site) -> None:
    handed_in(shenzhen)
    begin_stage(shenzhen.developer, shenzhen.fresh(), Stage.DESIGN, on=BEGUN[Stage.DESIGN])
    designer = writer(shenzhen, Stage.DESIGN)
    found = begin(designer, shenzhen.fresh(), Stage.DESIGN)
    assert len(found.carried) == 6
    assert [part.name for part in missing(contents_of(found))] == ["path", "cost", "funding"]
    found = save(designer, found, {"energy_target": Decimal("60.00")})
    assert "energy" not in found.carried
    assert begin(designer, shenzhen.fresh(), Stage.DESIGN).energy_target == Decimal("60.00")


def test_a_version_that_was_handed_in_bears_its_hash_and_never_changes(shenzhen: Site) -> None:
    found = draft(shenzhen)
    attach(writer(shenzhen, Stage.PLANNING), found, ContentFile(b"words", name="a.txt"))
    hand_in(writer(shenzhen, Stage.PLANNING), found)
    found = Chapter.objects.select_related("project").get(pk=found.pk)
    assert found.sha256 == fingerprint(canonical_of(found))
    assert found.attachments.get().document_id in canonical_of(found)
    with pytest.raises(ValidationError):
        save(writer(shenzhen, Stage.PLANNING), found, {"star": 3})
    for statement in (
        "UPDATE construction_chapter SET star = 3",
        "UPDATE construction_chapter SET handed_in_at = NULL",
        "DELETE FROM construction_chapter_attachments",
        "DELETE FROM construction_chapter",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_nothing_new_is_no_new_version(shenzhen: Site) -> None:
    first = handed_in(shenzhen)
    again = begin(writer(shenzhen, Stage.PLANNING), shenzhen.fresh(), Stage.PLANNING)
    assert (again.version, again.carried_from) == (first.version + 1, first)
    assert len(again.carried) == len(PARTS)
    with pytest.raises(ValidationError, match="没有|Nothing"):
        hand_in(writer(shenzhen, Stage.PLANNING), again)


def test_a_chapter_on_paper_is_entered_as_it_is(shenzhen: Site) -> None:
    """An officer enters what a paper says: a chapter that states no targets states none."""
    begin_stage(shenzhen.housing, shenzhen.fresh(), Stage.PLANNING, on=BEGUN[Stage.PLANNING])
    found = begin(shenzhen.housing, shenzhen.fresh(), Stage.PLANNING)
    save(shenzhen.housing, found, WHOLE | {"emission_target": None})
    chapter = hand_in(shenzhen.housing, found)
    assert chapter.organisation is None
    assert facts(shenzhen)["chapter_states_targets"] is False
    assert facts(shenzhen)["chapter_states_path"] is True


# --- what the law reads ---------------------------------------------------------------------


def test_each_stage_is_a_case_of_its_own(shenzhen: Site) -> None:
    handed_in(shenzhen, Stage.APPROVAL, star=1)
    for stage in (Stage.PLANNING, Stage.DESIGN):
        begin_stage(shenzhen.developer, shenzhen.fresh(), stage, on=BEGUN[stage])
    found = [
        case
        for case in cases.gather([shenzhen.project.pk])[shenzhen.project.pk]
        if case.subject is Subject.CHAPTER
    ]
    written = [case.facts["chapter_written"] for case in found]
    assert written == [True, False, None]  # planning is over without one, design still runs
    assert [case.role for case in found] == [PartyRole.DEVELOPER, None, PartyRole.DESIGNER]
    assert "chapter_written" not in facts(shenzhen)  # a gate asks for it and does not refuse


def test_the_star_of_the_chapter_is_the_lowest_from_planning_on(shenzhen: Site) -> None:
    handed_in(shenzhen, Stage.APPROVAL, star=1)
    assert "chapter_star" not in facts(shenzhen)
    handed_in(shenzhen, star=2)
    assert facts(shenzhen)["chapter_star"] == 2
    handed_in(shenzhen, Stage.DESIGN, star=3)
    assert facts(shenzhen)["chapter_star"] == 2
    handed_in(shenzhen, Stage.CONSTRUCTION, star=1)
    assert facts(shenzhen)["chapter_star"] == 1


def test_a_law_without_chapters_asks_for_none(jinzhou: Site) -> None:
    with pytest.raises(ValidationError):
        begin_stage(jinzhou.developer, jinzhou.fresh(), Stage.PLANNING, on=date(2024, 5, 6))


# --- review and change ----------------------------------------------------------------------


def test_the_planning_officer_reviews_the_newest_version(shenzhen: Site) -> None:
    first = handed_in(shenzhen)
    with pytest.raises(ValidationError):
        review(shenzhen.planning, first, conforms=False, opinion=" ")
    review(shenzhen.planning, first, conforms=False, opinion="热工计算缺失。")
    assert facts(shenzhen)["chapter_conforms"] is False
    second = handed_in(shenzhen, technical_path="补充热工计算。")
    assert "chapter_conforms" not in facts(shenzhen)
    with pytest.raises(ValidationError):
        review(shenzhen.planning, first, conforms=True, opinion="符合。")
    review(shenzhen.planning, second, conforms=True, opinion="符合。")
    assert facts(shenzhen)["chapter_conforms"] is True
    with pytest.raises(DatabaseError), transaction.atomic():
        ChapterReview.objects.update(conforms=True)


def test_the_writers_side_never_reviews(shenzhen: Site) -> None:
    chapter = handed_in(shenzhen)
    with pytest.raises(PermissionDenied):
        review(writer(shenzhen, Stage.PLANNING), chapter, conforms=True, opinion="符合。")
    of_both = replace(
        shenzhen.planning, organisations=writer(shenzhen, Stage.PLANNING).organisations
    )
    with pytest.raises(PermissionDenied):
        review(of_both, chapter, conforms=True, opinion="符合。")
    with pytest.raises(PermissionDenied):  # another authority
        review(shenzhen.housing, chapter, conforms=True, opinion="符合。")


def test_only_the_chapter_of_the_permit_is_reviewed(shenzhen: Site) -> None:
    with pytest.raises(ValidationError):
        review(
            shenzhen.planning, handed_in(shenzhen, Stage.APPROVAL), conforms=True, opinion="符合。"
        )


def test_the_laws_own_reading_stands_beside_the_review(shenzhen: Site) -> None:
    land_papers(shenzhen)
    handed_in(shenzhen, star=1)
    state(shenzhen.planning, shenzhen.fresh(), {"permit_star": 2})
    said = {found.ground.id: found.truth for _, found in reading_of(shenzhen.fresh())}
    assert said["permit_chapter"] is True
    assert said["permit_review"] is None
    assert said["permit_chapter_star"] is False
    assert said["permit_land_star"] is True


def test_a_permit_stands_on_its_chapter_and_opens_anew_with_a_reason(shenzhen: Site) -> None:
    permit_of(shenzhen)
    assert step_of(shenzhen, PERMIT) is Step.PASSED
    changed = draft(shenzhen, energy_target=Decimal("66.00"))
    with pytest.raises(ValidationError, match="为什么|原因|理由|anew|重新"):
        hand_in(writer(shenzhen, Stage.PLANNING), changed)
    assert step_of(shenzhen, PERMIT) is Step.PASSED
    hand_in(writer(shenzhen, Stage.PLANNING), changed, because="机电方案调整")
    assert step_of(shenzhen, PERMIT) is Step.REOPENED
    assert Decision.objects.get(gate=PERMIT).reopened_because == "机电方案调整"
    assert Chapter.objects.get(pk=changed.pk).because == "机电方案调整"


def test_a_later_stage_that_falls_below_the_permit_opens_it_anew(shenzhen: Site) -> None:
    permit_of(shenzhen, star=2)
    handed_in(shenzhen, Stage.DESIGN, star=3)
    assert step_of(shenzhen, PERMIT) is Step.PASSED
    lower = draft(shenzhen, Stage.CONSTRUCTION, star=1)
    with pytest.raises(ValidationError):
        hand_in(writer(shenzhen, Stage.CONSTRUCTION), lower)
    hand_in(writer(shenzhen, Stage.CONSTRUCTION), lower, because="业主降低标准")
    assert step_of(shenzhen, PERMIT) is Step.REOPENED


def test_the_chapter_stays_while_the_permit_is_being_decided(shenzhen: Site) -> None:
    land_papers(shenzhen)
    land = apply(shenzhen.planning, shenzhen.plot, "land_terms")
    grant(shenzhen.planning, land.matter)
    handed_in(shenzhen)
    changed = draft(shenzhen, star=3)  # begun before the application; drafts stay the writer's own
    apply(shenzhen.developer, shenzhen.fresh(), PERMIT)
    changed = save(writer(shenzhen, Stage.PLANNING), changed, {"funding_source": "贷款"})
    with pytest.raises(ValidationError, match="-GH-"):
        hand_in(writer(shenzhen, Stage.PLANNING), changed)
