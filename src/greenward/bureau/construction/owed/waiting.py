"""The acts that the matters of a project wait for: an application decided on, a request answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from greenward.bureau.casework.matters.articles import article
from greenward.bureau.casework.matters.forms import who_of
from greenward.bureau.casework.matters.reading import INTERNAL
from greenward.bureau.casework.models import Task
from greenward.bureau.casework.words import act_name, in_language

from .items import Item, Place


def tasks(matters: Sequence[int]) -> QuerySet[Task]:
    """The open tasks of some matters with what a line shows of them."""
    found = Task.objects.filter(matter__in=matters, closed_at__isnull=True)
    return found.select_related("clock", "organisation", "user").order_by("due_on", "pk")


def items(place: Place, found: Iterable[Task]) -> Iterator[Item]:
    """Each task as a line; of the authority's own a party reads none."""
    titles = {
        leg.application.matter_id: in_language(leg.gate.title)
        for leg in place.legs
        if leg.application is not None
    }
    for task in found:
        if place.inside or task.act not in INTERNAL:
            yield _item(place, task, titles.get(task.matter_id, ""))


def _item(place: Place, task: Task, title: str) -> Item:
    clock = task.clock
    return Item(
        place.work,
        None,
        capfirst(act_name(task.act)) + (f" · {title}" if title else ""),
        capfirst(who_of(task)),
        _is_mine(place, task),
        due=place.due(task.due_on, clock.count if clock else "", bool(clock and clock.provisional)),
        article=article(clock.article) if clock else None,
        note=task.note,
        url=reverse("casework:matter", args=[task.matter_id]),
        go=_("Open"),
    )


def _is_mine(place: Place, task: Task) -> bool:
    """Whether a task waits for the reader, alone or with others of the post or the organisation."""
    if task.user_id is not None:
        return place.actor.user is not None and task.user_id == place.actor.user.pk
    if task.organisation_id is not None:
        return task.organisation_id in place.actor.organisations
    return place.actor.holds((task.role,), place.work.area.path)
