"""The lists of casework that can be taken away: the log of acts, and matters."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Min, Q, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor

from .exports import Column, Kind, Select, Table, of
from .forms import LogFilter, MatterFilter
from .matters import kinds
from .matters.naming import kind_words, state_words
from .selectors import audit_log, matters_matching


def _query(actor: Actor, filters: QueryDict) -> Select:
    form = LogFilter(filters)
    events = audit_log(actor, **(form.cleaned_data if form.is_valid() else {}))
    shown = events.annotate(details=Cast("payload", CharField())).values_list(
        "at",
        "act",
        "actor_name",
        "subject_type",
        "subject_id",
        "area_path",
        "details",
        "leaf_index",
    )
    return of(shown)


LOG = Table(
    "log",
    _("Log of acts"),
    [
        Column("at", _("When"), Kind.TIME),
        Column("act", _("Act")),
        Column("actor_name", _("Who")),
        Column("subject_type", _("Kind of subject")),
        Column("subject_id", _("Subject")),
        Column("area_path", _("Area")),
        Column("details", _("Details")),
        Column("leaf_index", _("Number in the log"), Kind.INT),
    ],
    _query,
)


def _matters(actor: Actor, filters: QueryDict) -> Select:
    form = MatterFilter(filters, actor=actor)
    found = matters_matching(actor, **(form.cleaned_data if form.is_valid() else {}))
    zh = (get_language() or "zh").startswith("zh")
    shown = found.annotate(
        kind_words=_words({(kind.name,): kind_words(kind.name) for kind in kinds.every()}),
        state_words=_words(
            {(k.name, s): state_words(k.name, s) for k in kinds.every() for s in k.states}
        ),
        heading_words=F("title") if zh else Coalesce(NullIf("title_en", Value("")), "title"),
        due=Min("tasks__due_on", filter=Q(tasks__closed_at__isnull=True)),
    )
    area = "area__name_zh" if zh else "area__name_en"
    rows = shown.order_by("-opened_at", "-pk").values_list(
        "number", "kind_words", "heading_words", "state_words", area, "officer__name", "opened_at", "due", "closed_at"
    )  # fmt: skip
    return of(rows)


def _words(said: dict[tuple[str, ...], str]) -> Case:
    """The words of a kind, or of a kind's state, chosen by the database."""
    names = ("kind", "state")
    whens = [
        When(**dict(zip(names, key, strict=False)), then=Value(words))
        for key, words in said.items()
    ]
    return Case(*whens, default=Value(""), output_field=CharField())


MATTERS = Table(
    "matters",
    _("Matters"),
    [
        Column("number", _("Number of the matter")),
        Column("kind", _("Kind")),
        Column("title", _("Matter")),
        Column("state", _("State")),
        Column("area", _("Area")),
        Column("officer", _("Officer")),
        Column("opened_at", _("Opened"), Kind.TIME),
        Column("due_on", _("Next due day"), Kind.DATE),
        Column("closed_at", _("Closed"), Kind.TIME),
    ],
    _matters,
)
