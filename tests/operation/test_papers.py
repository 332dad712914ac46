"""Article 18: the papers state what the law asks, no warranty lies below its floor, an issued copy never
changes and anybody may check it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from greenward.bureau.casework.documents import path_of
from greenward.bureau.operation import contents, papers, preparing
from greenward.bureau.operation.contents import STATES, Material
from greenward.bureau.operation.indicators import KINDS
from greenward.bureau.operation.known import Known
from greenward.bureau.operation.models import Equipment, Paper, PaperKind, Particulars
from greenward.law.language import Duty, facts_of
from greenward.law.reading import read
from greenward.law.shenzhen import PACK
from greenward.law.warranty import Length, Part
from greenward.law.warranty import Unit as Count

from .conftest import PERIODS, TEXTS, Estate, prepare, report

DUTIES: dict[str, Duty] = {duty.id: duty for duty in PACK.duties}
DUTY_OF = {PaperKind.GUARANTEE: "18.2.1", PaperKind.MANUAL: "18.2.2"}
words = st.sampled_from(["", "  \n", "写明的内容"])


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Anything a developer may have entered so far."""
    names = ("measures", "protection", "scope", "other_duties", "liability", "use")
    said = Particulars(**{name: draw(words) for name in names})
    said.insulated = draw(st.sampled_from([None, True, False]))
    said.design_life = draw(st.sampled_from([None, 50]))
    parts = draw(st.sets(st.sampled_from(list(Part))))
    kinds = draw(st.sets(st.sampled_from(list(KINDS))))
    machine = Equipment(name="新风机", place="living", use=draw(words))
    return Material(
        Known(draw(st.sampled_from([None, 0, 2])), (), (), None),
        said,
        {part: PERIODS[part] for part in parts},
        tuple((KINDS[name], "1") for name in kinds),
        tuple(draw(st.lists(st.just(machine), max_size=2))),
        date(2026, 11, 21),
    )


@given(materials())
def test_a_paper_is_whole_exactly_where_the_duty_is_satisfied(given: Material) -> None:
    """Nothing the duty asks of a paper is missing if and only if its facts fulfil the duty."""
    for kind, duty in DUTY_OF.items():
        asked = set(facts_of(DUTIES[duty])) & set(STATES[kind])
        facts = contents.stated(kind, given)
        whole = all(STATES[kind][name](given) for name in asked)
        assert whole is (read(DUTIES[duty].requires, facts).truth is True)


def test_the_law_asks_of_the_papers_nothing_that_no_field_holds() -> None:
    for kind, duty in DUTY_OF.items():
        wanted = {n for n in facts_of(DUTIES[duty]) if n.startswith(("guarantee_", "manual_"))}
        assert wanted and wanted <= set(STATES[kind])


def test_a_certificate_is_refused_with_all_that_is_missing(estate: Estate) -> None:
    with pytest.raises(ValidationError) as error:
        papers.issue(estate.developer, estate.project, PaperKind.GUARANTEE)
    said = " ".join(error.value.messages)
    for what in ("保修范围", "保修期限", "其他保修责任", "违约责任", "指标"):
        assert what in said
    assert "绿色建筑等级" not in said  # the acceptance settled it
    assert not Paper.objects.exists()


def test_a_period_below_its_floor_is_refused_with_the_floor_and_its_source(
    estate: Estate,
) -> None:
    short = PERIODS | {Part.INSULATION: Length(59, Count.MONTHS)}
    with pytest.raises(ValidationError, match=r"保温工程.*59 个月.*5 年.*民用建筑节能条例"):
        preparing.enter_particulars(
            estate.developer,
            estate.project,
            texts=TEXTS,
            insulated=True,
            design_life=50,
            periods=short,
        )
    assert not estate.project.warranties.exists()


def test_a_season_is_no_number_of_months_and_stays_unknown(estate: Estate) -> None:
    """Two seasons of cooling are not 24 months: the period is kept, and said to be unclear."""
    months = PERIODS | {Part.HEATING_COOLING: Length(24, Count.MONTHS)}
    preparing.enter_particulars(
        estate.developer,
        estate.project,
        texts=TEXTS,
        insulated=True,
        design_life=None,
        periods=months,
    )
    floors = {f.floor.part: f for f in contents.material(estate.project).floors}
    assert floors[Part.HEATING_COOLING].met is None
    assert floors[Part.STRUCTURE].met is None  # the design life is not on file
    assert floors[Part.WATERPROOFING].met is True


def test_an_issued_paper_says_all_of_it_and_never_changes(estate: Estate) -> None:
    prepare(estate)
    first = papers.issue(estate.developer, estate.project, PaperKind.GUARANTEE)
    with path_of(first.document).open("rb") as file:
        pages = [page.extract_text() for page in PdfReader(file).pages]
    printed = "".join("".join(pages).split())
    for text in (*TEXTS["scope"].split(), TEXTS["other_duties"], TEXTS["liability"], "二星级"):
        assert "".join(text.split()) in printed
    for text in ("5年", "2个供暖期", "建设工程质量管理条例", "55kWh", first.code, "Least by law"):
        assert "".join(text.split()) in printed
    preparing.enter_indicators(estate.developer, estate.project, {"energy_use": "50"})
    second = papers.issue(estate.developer, estate.project, PaperKind.GUARANTEE)
    assert (first.version, second.version) == (1, 2)
    assert first.document_id != second.document_id
    for change in (Paper.objects.filter(pk=first.pk).update, Paper.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(**({"version": 9} if change.__name__ == "update" else {}))


def test_the_manual_lists_equipment_and_how_it_is_used(estate: Estate) -> None:
    prepare(estate)
    manual = papers.issue(estate.developer, estate.project, PaperKind.MANUAL)
    with path_of(manual.document).open("rb") as file:
        printed = "".join("".join(p.extract_text() for p in PdfReader(file).pages).split())
    for text in ("新风机", "Aria250", "每季清洗滤网", "外遮阳", "夏季空调设定26度", "≤70%"):
        assert text in printed
    assert manual.facts == {
        "manual_states_performance": True,
        "manual_states_measures": True,
        "manual_states_equipment": True,
        "manual_states_use": True,
        "energy_facts_in_manual": True,
    }


def test_a_draft_is_marked_and_may_lack_anything(estate: Estate) -> None:
    made = PdfReader(BytesIO(papers.preview(estate.project, PaperKind.GUARANTEE)))
    assert not Paper.objects.exists()
    assert len(made.pages) >= 2


def test_the_acceptance_report_is_filed_as_it_was_signed(estate: Estate) -> None:
    paper = papers.file_report(estate.developer, estate.project, report())
    assert paper.kind == PaperKind.ACCEPTANCE and not paper.content
    with pytest.raises(ValidationError):
        from django.core.files.base import ContentFile

        papers.file_report(estate.developer, estate.project, ContentFile(b"words", name="a.txt"))


def test_only_the_developer_prepares_and_issues(estate: Estate) -> None:
    prepare(estate)
    for actor in (estate.buyer, estate.site.housing, estate.site.planning):
        with pytest.raises(PermissionDenied):
            papers.issue(actor, estate.project, PaperKind.MANUAL)


@pytest.mark.parametrize(
    "text",
    [
        "名称,位置,型号,数量,使用\n水泵,公共部位,X,2,每年检修",
        "\ufeff水泵\t楼道和公共部位\tX\t2\t每年检修",
        "Pump,Stairs and common parts,X,2,service it each year\n\n",
    ],
)
def test_a_list_of_equipment_is_pasted_or_a_file(text: str) -> None:
    rows = preparing.equipment_rows(text)
    assert [row["amount"] for row in rows] == ["2"]


def test_a_row_without_a_known_place_is_named(estate: Estate) -> None:
    rows = preparing.equipment_rows("水泵,客厅,X,1,开\n水箱,地下三层,Y,1,关")
    with pytest.raises(ValidationError, match="2.*地下三层"):
        preparing.add_equipment(estate.developer, estate.project, rows)
    assert not estate.project.equipment.exists()
