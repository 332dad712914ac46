"""The one rule of visibility: an official sees what lies in the areas of the posts held today, a
member of an organisation sees what the organisation owns or manages, the console sees all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Subquery, Value

if TYPE_CHECKING:
    from .actors import Actor


def visible_areas(actor: Actor) -> Q:
    """The areas inside the actor's posts, as a condition on Area."""
    inside = Q(pk__in=[])
    for path in actor.area_paths:
        inside |= Q(path__startswith=path)
    return inside


NONE = Q(pk__in=[])


def among(column: str, keys: models.QuerySet[Any] | list[int]) -> Func:
    """``column = ANY(ARRAY(…))``: the keys are read once, before the rows, so that this may stand
    beside other conditions and every one of them still uses its index. A list of keys is one
    parameter, however long."""
    return Func(
        F(column),
        Value(keys, output_field=ArrayField(models.BigIntegerField()))
        if isinstance(keys, list)
        else Subquery(keys.order_by(), template="ARRAY(%(subquery)s)"),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=models.BooleanField(),
    )


class AreaScoped(models.QuerySet[Any]):
    """A queryset of rows that lie in an area (`area`) and belong to organisations."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows the actor may see: one condition on indexed columns."""
        from .models import Area

        if actor.everywhere:
            return self.all()
        areas = Area.objects.filter(visible_areas(actor)).values("pk")
        seen = Q(among("area_id", areas)) if actor.area_paths else NONE
        if actor.organisations:
            own = list(actor.organisations)
            seen |= Q(owner__in=own) | Q(manager__in=own)
        return self.filter(seen)
