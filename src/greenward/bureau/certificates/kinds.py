"""Kinds of certificates: what each certifies, about what, and in which words it is explained.

A room registers its kinds when Django is ready; this room, the public check page and the printed
sheet then know nothing about them but what the kind says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from greenward.trust.certificates import REGISTERED, Value


@dataclass(frozen=True)
class Item:
    """One claim of a kind: its short name in the signed text and what it is called.

    `choices` are its values in words. `form` is "text", "number" or "date" (an ISO day). A `given`
    item comes from the subject and is not entered. `unit` follows the value.
    """

    name: str
    label: Any
    form: str = "text"
    choices: Mapping[Value, Any] = field(default_factory=dict)
    given: bool = False
    required: bool = True
    unit: str = ""
    longest: int = 80

    def said(self, value: Value) -> str:
        """The value in the words of the page's language."""
        words = str(self.choices.get(value, value))
        return f"{words} {self.unit}".strip()


@dataclass(frozen=True)
class Meaning:
    """A sentence for whoever reads the certificate, said when all claims in `when` are as given.

    ``{name}`` in it stands for a claim; with `times`, for ``claim x factor``.
    """

    text: Any
    when: Mapping[str, Value] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """A kind of certificate (`vct`), about rows of a model whose manager knows `visible_to`.

    `describe` gives the given claims of a subject; `find_by` is the field by which people know one.
    `headline` names the claims that say at a glance what it is about.
    `prepares`, `issues` and `revokes` are the acts of `accounts.permissions` that govern it.
    """

    name: str
    title: Any
    model: str
    describe: Callable[[Any], dict[str, Value]]
    items: tuple[Item, ...]
    meanings: tuple[Meaning, ...] = ()
    headline: tuple[str, ...] = ()
    find_by: str = "pk"
    find_label: Any = ""
    prepares: str = "prepare_certificate"
    issues: str = "issue_certificate"
    revokes: str = "revoke_certificate"

    def subjects(self) -> models.QuerySet[Any]:
        return apps.get_model(self.model)._default_manager.all()

    def checked(self, subject: models.Model, claims: Mapping[str, Any]) -> dict[str, Value]:
        """The claims a certificate about `subject` makes, in the kind's order, empty ones left out.

        Raises ValidationError for one that is missing, unknown or not of its form.
        """
        all_of_it = {**claims, **self.describe(subject)}
        if unknown := set(all_of_it) - {item.name for item in self.items}:
            raise ValidationError(
                _("This kind of certificate does not say: %(names)s.")
                % {"names": ", ".join(sorted(unknown))}
            )
        found = ((item, all_of_it.get(item.name)) for item in self.items)
        return {item.name: _checked(item, value) for item, value in found if _said(item, value)}

    def rows(self, claims: Mapping[str, Value]) -> list[tuple[str, str]]:
        """The claims in words: label and value, in the kind's order."""
        return [
            (str(item.label), item.said(claims[item.name]))
            for item in self.items
            if item.name in claims
        ]

    def at_a_glance(self, claims: Mapping[str, Value]) -> str:
        """What it is about, in a line: ``岭南大厦 ★★``."""
        said = (item.said(claims[item.name]) for item in self._headline() if item.name in claims)
        return " ".join(said)

    def _headline(self) -> list[Item]:
        return [item for item in self.items if item.name in self.headline]

    def meant(self, claims: Mapping[str, Value]) -> list[str]:
        """What the certificate means, in sentences."""
        return [
            str(one.text).format_map(_filled(one, claims))
            for one in self.meanings
            if all(claims.get(name) == value for name, value in one.when.items())
            and all(name in claims for name in one.times)
        ]


def _filled(meaning: Meaning, claims: Mapping[str, Value]) -> dict[str, Any]:
    products = {name: f"{int(claims[name]) * by:,}" for name, by in meaning.times.items()}
    return {**claims, **products}


def _said(item: Item, value: Any) -> bool:
    if value in (None, ""):
        if item.required:
            raise ValidationError(_("“%(label)s” is missing.") % {"label": item.label})
        return False
    return True


def _checked(item: Item, value: Any) -> Value:
    wrong = ValidationError(
        _("“%(label)s” cannot be “%(value)s”.") % {"label": item.label, "value": value}
    )
    plain: Value = value if isinstance(value, int) else str(value)
    fits = isinstance(plain, int) if item.form == "number" else isinstance(plain, str)
    if not fits or (item.choices and plain not in item.choices):
        raise wrong
    if isinstance(plain, str) and len(plain) > item.longest:
        raise wrong
    return plain


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; call it in ``AppConfig.ready``. Raises ValueError for a taken claim."""
    if taken := {item.name for item in kind.items} & set(REGISTERED):
        raise ValueError(f"{kind.name}: these claims are of every certificate: {sorted(taken)}")
    _kinds[kind.name] = kind


def named(name: str) -> Kind:
    """The kind of this name. Raises KeyError."""
    return _kinds[name]


def every() -> tuple[Kind, ...]:
    return tuple(_kinds.values())
