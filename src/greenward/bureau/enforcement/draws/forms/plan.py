"""The plan of a draw: everything that is decided and announced before it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.registry.models import Function
from greenward.trust.draw import PER_TARGET, Pool, Quota, Source, Target
from greenward.trust.draw.sources import kinds
from greenward.web.answering import refusing
from greenward.web.forms import DayField

from .. import lists, register, words
from ..areas import Areas
from ..models import Draw, MethodChoice
from ..reading import sources_of
from .quotas import OTHERS, read_quotas, written

SOURCES = 3
"""Public sources a plan may name."""
TIME = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _rows(label: Any, help_text: Any, lines: int = 6, required: bool = True) -> forms.CharField:
    area = forms.Textarea({"rows": lines, "spellcheck": "false", "class": "code"})
    return forms.CharField(label=label, help_text=help_text, widget=area, required=required)


class PlanForm(forms.Form):
    """Everything that is decided before the draw. `plan()` gives it to the service."""

    purpose = forms.CharField(
        label=gettext_lazy("What is inspected, and why"),
        max_length=300,
        help_text=gettext_lazy("Everybody reads it: “Post-assessment of green buildings 2026”."),
    )
    article = forms.ChoiceField(
        label=gettext_lazy("Legal basis"), choices=list(words.ARTICLES.items())
    )
    area = forms.ModelChoiceField(Area.objects.none(), label=gettext_lazy("Area"), empty_label=None)
    come_from = forms.ChoiceField(
        label=gettext_lazy("Where do the targets come from?"), widget=forms.RadioSelect
    )
    function = forms.ChoiceField(
        label=gettext_lazy("Function"),
        required=False,
        choices=[("", gettext_lazy("all")), *Function.choices],
    )
    at_least = forms.IntegerField(
        label=gettext_lazy("Floor area of at least, m²"), required=False, min_value=0
    )
    in_use = forms.BooleanField(label=gettext_lazy("Only buildings in use"), required=False)
    starred = forms.BooleanField(
        label=gettext_lazy("Only buildings with a green-building star"), required=False
    )
    strata = forms.ChoiceField(
        label=gettext_lazy("Strata"),
        choices=list(register.STRATA.items()),
        initial="orders",
        required=False,
    )
    since = DayField(label=gettext_lazy("Orders to correct since"), required=False)
    target_file = forms.FileField(label=gettext_lazy("List as a CSV file"), required=False)
    target_rows = _rows(
        gettext_lazy("or pasted rows"),
        gettext_lazy("First line: 编号,名称,风险等级,辖区,所有人. Only 编号 is needed."),
        required=False,
    )
    quota = _rows(
        gettext_lazy("How many are drawn"),
        gettext_lazy(
            "One line for each stratum: a number or a percentage, which is rounded up. "
            "“*” stands for all strata not named."
        ),
        3,
    )
    inspector_file = forms.FileField(label=gettext_lazy("List as a CSV file"), required=False)
    inspector_rows = _rows(
        gettext_lazy("Inspectors"),
        gettext_lazy(
            "First line: 执法证号,姓名,辖区,回避单位. Several districts or organisations are "
            "separated by “;”. Names are not published."
        ),
    )
    per_target = forms.IntegerField(
        label=gettext_lazy("Inspectors for each target"),
        min_value=PER_TARGET,
        max_value=9,
        initial=PER_TARGET,
        help_text=gettext_lazy("At least two (Administrative Penalty Law, Article 42)."),
    )
    cap = forms.IntegerField(
        label=gettext_lazy("Most targets of one inspector"),
        min_value=1,
        max_value=10_000,
        initial=10,
        help_text=gettext_lazy(
            "Where this leads to a dead end it is raised by one and the pairing is repeated."
        ),
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Method"),
        choices=MethodChoice.choices,
        initial=MethodChoice.VRS,
        help_text=gettext_lazy("Leave it unless you have a reason: nobody can foretell the order."),
    )

    def __init__(self, actor: Actor, draw: Draw | None, *sent: Any) -> None:
        super().__init__(*sent, initial=initial_of(draw))
        self.actor, self.draw = actor, draw
        if self.files.get("inspector_file"):
            self.fields["inspector_rows"].required = False
        choices = [
            ("register", _("from the register of buildings")),
            ("list", _("from a list of our own")),
        ]
        if draw:
            n = len(draw.pool["targets"])
            choices.insert(0, ("keep", _("the %(n)s targets of this plan stay") % {"n": n}))
            del self.fields["area"]
        else:
            self.fields["area"].queryset = areas_of(actor)
        self.fields["come_from"].choices = choices
        self.fields["come_from"].initial = choices[0][0]
        kinds_of_sources = [("", "—"), *((k.id, words.name(k.name)) for k in kinds().values())]
        for n in range(1, SOURCES + 1):
            self.fields[f"kind{n}"] = forms.ChoiceField(
                label=_("Source %(n)s") % {"n": n}, choices=kinds_of_sources, required=n == 1
            )
            self.fields[f"name{n}"] = forms.CharField(
                label=_("Which announcement"),
                max_length=60,
                required=n == 1,
                help_text=_("Its number: “2026135期”."),
            )
            self.fields[f"at{n}"] = forms.DateTimeField(
                label=_("Announced at"), widget=TIME, required=n == 1
            )

    def source_fields(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}{n}"] for name in ("kind", "name", "at")] for n in range(1, SOURCES + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        area = self.draw.matter.area if self.draw else data.get("area")
        if area is None:
            return data
        areas = Areas(area)
        data["targets"] = self._try("come_from", lambda: self._targets(area, areas))
        data["roster"] = self._try("inspector_rows", lambda: self._roster(areas))
        data["quotas"] = self._try("quota", lambda: self._quotas(data["targets"] or ()))
        data["sources"] = self._sources()
        if not self.errors:
            data["pool"] = self._try(None, lambda: self._pool(areas))
        return data

    def plan(self) -> dict[str, Any]:
        """The keywords of `services.plan` and `services.replan`, but for the area."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("purpose", "article", "pool", "sources", "method")},
            "names": data["roster"].names,
        }

    def _try(self, field: str | None, work: Any) -> Any:
        with refusing(self, at=field), words.in_words():
            return work()
        return None

    def _targets(self, area: Area, areas: Areas) -> tuple[Target, ...]:
        data = self.cleaned_data
        chosen = data.get("come_from")
        if chosen == "keep" and self.draw:
            return Pool.read(self.draw.pool).targets
        if chosen == "list":
            return lists.targets(_text(data, "target"), areas)
        which = register.Filter(
            *(data.get(name) for name in ("function", "at_least", "in_use", "starred")),
            strata=data.get("strata") or "one",
            since=data.get("since"),
        )
        found = register.targets(self.actor, area, which)
        if not found:
            raise ValidationError(_("No building of the register fits this filter."))
        return found

    def _roster(self, areas: Areas) -> lists.Roster:
        return lists.roster(_text(self.cleaned_data, "inspector"), areas)

    def _quotas(self, targets: tuple[Target, ...]) -> dict[str, Quota]:
        strata = {one.stratum for one in targets}
        said = read_quotas(self.cleaned_data.get("quota", ""), strata)
        unknown = said.keys() - strata - {OTHERS}
        if targets and unknown:
            raise ValidationError(
                _("No target is in the stratum %(names)s. There are: %(known)s.")
                % {
                    "names": ", ".join(sorted(unknown)),
                    "known": ", ".join(sorted(map(words.stratum, strata))),
                }
            )
        others = said.pop(OTHERS, None)
        return {**({name: others for name in strata} if others else {}), **said}

    def _sources(self) -> list[Source]:
        found = []
        for n in range(1, SOURCES + 1):
            kind, name, at = (
                self.cleaned_data.get(f"{part}{n}") for part in ("kind", "name", "at")
            )
            if kind and name and at:
                found.append(Source(kind, name, at))
            elif kind:
                self.add_error(f"kind{n}", _("Say which announcement, and when it is made."))
        return found

    def _pool(self, areas: Areas) -> Pool:
        data = self.cleaned_data
        inspectors = areas.spread(data["roster"].inspectors, data["targets"])
        return Pool(data["targets"], inspectors, data["quotas"], data["cap"], data["per_target"])


def initial_of(draw: Draw | None) -> dict[str, Any]:
    """What the form opens with: the plan as it stands, or what is usual."""
    if draw is None:
        return {"quota": "*: 5%", "since": timezone.localdate().replace(month=1, day=1)}
    pool = draw.pool
    rows = [
        f"{i['id']},{draw.names.get(i['id'], '')},{';'.join(i['districts'])},{';'.join(i['recused'])}"
        for i in pool["inspectors"]
    ]
    found = {
        "purpose": draw.purpose,
        "article": draw.article,
        "method": draw.method,
        "cap": pool["cap"],
        "per_target": pool.get("per_target", PER_TARGET),
        "quota": written(pool["quota"]),
        "inspector_rows": "\n".join(["执法证号,姓名,辖区,回避单位", *rows]),
    }
    for n, source in enumerate(sources_of(draw), start=1):
        found |= {f"kind{n}": source.kind, f"name{n}": source.name, f"at{n}": source.at}
    return found


def areas_of(actor: Actor) -> Any:
    """The areas a person may plan draws for: those of their posts, and what lies in them."""
    inside = Area.objects.none()
    for duty in actor.duties:
        if duty.role is Role.OFFICER:
            inside |= Area.objects.filter(path__startswith=duty.area_path)
    return inside.order_by("path")


def _text(data: dict[str, Any], name: str) -> str:
    file = data.get(f"{name}_file")
    if file and file.size > settings.UPLOAD_LIMIT:
        raise ValidationError(_("The file is too large."))
    return lists.decoded(file.read()) if file else data.get(f"{name}_rows", "")
