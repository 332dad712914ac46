"""The tree of areas: entering cities, districts and street offices, one by one or from a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area

from .acts import act
from .words import in_words

COLUMNS = ("code", "parent", "name_zh", "name_en", "pack", "climate_zone")
REQUIRED = ("code", "name_zh")


def record_area(
    actor: Actor,
    *,
    code: str,
    name_zh: str,
    name_en: str = "",
    parent: str = "",
    pack: str = "",
    climate_zone: str = "",
) -> Area:
    """Enter an area, or give one on file new names; its place in the tree never changes."""
    above = _parent(parent)
    area = Area.objects.filter(code=code).first() or Area(code=code, parent=above)
    if area.pk and area.parent_id != (above.pk if above else None):
        raise ValidationError(_("Area %(code)s is on file under another parent.") % {"code": code})
    area.name_zh, area.name_en = name_zh, name_en
    area.pack, area.climate_zone = pack, climate_zone
    area.clean_fields(exclude=["path", "parent"])
    with act(actor, "record_area") as event:
        area.save()
        event.subject = area
        event.note(code=code, parent=parent, name_zh=name_zh, name_en=name_en, pack=pack)
    return area


def import_areas(actor: Actor, rows: Iterable[Mapping[str, str]]) -> list[Area]:
    """Enter a whole table in one act each, all or none. Raises ValidationError with the row."""
    found = []
    with transaction.atomic():
        for number, row in enumerate(rows, start=2):
            given = {name: (row.get(name) or "").strip() for name in COLUMNS}
            try:
                found.append(record_area(actor, **given))
            except ValidationError as error:
                raise ValidationError(
                    _("Row %(row)s: %(what)s Nothing was entered.")
                    % {"row": number, "what": in_words(error)}
                ) from error
    return found


def read_table(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8 or a Chinese encoding. Raises ValidationError."""
    reader = csv.DictReader(io.StringIO(_decoded(file)))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise ValidationError(
            _("%(file)s lacks the column %(names)s. Its first line must name: %(all)s.")
            % {"file": file, "names": ", ".join(missing), "all": ", ".join(COLUMNS)}
        )
    return list(reader)


def _decoded(file: Path) -> str:
    content = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise ValidationError(
        _("%(file)s is neither UTF-8 nor GB18030 text: save it as CSV in UTF-8.") % {"file": file}
    )


def _parent(code: str) -> Area | None:
    if not code:
        return None
    found = Area.objects.filter(code=code).first()
    if found is None:
        raise ValidationError(_("No area has the code %(code)s: enter it first.") % {"code": code})
    return found
