"""Forms that ask for facts, drawn from the vocabulary of the law (Articles 12 to 17; B1 to B5).

    form = StateForm(request.POST or None, request.FILES or None, actor=actor, work=project,
                     entries=of_gate(law, project, "planning_permit"))
    if form.is_valid() and form.enter():      # False: the refusal stands in the form
        ...

The form asks only what the actor may state; it is empty (`form.asks_nothing`) where that is nothing.
`of_gate` are the stated facts of one gate, `of_supplier` those one party supplies (None: the
authority), `stateable` all. A name of a fact is the name of its field; `field_of` draws a single one
for forms of other topics, `whole` and `shown` convert its value exactly, in both directions. The
document is filed in the project's matter and the statements point at it; `because` is asked for
where a passed gate stands on one of the facts. The template needs ``enctype="multipart/form-data"``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.models import Matter
from greenward.bureau.casework.words import in_language, in_words
from greenward.law.language import FactEntry, facts_of
from greenward.web.forms import DayField

from .facts import Value
from .holding import lock
from .law import Law, law_of
from .models import Plot, Project
from .reopening import passed_gates
from .stating import may_state, state, stateable, supplied_by
from .uploads import filed

YES, NO, UNKNOWN = "yes", "no", ""
STARS = "★"
UNITS = {"fen": gettext_lazy("yuan"), "day": "", STARS: ""}
"""What a unit of the law is called beside a field; the others are called as they are."""


def of_gate(law: Law, work: Project | Plot, gate: str) -> tuple[FactEntry, ...]:
    """The stated facts that a gate asks for."""
    asked = facts_of(law.edition.gate(gate))
    return tuple(entry for entry in stateable(law, work.subject) if entry.name in asked)


def of_supplier(law: Law, work: Project | Plot, role: PartyRole | None) -> tuple[FactEntry, ...]:
    """The stated facts that one party supplies; None for the authority's own."""
    return tuple(entry for entry in stateable(law, work.subject) if supplied_by(entry) is role)


def field_of(entry: FactEntry) -> forms.Field:
    """A field that asks for one fact in the unit people write; empty means not known."""
    words: dict[str, Any] = {
        "label": _capital(in_language(entry.label)),
        "required": False,
        "help_text": _hint(entry),
    }
    if entry.kind == "flag":
        assert entry.denial is not None
        said = [(YES, _("yes")), (NO, _("no: %(denial)s") % {"denial": in_language(entry.denial)})]
        return forms.ChoiceField(choices=[*said, _UNKNOWN], widget=forms.RadioSelect, **words)
    if entry.unit == "day":
        return DayField(**words)
    if entry.unit == STARS:
        each = [(str(n), STARS * n or _("no star")) for n in range(entry.low, entry.high + 1)]
        return forms.ChoiceField(choices=[*each, _UNKNOWN], widget=forms.RadioSelect, **words)
    if unit := str(UNITS.get(entry.unit, entry.unit)):
        words["label"] = _("%(what)s (%(unit)s)") % {"what": words["label"], "unit": unit}
    scale = scale_of(entry)
    return forms.DecimalField(
        min_value=Decimal(entry.low) / scale,
        max_value=Decimal(entry.high) / scale,
        decimal_places=len(str(scale)) - 1,
        **words,
    )


def scale_of(entry: FactEntry) -> int:
    """How many whole units of the law one unit of the form is: money is entered in yuan."""
    return 100 if entry.unit == "fen" else entry.scale


def whole(entry: FactEntry, given: str | date | Decimal | None) -> Value:
    """What a field gave, in the law's unit and scale. Raises ValidationError for what is finer."""
    if given is None or given == UNKNOWN:
        return None
    if entry.kind == "flag":
        return given == YES
    if isinstance(given, date):
        return given.toordinal()
    scaled = Decimal(given) * scale_of(entry)
    if scaled != int(scaled):
        raise ValidationError(
            _("“%(fact)s” is entered with fewer decimals.") % {"fact": in_language(entry.label)}
        )
    return int(scaled)


def shown(entry: FactEntry, value: Value) -> str | date | Decimal | None:
    """A fact as its field shows it: the other way round from `whole`."""
    if value is None:
        return UNKNOWN if entry.kind == "flag" or entry.unit == STARS else None
    if entry.kind == "flag":
        return YES if value else NO
    if entry.unit == "day":
        return date.fromordinal(value)
    if entry.unit == STARS:
        return str(value)
    places = Decimal(1).scaleb(1 - len(str(scale_of(entry))))
    return (Decimal(value) / scale_of(entry)).quantize(places)


class StateForm(forms.Form):
    """The facts of a plot or project that an actor may state, with what shows them."""

    document = forms.FileField(
        label=gettext_lazy("Document that shows it"), required=False, max_length=255
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=300)
    because = forms.CharField(
        label=gettext_lazy("Why it changes"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        work: Project | Plot,
        entries: Iterable[FactEntry] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.work, self.law = actor, work, law_of(work.area)
        asked = stateable(self.law, work.subject) if entries is None else entries
        self.entries = tuple(entry for entry in asked if may_state(actor, work, entry))
        for entry in self.entries:
            self.fields[entry.name] = field_of(entry)
            self.initial.setdefault(entry.name, shown(entry, work.facts.get(entry.name)))
        if self.filed_in() is None:
            del self.fields["document"]
        if stands := self.stands_on():
            self.fields["because"].help_text = escape(
                _("Needed where a value changes: decided on it are %(gates)s, which open anew.")
                % {"gates": ", ".join(stands)}
            )
        else:
            del self.fields["because"]
        self.order_fields([entry.name for entry in self.entries])

    @property
    def asks_nothing(self) -> bool:
        """Whether none of the facts is the actor's to state."""
        return not self.entries

    def stands_on(self) -> list[str]:
        """The titles of the passed gates that stand on one of the facts."""
        names = {entry.name for entry in self.entries}
        passed = passed_gates(self.law, self.work)
        return [in_language(g.title) for g, _decision in passed if names & set(facts_of(g))]

    def filed_in(self) -> Matter | None:
        """The matter that takes the document: the project's, or a plot's open application."""
        if isinstance(self.work, Project):
            return self.work.matter
        found = Matter.objects.filter(application__plot=self.work, closed_at=None)
        return found.select_related("area").order_by("-pk").first()

    def values(self) -> dict[str, Value]:
        """The facts that change. A document beside no change shows what is stated already."""
        given = {e.name: whole(e, self.cleaned_data[e.name]) for e in self.entries}
        new = {n: value for n, value in given.items() if value != self.work.facts.get(n)}
        if new or not self.cleaned_data.get("document"):
            return new
        return {name: value for name, value in given.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not self.values():
            raise ValidationError(_("Nothing was changed."))
        return said

    def enter(self) -> bool:
        """State what was entered; a refusal is told in the form."""
        said = self.cleaned_data
        try:
            enter(
                self.actor,
                self.work,
                self.values(),
                upload=said.get("document"),
                filed_in=self.filed_in(),
                note=said["note"],
                because=said.get("because", ""),
            )
        except ValidationError as error:
            self.add_error(None, in_words(error))
        except PermissionDenied as error:
            self.add_error(None, str(error))
        return not self.errors


def enter(
    actor: Actor,
    work: Project | Plot,
    values: dict[str, Value],
    *,
    upload: UploadedFile | None = None,
    filed_in: Matter | None = None,
    note: str = "",
    because: str = "",
) -> None:
    """State facts and file the document that shows them, both or neither."""
    with transaction.atomic():
        lock(work)
        filing = filed(actor, filed_in, upload, "other") if filed_in else None
        document = filing and filing.document
        state(actor, work, values, document=document, note=note, because=because)


def _hint(entry: FactEntry) -> str:
    """What shows the fact; escaped, since hints are printed as they are."""
    if entry.proof is None:
        return ""
    return escape(_("Shown by: %(proof)s") % {"proof": in_language(entry.proof)})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_UNKNOWN = (UNKNOWN, gettext_lazy("not known yet"))
