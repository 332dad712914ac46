"""A matter in Futian with an owner, an authority that signs, and a letter at each stage."""

from __future__ import annotations

import base64
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole, Role
from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.matters.steps import TakingPart, opened
from greenward.bureau.casework.models import Matter
from greenward.bureau.letters import consents, drafts, issuing
from greenward.bureau.letters.models import Authority, Consent, Letter
from tests.fixtures.people import make_actor

FOUND = "2026年10月20日现场检查，岭南大厦未安装用电分项计量装置。\n配电室只有一块总表。"
ORDER = {
    "found": FOUND,
    "basis": "深圳经济特区绿色建筑条例第二十七条",
    "demand": "安装用电分项计量装置，并接入市能耗监测平台。\n书面报告改正情况。",
    "days": 30,
    "count": "calendar_days",
}
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def authority(futian: Area) -> Authority:
    return Authority.objects.create(
        area=futian,
        name_zh="深圳市福田区住房和建设局",
        name_en="Futian District Housing and Construction Bureau, Shenzhen",
        short="深福建",
        address="深圳市福田区福民路123号",
        phone="0755-12345678",
        review_zh="深圳市福田区人民政府",
        review_en="the People's Government of Futian District",
        court_zh="深圳市盐田区人民法院",
        court_en="the Yantian District People's Court",
    )


@pytest.fixture
def company(owner: Actor) -> Organisation:
    return Organisation.objects.get(pk=owner.organisations[0])


@pytest.fixture
def futian_director(futian: Area) -> Actor:
    return make_actor("futiandirector", (Role.DIRECTOR, futian))


@pytest.fixture
def matter(officer: Actor, futian: Area, company: Organisation) -> Matter:
    return open_matter(officer, futian, company)


def open_matter(officer: Actor, futian: Area, company: Organisation) -> Matter:
    with opened(
        officer,
        "correction",
        title="岭南大厦分项计量",
        area=futian,
        parties=[TakingPart(PartyRole.OWNER, company)],
    ) as (matter, event):
        pass
    return matter


@pytest.fixture
def draft(officer: Actor, matter: Matter, authority: Authority) -> Letter:
    return write_order(officer, matter)


def write_order(officer: Actor, matter: Matter, **more: Any) -> Letter:
    return drafts.write(
        officer, matter, "order", party=matter.parties.get(), fields={**ORDER, **more}
    )


@pytest.fixture
def issued(futian_director: Actor, draft: Letter) -> Letter:
    return issuing.issue(futian_director, draft)


@pytest.fixture
def consent(owner: Actor, company: Organisation) -> Consent:
    return consents.give(
        owner,
        company,
        signed=paper(),
        first_day=date(2026, 1, 1),
        email="office@greenwood.example",
    )


def paper(name: str = "signed.png") -> ContentFile:
    """A file as a person uploads it."""
    return ContentFile(PNG, name=name)


def pdf_of(letter: Letter) -> BytesIO:
    assert letter.pdf is not None
    return BytesIO(path_of(letter.pdf).read_bytes())


def refused_by_the_database(statement: str) -> None:
    """A superuser's own SQL is refused as long as the guards stand."""
    with (
        pytest.raises((IntegrityError, InternalError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
