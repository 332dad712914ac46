"""What an act changes, and which passed gates that opens anew (Articles 13, 14, 16).

A gate stood on the facts kept with its decision. Where an act makes one of them another, or a ground
that was met no longer is, the gate opens anew, and with it every gate that stood on its being passed.
The reason is demanded; without one the act is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.casework.acts import Event
from greenward.bureau.casework.words import in_language
from greenward.law.gates import ask
from greenward.law.language import Gate, facts_of, gate_passed
from greenward.law.reading import Facts

from . import cases, course, facts
from .facts import Value
from .holding import check_free
from .law import Law, flags, law_of
from .models import Decision, Plot, Project


@dataclass
class Watched:
    """A locked work, its law, and its facts before and (once they are gathered) after an act."""

    work: Project | Plot
    law: Law
    before: dict[str, Value]
    after: dict[str, Value] = field(default_factory=dict)

    @property
    def changed(self) -> set[str]:
        names = {*self.before, *self.after}
        return {name for name in names if self.before.get(name) != self.after.get(name)}


@contextmanager
def watched(
    work: Project | Plot,
    event: Event,
    because: str = "",
    *,
    judge: Callable[[Watched], None] | None = None,
) -> Iterator[Watched]:
    """Run a block that writes about a locked work, then gather its facts anew, open the gates that
    stood on what it changed, and keep the projections; of a plot those of its projects too.

    `judge` sees the facts before and after. Raises ValidationError where gates open and `because`
    is empty, or the project of such a gate is held.
    """
    law = law_of(work.area)
    mine = Watched(work, law, gathered(law, [work])[work.pk])
    projects = _on_plot(work) if isinstance(work, Plot) else []
    before = gathered(law, projects)
    yield mine
    mine.after = gathered(law, [work])[work.pk]
    if judge:
        judge(mine)
    _settle(mine, event, because)
    if isinstance(work, Project):
        cases.keep([work.pk])
    after = gathered(law, projects)
    for one in projects:
        _settle(Watched(one, law, before[one.pk], after[one.pk]), event, because)


def gathered(law: Law, works: Sequence[Project | Plot]) -> dict[int, dict[str, Value]]:
    """The facts of some works of one subject from all records, as they stand now."""
    names = flags(law.hash)
    return {key: facts.typed(found, names) for key, found in facts.gather(works).items()}


def keep(law: Law, work: Project | Plot, found: Mapping[str, Value]) -> None:
    """Keep the projections of a work: its facts, and of a project where it stands."""
    work.facts = {name: value for name, value in found.items() if value is not None}
    if isinstance(work, Plot):
        work.save(update_fields=["facts"])
        return
    leg = course.next_leg(course.course(law, work))
    work.next_gate, work.next_step = (leg.gate.id, leg.step.value) if leg else ("", "")
    work.save(update_fields=["facts", "next_gate", "next_step"])


def passed_gates(law: Law, work: Project | Plot) -> list[tuple[Gate, Decision]]:
    """The gates a work has passed, in the order of the course, each with the decision it stands by."""
    newest = {d.gate: d for d in Decision.objects.filter(**work.key).order_by("pk")}
    asked = law.gates(work.subject, work.asked_on)
    return [(g, newest[g.id]) for g in asked if g.id in newest and newest[g.id].stands]


def at_stake(work: Project | Plot, names: Iterable[str]) -> list[str]:
    """The passed gates that open anew where one of some facts changes, in words: those that stand on
    it, and those that stand on them; of a plot those of its projects too. For a form to say so before
    its button is pressed."""
    law, touched = law_of(work.area), set(names)
    found = list(_resting_on(law, work, touched))
    for project in work.projects.all() if isinstance(work, Plot) else ():
        found += _resting_on(law, project, set(touched))
    return list(dict.fromkeys(found))


def _resting_on(law: Law, work: Project | Plot, touched: set[str]) -> Iterator[str]:
    """The titles of the passed gates that read a fact touched; each touches what it passed for."""
    for gate, _decision in passed_gates(law, work):
        if touched & set(facts_of(gate)):
            touched.add(gate_passed(gate.id))
            yield in_language(gate.title)


def affected(watch: Watched) -> list[tuple[Gate, Decision]]:
    """The passed gates that stood on what an act changed, and those that stood on them."""
    changed, after = watch.changed, dict(watch.after)
    if not changed:
        return []
    found = []
    for gate, decision in passed_gates(watch.law, watch.work):
        touched = changed & set(facts_of(gate))
        if touched and _stood_on(gate, decision.facts, touched, after):
            found.append((gate, decision))
            changed.add(gate_passed(gate.id))
            after[gate_passed(gate.id)] = False
    return found


def _stood_on(gate: Gate, then: Facts, touched: set[str], now: Facts) -> bool:
    """Whether a gate stood on one of the facts that changed, or a ground met then is not any more."""
    if any(then.get(name) is not None and then[name] != now.get(name) for name in touched):
        return True
    before, after = ask(gate, then).findings, ask(gate, now).findings
    pairs = zip(before, after, strict=True)
    return any(was.truth is True and found.truth is not True for was, found in pairs)


def _settle(watch: Watched, event: Event, because: str) -> None:
    if opened := affected(watch):
        check_free(watch.work)
        _reopen(opened, because, event)
        watch.after = gathered(watch.law, [watch.work])[watch.work.pk]
    keep(watch.law, watch.work, watch.after)


def _reopen(opened: list[tuple[Gate, Decision]], because: str, event: Event) -> None:
    if not because.strip():
        raise ValidationError(
            _("This was already decided on (%(gates)s). Say why it changes: they open anew.")
            % {"gates": ", ".join(in_language(gate.title) for gate, _decision in opened)}
        )
    for _gate, decision in opened:
        decision.reopened_at, decision.reopened_because = timezone.now(), because
        decision.save(update_fields=["reopened_at", "reopened_because"])
    names = {gate.id for gate, _decision in opened}
    event.note(reopened=sorted({*event.payload.get("reopened", []), *names}), because=because)


def _on_plot(plot: Plot) -> list[Project]:
    """The projects on a locked plot, locked; they read the plot's facts from this very row."""
    rows = plot.projects.select_for_update(of=("self",)).select_related("area", "matter")
    found = cast("list[Project]", list(rows.order_by("pk")))
    for project in found:
        project.plot = plot
    return found
