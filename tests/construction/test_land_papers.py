"""The papers of a plot (Article 12): what they state opens or shuts the land gate, and what is corrected
later opens it anew."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from greenward.bureau.casework.models import Document
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.course import Step, course
from greenward.bureau.construction.deciding import grant
from greenward.bureau.construction.facts import gather, source_of
from greenward.bureau.construction.land import conditions_of, record_conditions, record_document
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import LandConditions, Plot
from greenward.law.gates import Answer
from greenward.law.language import Subject
from tests.casework.papers import pdf

from .chapters import CONDITIONS, CONTRACT, land_papers
from .conftest import Site
from .test_chapter_pages import as_

PDF = pdf()


def fresh(site: Site) -> Plot:
    return Plot.objects.select_related("area").get(pk=site.plot.pk)


def hearing(site: Site) -> tuple[Answer, set[str]]:
    plot = fresh(site)
    heard = course(law_of(plot.area), plot)[0].hearing
    return heard.answer, {found.ground.id for found in heard.unmet}


def test_what_the_papers_state_opens_the_gate(shenzhen: Site) -> None:
    assert hearing(shenzhen) == (Answer.INCOMPLETE, set())
    record_conditions(shenzhen.planning, fresh(shenzhen), **CONDITIONS)
    assert hearing(shenzhen)[0] is Answer.INCOMPLETE  # the contract is not on record
    record_document(shenzhen.planning, fresh(shenzhen), **CONTRACT)
    assert hearing(shenzhen) == (Answer.OPEN, set())


def test_a_paper_that_states_no_star_states_none(shenzhen: Site) -> None:
    land_papers(shenzhen, star=None)
    assert hearing(shenzhen) == (Answer.REFUSED, {"land_conditions", "land_document"})


def test_a_large_public_building_needs_two_stars_on_its_land(shenzhen: Site) -> None:
    large = {"function": "B", "largest_area": Decimal(20_000)}
    record_conditions(shenzhen.planning, fresh(shenzhen), **(CONDITIONS | large))
    record_document(shenzhen.planning, fresh(shenzhen), **CONTRACT)
    assert hearing(shenzhen) == (Answer.REFUSED, {"land_two_stars"})
    record_document(shenzhen.planning, fresh(shenzhen), **(CONTRACT | {"star": 2}))
    assert hearing(shenzhen)[0] is Answer.OPEN


def test_the_contract_and_not_the_conditions_says_the_star_of_the_land(shenzhen: Site) -> None:
    record_conditions(shenzhen.planning, fresh(shenzhen), **(CONDITIONS | {"star": 3}))
    assert fresh(shenzhen).facts["land_star"] == 3
    record_document(shenzhen.planning, fresh(shenzhen), **CONTRACT)
    assert fresh(shenzhen).facts["land_star"] == 1
    assert shenzhen.fresh().facts["land_star"] == 1  # and so of the project on it


def test_a_correction_needs_its_reason_once_the_land_was_granted(shenzhen: Site) -> None:
    land_papers(shenzhen)
    grant(shenzhen.planning, apply(shenzhen.planning, fresh(shenzhen), "land_terms").matter)
    with pytest.raises(ValidationError):
        record_document(shenzhen.planning, fresh(shenzhen), **(CONTRACT | {"star": 2}))
    changed = CONTRACT | {"star": 2, "because": "补充协议"}
    record_document(shenzhen.planning, fresh(shenzhen), **changed)
    plot = fresh(shenzhen)
    assert course(law_of(plot.area), plot)[0].step is Step.REOPENED


def test_papers_are_kept_and_only_planning_records_them(shenzhen: Site) -> None:
    land_papers(shenzhen)
    record_conditions(shenzhen.planning, fresh(shenzhen), **(CONDITIONS | {"number": "更正"}))
    assert LandConditions.objects.count() == 2
    held = conditions_of(fresh(shenzhen))
    assert held is not None and held.number == "更正"
    with pytest.raises(DatabaseError), transaction.atomic():
        LandConditions.objects.update(star=3)
    with pytest.raises(PermissionDenied):
        record_conditions(shenzhen.housing, fresh(shenzhen), **CONDITIONS)
    ahead = CONDITIONS | {"day": timezone.localdate() + timedelta(days=1)}
    with pytest.raises(ValidationError):
        record_conditions(shenzhen.planning, fresh(shenzhen), **ahead)


def test_the_planning_officer_enters_them_on_a_form(shenzhen: Site) -> None:
    officer, pk = as_(shenzhen.planning), shenzhen.plot.pk
    url = reverse("construction:land_conditions", args=[pk])
    assert officer.post(url, {}).status_code == 422
    sent = {
        "number": "深规条1号", "day": "2024-01-08", "star": "2", "states_industrialised": "True",
        "takes_up_special_plan": "True", "function": "A", "largest_area": "20000",
        "state_organ_office": "False", "upload": SimpleUploadedFile("a.txt", b"words"),
    }  # fmt: skip
    assert officer.post(url, sent).status_code == 302
    held = conditions_of(fresh(shenzhen))
    assert held is not None and (held.star, held.day) == (2, date(2024, 1, 8))
    assert held.document is not None and held.document.name == "a.txt"
    page = officer.get(reverse("construction:land", args=[pk])).content.decode()
    assert "深规条1号" in page and "★★" in page
    assert officer.get(url).status_code == 200
    developer = as_(shenzhen.developer)
    assert developer.get(reverse("construction:land", args=[pk])).status_code == 200
    assert developer.get(url).status_code == 403
    assert as_(shenzhen.housing).post(url, sent).status_code == 403


def test_what_a_project_leaves_unknown_its_plot_tells(shenzhen: Site) -> None:
    office = {"function": "A", "state_organ_office": True}
    record_conditions(shenzhen.planning, fresh(shenzhen), **(CONDITIONS | office))
    project = shenzhen.fresh()
    assert project.state_organ_office is None
    own = gather([project])[project.pk]
    assert own["state_organ_office"] is True
    assert own["floor_area"] == 1_200_000  # the project's own, in hundredths of m²
    project.state_organ_office = False
    project.save(update_fields=["state_organ_office"])
    assert gather([project])[project.pk]["state_organ_office"] is False


@pytest.mark.parametrize("name", ["public", "floor_area", "state_organ_office"])
def test_what_is_built_is_told_of_a_plot_by_its_papers(name: str) -> None:
    of_plot, of_project = source_of(name, Subject.PLOT), source_of(name, Subject.PROJECT)
    assert of_plot and of_plot.name == "land"
    assert of_project and of_project.name == "register"


def test_a_project_reads_from_its_plot_what_it_records_itself_nowhere() -> None:
    found = source_of("land_star", Subject.PROJECT)
    assert found and found.subject is Subject.PLOT
    assert source_of("chapter_star", Subject.PLOT) is None


def test_a_paper_is_opened_by_whoever_sees_the_plot(shenzhen: Site, jinzhou: Site) -> None:
    url = reverse("construction:land_conditions_file", args=[shenzhen.plot.pk])
    assert as_(shenzhen.planning).get(url).status_code == 404  # nothing is on record yet
    sent = SimpleUploadedFile("条件.pdf", PDF)
    record_conditions(shenzhen.planning, fresh(shenzhen), **CONDITIONS, upload=sent)
    page = as_(shenzhen.developer).get(reverse("construction:land", args=[shenzhen.plot.pk]))
    assert url in page.content.decode()
    for actor in (shenzhen.planning, shenzhen.developer):
        got = as_(actor).get(url)
        assert b"".join(got.streaming_content) == PDF  # type: ignore[attr-defined]
        assert got["Content-Type"] == "application/pdf"
        assert got["Content-Disposition"].startswith("attachment")
        assert got["Content-Security-Policy"].startswith("sandbox")
        assert got["Cache-Control"] == "private, no-store"
    assert as_(jinzhou.planning).get(url).status_code == 404


def test_what_is_not_checked_yet_is_not_opened(shenzhen: Site) -> None:
    sent = SimpleUploadedFile("条件.pdf", PDF)
    paper = record_conditions(shenzhen.planning, fresh(shenzhen), **CONDITIONS, upload=sent)
    assert paper.document
    Document.objects.filter(pk=paper.document.pk).update(scan=Document.Scan.WAITING)
    url = reverse("construction:land_conditions_file", args=[shenzhen.plot.pk])
    assert as_(shenzhen.planning).get(url).status_code == 404
