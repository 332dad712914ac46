"""Plots and projects: opened and closed; which law's day applies (Articles 2, 6, 12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.matters.steps import TakingPart, opened, step
from greenward.bureau.casework.models import Matter

from . import cases
from .holding import inside, lock
from .law import law_of
from .models import Plot, Project
from .recording import recorded
from .reopening import gathered, keep


def open_plot(actor: Actor, *, area: Area, code: str, name: str) -> Plot:
    """Enter a plot of land. Raises ValidationError where the number is on file already."""
    _check_code(Plot, code)
    with act(actor, "open_plot", area=area) as event:
        plot = Plot.objects.create(area=area, code=code, name=name)
        event.subject = plot
        event.note(code=code)
        law = law_of(area)
        keep(law, plot, gathered(law, [plot])[plot.pk])
    return plot


def open_project(
    actor: Actor,
    *,
    area: Area,
    code: str,
    name: str,
    developer: Organisation,
    regime_on: date,
    regime_reason: str,
    parties: Iterable[TakingPart] = (),
    **fields: Any,
) -> Project:
    """Open a project with its matter. `fields` are columns of `Project`; `parties` take part beside
    the developer. Raises ValidationError where the number is on file or no reason is given."""
    _check_code(Project, code)
    if not regime_reason.strip():
        raise ValidationError(_("Say why the law of this day applies to the project."))
    check_past(regime_on=regime_on)
    taking_part = [TakingPart(PartyRole.DEVELOPER, developer), *parties]
    with opened(actor, "project", title=f"{name} · {code}", area=area, parties=taking_part) as (
        matter,
        event,
    ):
        project = Project.objects.create(
            matter=matter,
            area=area,
            code=code,
            name=name,
            developer=developer,
            regime_on=regime_on,
            regime_reason=regime_reason,
            **fields,
        )
        Matter.objects.filter(pk=matter.pk).update(
            subject_type=project._meta.label_lower, subject_id=str(project.pk)
        )
        event.note(code=code, regime_on=regime_on, regime_reason=regime_reason)
        law = law_of(area)
        keep(law, project, gathered(law, [project])[project.pk])
        cases.keep([project.pk])
    return project


def choose_regime(actor: Actor, project: Project, *, on: date, because: str) -> None:
    """Choose the day whose law applies to a project, with the reason: the text has no transition clause."""
    if not because.strip():
        raise ValidationError(_("Say why the law of this day applies to the project."))
    check_past(on=on)
    with recorded(actor, project, "choose_regime", because=because) as event:
        project.regime_on, project.regime_reason = on, because
        project.save(update_fields=["regime_on", "regime_reason"])
        event.note(regime_on=on, regime_reason=because)


def close(actor: Actor, matter: Matter) -> None:
    """Close a project whose child matters have all ended."""
    with transaction.atomic():
        lock(matter.project)
        with step(actor, matter, "close_project"):
            pass


def check_children(matter: Matter) -> None:
    """A project stays open while one of its applications is open."""
    if child := inside(matter).first():
        raise ValidationError(
            _("%(number)s is still open: decide it or have it taken back first.")
            % {"number": child.number}
        )


def _check_code(model: type[Plot] | type[Project], code: str) -> None:
    if model.objects.filter(code=code).exists():
        raise ValidationError(_("%(code)s is on file already.") % {"code": code})
