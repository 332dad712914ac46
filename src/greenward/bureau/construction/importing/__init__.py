"""Projects in flight: a list of an authority becomes projects with their matters, plots, decisions of
other authorities and stated facts (Articles 2, 12 to 16; B1 to B5).

A list tells of the time before this system. It opens what is not on file, and of what an earlier list
brought in it changes what it says otherwise. It never overwrites what people entered here, and a
project whose applications are decided here is no longer told by lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.construction.models import Project
from greenward.bureau.registry.importing.columns import Parsed
from greenward.bureau.registry.importing.fields import Holds
from greenward.bureau.registry.importing.profiles import Profile
from greenward.bureau.registry.importing.work import Counts, Work
from greenward.bureau.registry.models import ImportChange
from greenward.engine import refresh_statistics

from .placing import placed
from .writing import write


class ProjectImport:
    """The import of projects in flight (`registry.importing.work.Importer`)."""

    undoes = False

    def holds(self, profile: Profile) -> Holds | None:
        return Holds.PROJECTS if Holds.PROJECTS in profile.holds else None

    def take(self, work: Work, parsed: Parsed) -> tuple[Parsed, Counts]:
        """Refuse what cannot be placed, then write the rest; see `work.Importer`."""
        parsed, rows = placed(work, parsed)
        work.report(55)
        return parsed, write(work, rows)

    def settle(self, work: Work, parsed: Parsed) -> None:
        """Tell the planner what came in; where each project stands was worked out on the way."""
        refresh_statistics(
            Project._meta.db_table,
            "construction_plot",
            "construction_statement",
            "construction_decision",
            "casework_matter",
            "casework_party",
        )

    def pages(self, changes: Sequence[ImportChange]) -> Mapping[int, str]:
        """The page of each project: what came in or changed names it by its number."""
        codes = {one.pk: one.matched_on or one.after.get("project_code") for one in changes}
        found = dict(Project.objects.filter(code__in=codes.values()).values_list("code", "pk"))
        return {
            change: reverse("construction:project", args=[found[code]])
            for change, code in codes.items()
            if code in found
        }

    def undo(self, changes: list[ImportChange], actor: Actor) -> list[str]:
        """Nothing is undone: who was on record as decided or answering stays on record."""
        return [
            _(
                "projects, their matters and decisions stay on file; close what is not one on its page"
            )
        ]
