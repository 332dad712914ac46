"""The map of personal data: one entry for each column that holds some."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(Enum):
    """On what basis data are held (PIPL, Article 13); the words are `label`."""

    DUTY = _("needed for a statutory duty of the authority (PIPL, Articles 13 (3) and 34)")
    SECURITY = _("records the law demands of every network (Cybersecurity Law, Article 21)")
    CONSENT = _("consent of the person, which may be withdrawn (PIPL, Article 13 (1))")

    @property
    def label(self) -> Any:
        return self.value


class Retention(Enum):
    """How long data are held; the words are `label`."""

    ARCHIVE = _("as long as the file of the matter, by the archives' schedule")
    LIFE = _("for life, as the responsibility lasts; no act deletes it (Article 8)")
    LOG = _("the entry of the log for ever, the name in it until a deletion")
    SIGN_IN = _("while the person can sign in")
    SESSION = _("until the session ends")
    RECORDS = _("400 days, or as set, never under 180")
    MAIL = _("90 days after it was sent")
    WEEK = _("seven days")
    JOB = _("until the work is done")

    @property
    def label(self) -> Any:
        return self.value


class Erase(Enum):
    """What a person's request for deletion does with a column; the words are `label`."""

    KEPT = _("kept: the law demands it")
    BLANKED = _("emptied")
    REPLACED = _("replaced by a number")
    DELETED = _("the row is deleted")

    @property
    def label(self) -> Any:
        return self.value


@dataclass(frozen=True)
class PersonalField:
    """One column with personal data.

    `model` is its label (``accounts.User``), `person` the lookup from its rows to the person whose
    data they are (empty: the rows belong to no one sign-in), `mask` the name of a mask of
    `privacy.masks` for lists.
    """

    model: str
    field: str
    purpose: Any
    basis: Basis = Basis.DUTY
    retention: Retention = Retention.ARCHIVE
    mask: str = ""
    person: str = ""
    erase: Erase = Erase.KEPT
    secret: bool = False
    """Whether a copy leaves it out: keys and hashes help nobody but a thief of the copy."""

    @property
    def key(self) -> str:
        return f"{self.model}.{self.field}"

    @property
    def rows(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def name(self) -> str:
        """The column in words: what Django calls it, of what kind of row."""
        meta = self.rows._meta
        return f"{meta.verbose_name} · {meta.get_field(self.field).verbose_name}"


_map: dict[str, PersonalField] = {}
_others: dict[str, str] = {}

_NAMES = re.compile(
    r"name|phone|mobile|tel\b|fax|mail|address|identity|id_?card|id_?number|passport|\bip\b|_ip\b"
    r"|contract|birth|gender|person|receiver|recipient|holder|witness|official|signer|signature"
    r"|actor|session|agent|device|location|place|_by$|reason|note|comment|text|body|answer|remark"
    r"|why|detail|query|error|canon|title",
    re.IGNORECASE,
)
_ALWAYS = (models.JSONField, models.EmailField, models.GenericIPAddressField)
_WORDS = (models.CharField, models.TextField, models.BinaryField)


def declare(*fields: PersonalField) -> None:
    """Add columns to the map; a room calls it in its module `personal`."""
    for one in fields:
        if one.key in _map:
            raise ValueError(f"{one.key} is declared twice")
        _map[one.key] = one


def not_personal(model: str, fields: str, why: str) -> None:
    """Say of columns (names with spaces between) that look personal why they are not."""
    _others.update({f"{model}.{field}": why for field in fields.split()})


def declared() -> list[PersonalField]:
    """The map, in the order of its models and columns."""
    return sorted(_map.values(), key=lambda one: one.key)


def others() -> dict[str, str]:
    """Columns that only look personal, with the reason why they are not."""
    return dict(_others)


def of_model(label: str) -> list[PersonalField]:
    return [one for one in declared() if one.model == label]


def looks_personal(field: models.Field[Any, Any]) -> bool:
    """Whether a column could hold personal data, by its type and its name; errs on the safe side."""
    if isinstance(field, _ALWAYS):
        return True
    if not isinstance(field, _WORDS) or field.choices or field.is_relation:
        return False
    return _NAMES.search(field.name) is not None


def columns() -> Iterable[tuple[str, models.Field[Any, Any]]]:
    """Every column of every table of the installation, by its key."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            yield f"{model._meta.label}.{field.name}", field
