"""Who has to sign a special acceptance is told so (Article 16)."""

from __future__ import annotations

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.owed.reading import owed

from . import acceptance_kit as kit
from .conftest import Site
from .test_acceptance import assessed as assessed
from .test_acceptance import site as site


def asked(site: Site, role: PartyRole) -> list[tuple[str, bool]]:
    """The pages of sessions a party is led to, and whether the line is the reader's own."""
    (found,) = owed(site.parties[role], [site.fresh()])
    return [
        (item.who, item.mine)
        for item in found.items
        if "/acceptance" in item.url and not item.lacking
    ]


def test_a_party_is_asked_to_sign_until_it_has(assessed: Site) -> None:
    session = kit.open_session(assessed)
    assert not asked(assessed, PartyRole.SUPERVISOR)  # not filled in: nothing to sign yet
    session = kit.fill(assessed, session)
    assert [mine for _who, mine in asked(assessed, PartyRole.SUPERVISOR)].count(True) == 1
    kit.sign_all(assessed, session, PartyRole.SUPERVISOR)
    left = asked(assessed, PartyRole.SUPERVISOR)
    assert len(left) == 3 and not any(mine for _who, mine in left)
