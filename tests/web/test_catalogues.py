"""Every message of every app is in Chinese, with the same placeholders; none is stale."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

from greenward.web.catalogue import PACKAGE, PO, catalogue_of, extract, owners, problems


def name(owner: Path) -> str:
    return owner.relative_to(PACKAGE.parent).as_posix()


@pytest.mark.parametrize("owner", owners(), ids=name)
def test_every_message_is_translated(owner: Path) -> None:
    found = problems(owner)
    advice = f"run: python -m greenward.web.catalogue update {owner.name}"
    assert not found, "\n".join([advice, *found])


def test_the_package_s_own_catalogue_is_loaded_when_it_has_messages() -> None:
    if extract(PACKAGE):
        assert (PACKAGE / PO).parents[2] in map(Path, settings.LOCALE_PATHS)


def test_a_message_means_the_same_in_every_app() -> None:
    """All catalogues share one domain: the first app's translation is shown in all of them."""
    said: defaultdict[object, dict[str, str]] = defaultdict(dict)
    for owner in owners():
        for msgid, message in catalogue_of(owner).items():
            said[msgid][name(owner)] = str(message.string)
    differing = {str(msgid): each for msgid, each in said.items() if len(set(each.values())) > 1}
    assert not differing
