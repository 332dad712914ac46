"""What the figures are asked, read from an address: the city, its stages, the days, and one number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.words import in_language
from greenward.bureau.standards.errors import StandardsError

from ..forms.figures import FiguresForm, NumberForm
from ..law import Law, law_of
from ..models import Project
from .counting import Asked, members
from .stages import LABELLED, Stage, stages_of


@dataclass(frozen=True)
class Question:
    """What the page was asked, read from its address."""

    law: Law
    asked: Asked
    form: FiguresForm
    stage: Stage

    def url(self, **number: Any) -> str:
        """The list behind a number."""
        days = {"since": self.asked.since, "cut_off": self.asked.cut_off}
        given = {"city": self.asked.city.code, **days, **number}
        said = {key: value for key, value in given.items() if value not in ("", None)}
        return f"{reverse('construction:figure_list')}?{urlencode(said)}"


def read(actor: Actor, said: QueryDict) -> Question | None:
    """The question of an address; None where the reader sees no project of a city with a law."""
    found = cities(actor)
    if not found:
        return None
    form = FiguresForm(said, cities=found)
    form.is_valid()
    given = form.cleaned_data
    city = given.get("city") or found[0]
    try:
        law = law_of(city)
    except StandardsError:
        return None
    cut_off: date = given.get("cut_off") or timezone.localdate()
    stages = stages_of(law)
    asked = Asked(actor, city, stages, cut_off, given.get("since"))
    stage = stages.named(given.get("stage", "")) or stages.named(stages.start)
    return Question(law, asked, form, stage) if stage else None


def behind(question: Question, said: QueryDict) -> QuerySet[Project]:
    """The projects of one number, named by district, star and green."""
    form = NumberForm(said)
    form.is_valid()
    given = {key: value or None for key, value in form.cleaned_data.items()}
    if given.get("district") == "-":
        given["district"] = ""
    found = members(question.asked, question.stage.name, **given)
    return found.select_related("area", "developer").order_by("code")


def cities(actor: Actor) -> list[Area]:
    """The cities whose projects an actor sees: those of the posts, for others those of their projects."""
    roots = Area.objects.filter(parent=None).exclude(pack="").order_by("path")
    if actor.everywhere:
        return list(roots)
    if actor.is_official:
        return list(roots.filter(code__in={path.split("/", 1)[0] for path in actor.area_paths}))
    own = Project.objects.visible_to(actor).filter(area__path__startswith=OuterRef("path"))
    return list(roots.filter(Exists(own)))


def green_words(stage: Stage, law: Law) -> str:
    """What makes a project green at a stage, in words."""
    if stage.name == LABELLED:
        return _("the register names at least one star for each of its buildings")
    entry = law.entry(stage.measure)
    label = in_language(entry.label)
    if entry.kind == "flag":
        return label
    return _("%(fact)s: at least one star") % {"fact": label}
