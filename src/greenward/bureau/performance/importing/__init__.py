"""Brings energy in: annual figures as they were reported, or bills that become calendar years.

The register's importer reads the file and matches the rows (`greenward.bureau.registry.importing`);
here they become energy years, meters and bills. Serves Articles 25 and 32.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.performance import services
from greenward.bureau.registry.importing.columns import Parsed
from greenward.bureau.registry.importing.fields import Holds
from greenward.bureau.registry.importing.matching import look_up, resolve
from greenward.bureau.registry.importing.profiles import Profile
from greenward.bureau.registry.importing.work import Counts, Work, building_pages
from greenward.bureau.registry.models import ImportChange
from greenward.engine import refresh_statistics

from . import bills, years
from .quantities import work_out


class EnergyImport:
    """The import of energy (`registry.importing.work.Importer`)."""

    undoes = True

    def holds(self, profile: Profile) -> Holds | None:
        return profile.energy

    def take(self, work: Work, parsed: Parsed) -> tuple[Parsed, Counts]:
        """Find each row's building, then write the figures or the bills."""
        work.register = look_up(parsed.frame, work.profile.match)
        frame, problems = resolve(
            parsed.frame, work.profile, work.register, work.heading, create=False
        )
        parsed = Parsed(frame, parsed.problems).refuse(problems)
        parsed = parsed.refuse(work.outside_area(parsed.frame))
        work.report(60)
        return (bills if work.holds is Holds.BILLS else years).take(work, parsed)

    def settle(self, work: Work, parsed: Parsed) -> None:
        """Work out what bills, or reported amounts, of the buildings concerned come to in a year."""
        refresh_statistics("performance_meter", "performance_bill")
        self._work_out(work.run.changes.values_list("building_id", flat=True))
        refresh_statistics("performance_energyyear")

    def undo(self, changes: list[ImportChange], actor: Actor) -> list[str]:
        obstacles = [*years.obstacles(changes), *bills.obstacles(changes)]
        if not obstacles:
            years.undo(changes)
            bills.undo(changes)
            self._work_out(change.building_id for change in changes)
        return obstacles

    def pages(self, changes: Sequence[ImportChange]) -> Mapping[int, str]:
        return building_pages(changes)

    def _work_out(self, buildings: Iterable[int]) -> None:
        ids = list(buildings)
        services.annualise(ids)
        work_out(ids)
