"""Which city's law a person works with, and which instruments the installed packs read."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.editions import GROUP
from greenward.bureau.standards.models import PublishedEdition
from greenward.law.anchors import read_anchors
from greenward.law.language import Edition, Instrument

from .errors import StatutesError


@dataclass(frozen=True)
class CityLaw:
    """A city and the edition that holds there: the last published one, else its pack's own."""

    area: Area
    edition: Edition

    @property
    def pack(self) -> str:
        return self.edition.pack


def city_of(actor: Actor) -> Area | None:
    """The city with a pack that the actor's posts lie in; the first one for all others."""
    cities = Area.objects.filter(parent=None).exclude(pack="").order_by("path")
    codes = {path.split("/", 1)[0] for path in actor.area_paths}
    return (cities.filter(code__in=codes) if codes else cities).first()


def law_of(actor: Actor) -> CityLaw:
    """The law of the actor's city. StatutesError when there is no city yet."""
    area = city_of(actor)
    if area is None:
        raise StatutesError(
            _("No city with a city pack is on file. Enter it with greenward areas.")
        )
    return CityLaw(area, edition_of(area.pack))


def edition_of(pack: str) -> Edition:
    """The edition of a pack that was published last, else the one installed today."""
    row = PublishedEdition.objects.filter(pack=pack).order_by("-published_at").first()
    return row.edition if row else _point(pack).load()


def installed() -> list[Edition]:
    """The edition of every installed pack, by the pack's name."""
    return [point.load() for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)]


def anchors_of(pack: str) -> dict[str, dict[str, str]]:
    """The anchors an installed pack ships."""
    return read_anchors(_point(pack).module)


def instruments() -> dict[str, Instrument]:
    """Every instrument the installed packs read, by its code."""
    return {one.code: one for edition in installed() for one in edition.instruments}


def _point(pack: str) -> EntryPoint:
    found = {point.name: point for point in entry_points(group=GROUP)}
    if pack not in found:
        raise StatutesError(
            _("There is no city pack %(name)s. Installed: %(known)s.")
            % {"name": pack, "known": ", ".join(sorted(found)) or "—"}
        )
    return found[pack]
