"""Districts and owners as people write them in a list, and as the pool names them.

A district is its division code. An owner is the unified social credit code of an organisation on
file, or else the text as it stands, so that a recusal by name meets a target of the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.models import Area, Organisation
from greenward.trust.draw import Inspector, Target


class Areas:
    """The districts inside the area of a draw; the organisations, read when first asked for."""

    def __init__(self, area: Area) -> None:
        self.area = area
        inside = list(Area.objects.filter(path__startswith=area.path))
        self.paths = {one.code: one.path for one in inside}
        self.names = {one.code: str(one) for one in inside}
        self._known = {
            word.casefold(): one.code
            for one in inside
            for word in (one.code, one.name_zh, one.name_zh.removesuffix("区"), one.name_en)
            if word
        }

    def one(self, text: str) -> str:
        """The code of a district by code or name; the area of the draw itself for nothing.

        Raises ValidationError for a district outside it.
        """
        if not text:
            return self.area.code
        if text.casefold() not in self._known:
            raise ValidationError(
                _("“%(text)s” is no district of %(area)s") % {"text": text, "area": self.area}
            )
        return self._known[text.casefold()]

    def owner(self, text: str) -> str:
        return self._owners.get(text, text)

    @cached_property
    def _owners(self) -> dict[str, str]:
        """Organisations by name; a name that two of them carry stands for itself."""
        found: dict[str, str] = {}
        for name, uscc in Organisation.objects.exclude(uscc=None).values_list("name", "uscc"):
            found[name] = name if name in found else uscc
        return found

    def served(self, inspector: Inspector, districts: Iterable[str]) -> Inspector:
        """The inspector with the districts of the pool that lie in what they serve."""
        paths = tuple(self.paths[code] for code in inspector.districts)
        inside = sorted(one for one in districts if self.paths[one].startswith(paths))
        return Inspector(inspector.id, tuple(inside), inspector.recused)

    def spread(
        self, inspectors: Iterable[Inspector], targets: Iterable[Target]
    ) -> tuple[Inspector, ...]:
        """All inspectors with their districts written out as the targets name them."""
        districts = {one.district for one in targets}
        return tuple(self.served(one, districts) for one in inspectors)
