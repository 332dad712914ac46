"""What the tests of the importer share: a file in memory, imported in one line."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.importing import profiles, runs
from greenward.bureau.registry.importing.profiles import Profile
from greenward.bureau.registry.models import ImportRun

Import = Callable[..., ImportRun]


def as_profile(body: dict[str, Any] | str | Profile) -> Profile:
    if isinstance(body, Profile):
        return body
    return profiles.find(body) if isinstance(body, str) else profiles.check(body, "test")


@pytest.fixture
def bring_in(city: Area, operator: Actor) -> Import:
    """``bring_in(content, profile, kind="buildings", area=…, actor=…, dry_run=…)``: a run done."""

    def bring_in(
        content: str | bytes,
        profile: dict[str, Any] | str | Profile,
        kind: str = "buildings",
        *,
        area: Area = city,
        actor: Actor = operator,
        dry_run: bool = False,
        name: str = "list.csv",
    ) -> ImportRun:
        data = content.encode() if isinstance(content, str) else content
        run = runs.start(
            actor, kind, io.BytesIO(data), name, as_profile(profile), area, dry_run=dry_run
        )
        return runs.run_import(run.pk)

    return bring_in
