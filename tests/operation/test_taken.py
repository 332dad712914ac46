"""What chapter, tests and acceptance say already fills the papers of the handover (Articles 13, 16, 18)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.construction.accepting.reading import sessions
from greenward.bureau.construction.accepting.report import issue
from greenward.bureau.construction.deciding import grant
from greenward.bureau.construction.models import Decision
from greenward.bureau.operation import papers, preparing, taken
from greenward.bureau.operation.contents import material
from greenward.bureau.operation.models import Paper, PaperKind
from tests.construction import acceptance_kit as kit
from tests.construction.chapters import handed_in
from tests.construction.conftest import Site
from tests.construction.test_acceptance import assessed as assessed
from tests.construction.test_acceptance import site as site

from .conftest import TEXTS, Estate, prepare


def page(estate: Estate, name: str, *, data: Any = None, actor: Actor | None = None) -> Any:
    client, url = Client(), reverse(f"operation:{name}", args=[estate.project.pk])
    user = (actor or estate.developer).user
    assert user
    client.force_login(user)
    return client.get(url) if data is None else client.post(url, data)


def test_the_form_of_indicators_begins_with_the_chapter(estate: Estate) -> None:
    handed_in(estate.site)
    shown = page(estate, "indicators")
    begun = shown.context["form"].initial
    assert begun["energy_use"] == "≤ 62.5" and begun["emission"] == "≤ 28.4"
    assert begun["renewable"] == "≥ 6.5" and begun["prefabrication"] == "≥ 55"
    assert "water_grade" not in begun
    assert str(shown.context["form"]["energy_use"].help_text).count("1") >= 1  # version 1
    assert not estate.project.indicators.exists()  # it is promised once the developer keeps it
    page(estate, "indicators", data=begun)
    assert dict(estate.project.indicators.values_list("name", "value")) == begun
    assert page(estate, "handover").context["differing"] == []


def test_a_chapter_that_changes_never_changes_a_promise_and_the_page_says_so(
    estate: Estate,
) -> None:
    handed_in(estate.site)
    page(estate, "indicators", data=page(estate, "indicators").context["form"].initial)
    handed_in(estate.site, because="修改", energy_target=Decimal("58.00"))
    assert estate.project.indicators.get(name="energy_use").value == "≤ 62.5"
    (line,) = page(estate, "handover").context["differing"]
    assert "≤ 62.5" in line and "≤ 58" in line and "2" in line
    form = page(estate, "indicators").context["form"]
    assert form.initial["energy_use"] == "≤ 62.5" and "≤ 58" in str(form["energy_use"].help_text)


def test_what_was_taken_out_stays_out(estate: Estate) -> None:
    handed_in(estate.site)
    preparing.enter_indicators(estate.developer, estate.project, {"water_grade": "1"})
    form = page(estate, "indicators").context["form"]
    assert form.initial == {"water_grade": "1"}


def test_the_technical_path_begins_the_measures_and_hints_at_the_equipment(estate: Estate) -> None:
    chapter = handed_in(estate.site)
    assert page(estate, "particulars").context["form"].initial["measures"] == chapter.technical_path
    assert chapter.technical_path in page(estate, "equipment").content.decode()
    prepare(estate)
    assert page(estate, "particulars").context["form"].initial["measures"] == TEXTS["measures"]


def test_without_chapter_and_tests_nothing_is_taken_over(estate: Estate) -> None:
    assert taken.indicators(estate.site.fresh()) == {}
    assert taken.measures(estate.site.fresh()) is None
    assert page(estate, "indicators").context["form"].initial == {}


def test_the_report_signed_here_is_handed_over_without_an_upload(assessed: Site) -> None:
    """One click takes it over, the very file; a session that was opened anew counts no more."""
    client, user = Client(), assessed.developer.user
    assert user
    client.force_login(user)
    handover, take = (
        reverse(f"operation:{name}", args=[assessed.project.pk]) for name in ("handover", "report")
    )
    assert client.post(take).status_code == 422  # nothing was signed here: it has to be uploaded
    session = kit.sign_all(assessed, kit.fill(assessed, kit.open_session(assessed)))
    grant(assessed.developer, session.application.matter)
    issue(assessed.developer, sessions().get(pk=session.pk))
    assert client.get(handover).context["signed_here"] == session
    assert client.post(take).status_code == 302
    session.refresh_from_db()
    paper = Paper.objects.get(kind=PaperKind.ACCEPTANCE)
    assert session.report and paper.document_id == session.report.document_id
    assert material(assessed.fresh()).known.star == 2
    Decision.objects.filter(application=session.application).update(reopened_at=timezone.now())
    assert papers.issued_report(assessed.project) is None
