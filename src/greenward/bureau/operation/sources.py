"""Where handover and sale are entered, so that a project's page leads there. They settle no fact of the
project itself: theirs are of each handover and each sale (`greenward.bureau.operation.cases`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from greenward.bureau.construction.facts import Source, Value, register


def _nothing(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    return {}


register(Source("handover", _("Handover"), frozenset(), _nothing, url="operation:handover"))
register(Source("sale", _("Sale"), frozenset(), _nothing, url="operation:sale"))
