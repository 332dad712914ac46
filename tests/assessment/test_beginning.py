"""A matter begins on a building's page: an order to correct drafted, an act reported by the owner."""

from __future__ import annotations

import pytest
from django.test import Client

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.grounds import numeral
from greenward.bureau.casework.models import Matter
from greenward.bureau.enforcement.models import CorrectionCase, CorrectionOrder
from greenward.bureau.letters.authorities import name_authority
from greenward.bureau.letters.models import Letter
from greenward.bureau.performance.models import Submission
from greenward.bureau.registry.models import Building

from .factories import assessed, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def building(city: Area, futian: Area, owner: Actor) -> Building:
    """The owner's tower, which breaches 32.2.3 in 2025."""
    figures = {2024: (130, 80), 2025: (130, 80)}
    case = make_case(futian, "Tower", figures, yearly={"energy_retrofit_done": False})
    Building.objects.filter(pk=case.building.pk).update(owner=owner.organisations[0])
    assessed(city, [case])
    name_authority(
        Actor.operator(),
        city,
        name_zh="深圳市住房和建设局",
        name_en="Shenzhen Housing and Construction Bureau",
        short="深建",
        review_zh="深圳市人民政府",
        review_en="the People's Government of Shenzhen",
        court_zh="盐田区人民法院",
        court_en="the People's Court of Yantian",
    )
    return Building.objects.get(pk=case.building.pk)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    client.cookies["django_language"] = "en"
    return client


def draft(client: Client, building: Building, **fields: object) -> object:
    """Hand in the draft as the page fills it in, with what the officer adds."""
    url = f"/buildings/{building.pk}/order/32.2.3?year=2025"
    known = client.get(url).context["form"].initial
    return client.post(url, known | {"days": "90"} | fields)


def test_a_draft_begins_with_what_is_known(building: Building, officer: Actor) -> None:
    answer = draft(signed_in(officer), building)
    case = CorrectionCase.objects.get()
    assert answer.url == f"/matters/{case.matter_id}"
    letter = Letter.objects.get()
    assert letter.fields["days"] == "90"
    assert letter.fields["basis"] == "《深圳经济特区绿色建筑条例》第三十二条第二款"
    found = letter.fields["found"].splitlines()
    assert found[0] == f"{building}，2025年度"
    assert any("130 kWh/(m²·a)；80 kWh/(m²·a)" in line for line in found)
    assert found[-1] == "未实施节能改造"
    assert not any("适用的区域" in line or "属于公共建筑" in line for line in found)
    assert any(line.startswith("属于大型公共建筑，单体建筑面积") for line in found)
    assert not CorrectionOrder.objects.exists()


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (19, "十九"), (20, "二十"), (62, "六十二")]
)
def test_articles_are_numbered_as_law_texts_do(number: int, said: str) -> None:
    assert numeral(number) == said


def test_one_draft_at_a_time_and_the_page_says_so(building: Building, officer: Actor) -> None:
    client = signed_in(officer)
    draft(client, building)
    again = draft(client, building)
    number = Matter.objects.get().number
    assert again.status_code == 422 and number in again.content.decode()
    page = client.get(f"/buildings/{building.pk}").content.decode()
    assert "is drafted and waits to be issued" in page
    assert f"/matters/{Matter.objects.get().pk}" in page


def test_without_days_nothing_is_handed_in(building: Building, officer: Actor) -> None:
    answer = draft(signed_in(officer), building, days="")
    assert answer.status_code == 422 and not Matter.objects.exists()


def test_the_owner_reports_and_goes_on_to_the_proof(building: Building, owner: Actor) -> None:
    client = signed_in(owner)
    assert (
        f"/buildings/{building.pk}/report"
        in client.get(f"/buildings/{building.pk}").content.decode()
    )
    given = {"kind": "energy_retrofit_done", "year": "2025", "done_on": "2026-03-01"}
    answer = client.post(f"/buildings/{building.pk}/report", given)
    submission = Submission.objects.get()
    assert answer.url == f"/matters/{submission.matter_id}"
    assert client.get(answer.url).status_code == 200


def test_dates_that_cannot_be_are_refused(building: Building, owner: Actor) -> None:
    given = {"kind": "audit_done", "year": "2025", "done_on": "2024-03-01"}
    answer = signed_in(owner).post(f"/buildings/{building.pk}/report", given)
    assert answer.status_code == 422 and not Matter.objects.exists()
