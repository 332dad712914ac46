"""What is asked: numbers moved, limits moved, year and district. It stands in the address.

Every field is optional; a number left as it is in force is no change. What is no law (the lower
end of a fine above the upper one) is refused beside the field it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.assessment.selectors.scope import Scope
from greenward.bureau.assessment.whatif import Proposal
from greenward.law.amend import LawError, Lever, NotANumber, TooFine, whole

from . import limits, numbers
from .limits import CONSTRAINT, InForce
from .numbers import Number

ALL = "all"
SHORT = 24
"""Characters of a number as people write it."""


class WhatIf(forms.Form):
    """`rule` is the one whose numbers are shown; `edition` keeps an older edition."""

    rule = forms.ChoiceField(label=gettext_lazy("Rule"), required=False)
    year = forms.TypedChoiceField(
        label=gettext_lazy("Reporting year"), required=False, coerce=int, empty_value=None
    )
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    edition = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict,
        scope: Scope,
        known: Mapping[str, Number],
        in_force: Sequence[InForce],
        rules: Sequence[Any],
        default: str = "",
    ) -> None:
        super().__init__(data.copy(), use_required_attribute=False)
        self.default, self.asked = default, set(data)
        self.scope, self.known, self.in_force = scope, known, in_force
        self.fields["rule"].choices = rules
        self.fields["year"].choices = [(year, str(year)) for year in scope.years]
        everywhere = [("", _("all districts"))]
        self.fields["district"].choices = everywhere + [
            (area.code, str(area)) for area in scope.districts
        ]
        if len(scope.districts) < 2:
            del self.fields["district"]
        if not scope.years:
            del self.fields["year"]
        self.data["rule"] = self.shown_rule
        self._add_numbers()
        self._add_limits()
        self.gone = [name for name in data if self._is_number(name) and name not in known]

    @property
    def shown_rule(self) -> str:
        """The rule whose numbers are shown."""
        allowed = [value for _group, pairs in self.fields["rule"].choices for value, _t in pairs]
        wanted = (self.data.get("rule", ""), self.default, *allowed)
        return next((rule for rule in wanted if rule in allowed), "")

    # --- fields -----------------------------------------------------------------------------

    def _is_number(self, name: str) -> bool:
        return name.startswith(numbers.PREFIX)

    def _add_numbers(self) -> None:
        """The numbers of the shown rule, then those of other rules that the address moves."""
        self.numbers = numbers.of_rule(self.known, self.shown_rule)
        self.others = [
            number
            for name, number in self.known.items()
            if name in self.data and number not in self.numbers and self._moves(number)
        ]
        for number in (*self.numbers, *self.others):
            if not self.data.get(number.name, "").strip():
                self.data[number.name] = number.written(number.value)
            kind = {"type": "date"} if number.day else {"inputmode": "decimal"}
            self.fields[number.name] = forms.CharField(
                label=number.label,
                required=False,
                max_length=SHORT,
                widget=forms.TextInput({**kind, "autocomplete": "off", "size": 8}),
            )

    def _moves(self, number: Number) -> bool:
        text = self.data[number.name].strip()
        return bool(text) and not number.stands(text)

    def _add_limits(self) -> None:
        widget = {"inputmode": "decimal", "autocomplete": "off", "size": 8}
        if self.in_force:
            self.fields[ALL] = forms.CharField(
                label=_("All limits change by, %"),
                help_text=_("-10 makes every limit ten per cent lower."),
                required=False,
                max_length=SHORT,
                widget=forms.TextInput(widget | {"inputmode": "text"}),
            )
        for limit in self.in_force:
            self.fields[limit.name] = forms.CharField(
                label=limit.label,
                required=False,
                max_length=SHORT,
                widget=forms.TextInput(widget),
            )

    # --- what it comes to -------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        self.values = {
            number: value
            for number in (*self.numbers, *self.others)
            if (text := asked.get(number.name)) and (value := self._read(number, text)) is not None
        }
        self.moved_limits = self._read_limits(asked)
        self._refuse_empty_bands()
        for name in self.gone:
            self.add_error(
                None,
                _(
                    "A number of this address (%(name)s) no longer stands in the law: choose it anew."
                )
                % {"name": name.removeprefix(numbers.PREFIX)},
            )
        return asked

    def _read(self, number: Number, text: str) -> int | None:
        try:
            value = whole(number.lever, text.replace("%", ""))
        except LawError as error:
            self.add_error(number.name, _wrong(error, number))
            return None
        if problem := _outside(number.lever, value):
            self.add_error(number.name, problem)
            return None
        return value

    def _read_limits(self, asked: Mapping[str, Any]) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        readers = [(ALL, "", 100 * limits.PER_CENT, limits.read_change)]
        readers += [(n.name, n.energy_class, n.value, limits.read_limit) for n in self.in_force]
        for name, energy_class, now, read in readers:
            if not (text := asked.get(name)):
                continue
            try:
                value = read(text)
            except ValueError as error:
                self.add_error(name, str(error))
                continue
            if value != now or (energy_class and asked.get(ALL)):
                found[CONSTRAINT, energy_class] = value
        return found

    def _refuse_empty_bands(self) -> None:
        """The lower end of a fine stays at or below the upper one."""
        for low in [number for number in self.values if number.lever.kind == "fine_low"]:
            self._refuse_empty_band(low, low.lever.id.replace("fine_low", "fine_high"))
        for high in [number for number in self.values if number.lever.kind == "fine_high"]:
            self._refuse_empty_band(high, high.lever.id.replace("fine_high", "fine_low"))

    def _refuse_empty_band(self, number: Number, other_id: str) -> None:
        other = self.known[f"{numbers.PREFIX}{other_id}"]
        ends = sorted((number, other), key=lambda each: each.lever.kind, reverse=True)
        low, high = (self.values.get(end, end.value) for end in ends)
        if low > high and not self.errors.get(number.name) and number.value != self.values[number]:
            said = {"low": ends[0].written(low), "high": ends[1].written(high)}
            self.add_error(
                number.name,
                _("At least %(low)s is above at most %(high)s: that is no band.") % said,
            )

    @property
    def proposal(self) -> Proposal:
        """What is moved; only of a form that is valid."""
        return Proposal(numbers.changes(self.values.items()), self.moved_limits)

    def kept(self, without: Iterable[str] = ()) -> QueryDict:
        """The address with nothing in it that changes nothing, and without some of its parts."""
        asked = self.data.copy()
        same = set(asked) - self.asked
        same |= {n.name for n, value in self.values.items() if value == n.value}
        moved = {energy_class for _what, energy_class in self.moved_limits}
        same |= {n.name for n in self.in_force if n.energy_class not in moved}
        if "" not in moved:
            same.add(ALL)
        if self.shown_rule == self.default:
            same.add("rule")
        if self.scope.years and asked.get("year") == str(self.scope.years[0]):
            same.add("year")
        for name in list(asked):
            if name in same or name in without or not asked[name].strip():
                del asked[name]
        return asked


def _wrong(error: LawError, number: Number) -> str:
    if isinstance(error, TooFine):
        return _("The law does not count that finely here.")
    if isinstance(error, NotANumber) and number.day:
        return _("Write a day, such as 2022-07-01.")
    return _("Write a number, such as %(value)s.") % {"value": number.written(number.value)}


def _outside(lever: Lever, value: int) -> str:
    """Why no law can stand with this value; empty where one can."""
    if lever.kind == "percent":
        return "" if 0 < value <= 10**7 else _("Write a percentage above 0 and at most 100000.")
    if lever.kind == "threshold":
        assert lever.entry is not None
        ends = lever.entry.low, lever.entry.high
        if not ends[0] <= value <= ends[1]:
            number = Number((lever,))
            said = {"low": number.written(ends[0]), "high": number.written(ends[1])}
            return _("Write a value from %(low)s to %(high)s.") % said
        return ""
    least = 1 if lever.kind == "fine_high" else 0
    return "" if least <= value <= 10**13 else _("Write an amount, at most above nought.")
