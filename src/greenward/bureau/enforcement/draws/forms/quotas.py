"""How many are drawn of each stratum, as people write it: ``high: 20%`` line by line."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.trust.draw import Quota

from .. import words

QUOTA = re.compile(
    r"^(?P<stratum>.+?)[\s:：]+(?P<number>\d+)(?:\.(?P<rest>\d{1,2}))?(?P<share>\s*[%％])?$"
)
OTHERS = "*"
"""Stands for all strata not named."""


def read_quotas(text: str, strata: set[str]) -> dict[str, Quota]:
    """``high: 20%`` line by line; a stratum by its id or by its name. Raises ValidationError."""
    by_name = {words.stratum(one).casefold(): one for one in strata}
    found: dict[str, Quota] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        read = QUOTA.match(line)
        if read is None or (read["rest"] and not read["share"]):
            raise ValidationError(
                _("“%(line)s” is no quota. Write “high: 20%%” or “normal: 5”.") % {"line": line}
            )
        name = read["stratum"].strip()
        stratum = name if name in strata else by_name.get(name.casefold(), name)
        number = int(read["number"])
        points = number * 100 + int((read["rest"] or "0").ljust(2, "0"))
        found[stratum] = Quota.read({"basis_points": points} if read["share"] else number)
    return found


def written(quotas: dict[str, Any]) -> str:
    """The quotas of a pool as a person would write them."""
    return "\n".join(
        f"{words.stratum(name)}: {words.quota(Quota.read(one))}" for name, one in quotas.items()
    )
