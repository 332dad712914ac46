"""Documents in a folder of each test's own, and a matter in which to file them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole
from greenward.bureau.casework.matters.steps import TakingPart, opened
from greenward.bureau.casework.models import Matter


@pytest.fixture(autouse=True)
def documents_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DOCUMENTS = tmp_path / "documents"
    return settings.DOCUMENTS


@pytest.fixture
def owner_org(owner: Actor) -> Organisation:
    return Organisation.objects.get(pk=owner.organisations[0])


@pytest.fixture
def matter(officer: Actor, futian: Area, owner_org: Organisation) -> Matter:
    """An order to correct in Futian, handled by its officer, addressed to Greenwood."""
    party = TakingPart(PartyRole.OWNER, owner_org)
    with opened(officer, "correction", title="Tower A", area=futian, parties=[party]) as (made, _):
        pass
    return Matter.objects.select_related("area").get(pk=made.pk)
