"""What the pages of projects and plots share: the way back, refusals beside their fields, papers told by
their content."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters.parties import acting_for
from greenward.bureau.construction.models import Engagement, Plot
from greenward.bureau.construction.responsibility import engaging

from .conftest import Site
from .test_pages import client_of


def test_a_form_leads_back_through_its_topic_to_the_project_by_its_name(shenzhen: Site) -> None:
    project = shenzhen.project
    page = reverse("construction:join", args=[project.pk])
    context = client_of(shenzhen.developer).get(page).context
    people = reverse("construction:people", args=[project.pk])
    assert [url for _label, url in context["crumbs"]] == [
        reverse("construction:projects"),
        reverse("construction:project", args=[project.pk]),
        people,
        "",
    ]
    assert (context["crumbs"][1][0], context["back"]) == (project.name, people)


def test_a_refusal_stands_beside_its_field(shenzhen: Site) -> None:
    later = timezone.localdate() + timedelta(days=1)
    url = reverse("construction:record_site", args=[shenzhen.project.pk, "begun"])
    answer = client_of(shenzhen.developer).post(url, {"happened_on": str(later), "text": "开工"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"happened_on"}


def test_a_paper_about_a_plot_is_told_by_its_content(shenzhen: Site) -> None:
    plot = Plot.objects.get()
    url = reverse("construction:plot_record", args=[plot.pk])
    sent = {
        "gate": "land_terms",
        "granted": "yes",
        "authority": "规划部门",
        "number": "深地合字1号",
        "decided_on": "2024-03-01",
        "document": SimpleUploadedFile("批文.pdf", b"MZ\x90\x00 a programme", "application/pdf"),
    }
    officer = client_of(shenzhen.planning)
    refused = officer.post(url, sent)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["__all__"])
    assert not plot.decisions.exists()
    sent["document"] = SimpleUploadedFile("批文.txt", "准予供地".encode(), "application/x-other")
    assert officer.post(url, sent).status_code == 302
    document = plot.decisions.get().document
    assert document and document.media_type == "text/plain"


def test_words_that_changed_while_they_were_read_are_shown_once_more(shenzhen: Site) -> None:
    designer = shenzhen.parties[PartyRole.DESIGNER]
    party = shenzhen.project.matter.parties.get(role=PartyRole.DESIGNER)
    row = engaging.engage(
        designer, shenzhen.fresh(), role=PartyRole.DESIGNER, organisation=party.organisation,
        name=designer.name, user=designer.user,
    )  # fmt: skip
    url = reverse("construction:commitment", args=[shenzhen.project.pk, row.pk])
    answer = client_of(designer).post(url, {"hash": "0" * 64}, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    assert [one.level_tag for one in answer.context["messages"]] == ["error"]
    assert Engagement.objects.get(pk=row.pk).committed_on is None


def test_whoever_acts_for_a_party_acts_for_its_organisation(shenzhen: Site) -> None:
    matter, designer = shenzhen.project.matter, shenzhen.parties[PartyRole.DESIGNER]
    company = matter.parties.get(role=PartyRole.DESIGNER).organisation
    assert acting_for(designer, matter) == company
    assert acting_for(designer, matter, [PartyRole.DESIGNER]) == company
    assert acting_for(designer, matter, [PartyRole.CONTRACTOR]) is None
    assert acting_for(shenzhen.housing, matter) is None
