"""What sessions of the special acceptance and the site's records say of a project (Articles 14, 16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from ..accepting import reading
from ..facts import Source, Value, register
from ..models import SiteRecord
from ..models.site import Occurrence

OF_SITE = {Occurrence.BEGUN: "works_begun", Occurrence.FINISHED: "works_finished"}


def works(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """Whether the works have begun and are finished: once there is a record of it."""
    found: dict[int, dict[str, Value]] = {}
    rows = SiteRecord.objects.filter(project__in=keys, what__in=OF_SITE)
    for key, what in rows.values_list("project_id", "what"):
        found.setdefault(key, {})[OF_SITE[Occurrence(what)]] = True
    return found


register(
    Source(
        "acceptance",
        _("the special acceptance"),
        reading.FACTS,
        reading.facts,
        url="construction:acceptance",
    )
)
register(
    Source(
        "site",
        _("the records of the site"),
        frozenset(OF_SITE.values()),
        works,
        url="construction:site",
    )
)
