"""From a pool and an order to a result; the same course for the draw and for every substitution.

Targets are taken from the top of the order, stratum by stratum, until the quota is met. Then all of
them, in the order of their values, get the first inspectors of their own order, in which those stand
who serve the district, and whom no rule set beforehand bars. Where the cap leads to a dead end it is raised by one and the pairing begins anew:
nobody is ever chosen by hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .errors import DrawError
from .orders import Ordering
from .pool import Inspector, Pool, Target
from .result import Chosen, Placed, Reason, Result, Skip, Taken

Queue = list[tuple[str, str, Reason | None]]
"""Inspectors in the order of one target: value, id, and the rule that bars, if one does."""


@dataclass(frozen=True)
class Withdrawal:
    """What a substitution takes out: a target; an inspector; or an inspector from one target."""

    target: str = ""
    inspector: str = ""

    def to_data(self) -> dict[str, str]:
        named = {"target": self.target, "inspector": self.inspector}
        return {key: value for key, value in named.items() if value}


@dataclass(frozen=True)
class Standing:
    """What stands after some rounds: who is at which target, and what was withdrawn."""

    chosen: Mapping[str, Chosen] = field(default_factory=dict)
    withdrawn: tuple[Withdrawal, ...] = ()

    def without(self, one: Withdrawal) -> Standing:
        """After a withdrawal, before it is made good. Raises DrawError where it has no object."""
        chosen = dict(self.chosen)
        if one.target and one.target not in chosen:
            raise DrawError("not_drawn", f"{one.target} is not among the targets drawn.")
        if one.inspector:
            at = self.targets_of(one)
            if not at:
                raise DrawError("not_drawn", f"{one.inspector} has no such target.")
            for target in at:
                kept = [i for i in chosen[target].inspectors if i.id != one.inspector]
                chosen[target] = _with(chosen[target], kept)
        elif one.target:
            del chosen[one.target]
        else:
            raise DrawError("not_drawn", "Say which target or inspector is withdrawn.")
        return Standing(chosen, (*self.withdrawn, one))

    def after(self, result: Result) -> Standing:
        """With what a round has chosen."""
        return Standing(
            {**self.chosen, **{one.target: one for one in result.chosen}}, self.withdrawn
        )

    def targets_of(self, one: Withdrawal) -> list[str]:
        """The targets an inspector has, of those a withdrawal is about."""
        return [
            target
            for target, chosen in self.chosen.items()
            if one.target in ("", target) and any(i.id == one.inspector for i in chosen.inspectors)
        ]


def draw(pool: Pool, ordering: Ordering) -> Result:
    """The draw: quota by quota, then the inspectors."""
    return _Round(pool, ordering, Standing()).run(pool.wanted(), ())


def substitute(pool: Pool, ordering: Ordering, before: Standing, one: Withdrawal) -> Result:
    """One substitution, under the order of its own round: the next target of the stratum for one
    that is withdrawn, the next inspectors for those an inspector leaves.

    The result holds what is new: the targets chosen, or those whose inspectors changed. `before`
    is what stood until then. Raises DrawError when the withdrawal has no object, and when too few
    inspectors are left for a target: that target is withdrawn first.
    """
    standing = before.without(one)
    run = _Round(pool, ordering, standing).run
    if one.inspector:
        return run({}, before.targets_of(one))
    return run({before.chosen[one.target].stratum: 1}, ())


@dataclass
class _Round:
    """One run over a pool; `standing` is what stood before it and is left alone."""

    pool: Pool
    ordering: Ordering
    standing: Standing

    def __post_init__(self) -> None:
        out = self.standing.withdrawn
        self.targets = {one.id: one for one in self.pool.targets}
        self.gone = {w.target for w in out if w.target and not w.inspector}
        self.away = {w.inspector for w in out if w.inspector and not w.target}
        self.apart = {(w.target, w.inspector) for w in out if w.target and w.inspector}
        self.orders = self.ordering.values(("target",), self.targets)
        self.able: dict[tuple[str, str], int] = {}
        self.serving: dict[str, list[Inspector]] = defaultdict(list)
        for inspector in self.pool.inspectors:
            for district in set(inspector.districts):
                self.serving[district].append(inspector)

    def run(self, wanted: Mapping[str, int], again: Sequence[str]) -> Result:
        """Choose so many targets of each stratum, and complete the inspectors of those `again`."""
        skipped: list[Skip] = []
        chosen, taken = self._choose(wanted, skipped)
        work = sorted((*chosen, *again), key=lambda one: (self.orders[one], one))
        cap, paired = self._pair(work, skipped)
        return Result(cap, tuple(paired), tuple(skipped), tuple(taken))

    def _choose(
        self, wanted: Mapping[str, int], skipped: list[Skip]
    ) -> tuple[list[str], list[Taken]]:
        free = self.targets.keys() - self.standing.chosen.keys() - self.gone
        strata: dict[str, list[str]] = {name: [] for name in wanted}
        for one in sorted(free, key=lambda one: (self.orders[one], one)):
            strata.get(self.targets[one].stratum, []).append(one)
        chosen, taken = [], []
        for name in sorted(wanted):
            count = 0
            for one in strata[name]:
                if count == wanted[name]:
                    break
                if self._able(self.targets[one]) < self.pool.per_target:
                    skipped.append(Skip(one, self.orders[one], Reason.TOO_FEW_INSPECTORS))
                    continue
                chosen.append(one)
                count += 1
            taken.append(Taken(name, len(strata[name]), wanted[name], count))
        return chosen, taken

    def _able(self, target: Target) -> int:
        """How many inspectors could go to a new target, whatever they already have."""
        key = target.district, target.owner
        if key not in self.able:
            self.able[key] = sum(self._bar(one, target) is None for one in self._serving(target))
        return self.able[key]

    def _serving(self, target: Target) -> list[Inspector]:
        """Whoever serves the district of a target: they alone are in its order."""
        return self.serving.get(target.district, [])

    def _bar(self, one: Inspector, target: Target) -> Reason | None:
        """The rule that keeps an inspector who serves the district from a target."""
        if one.id in self.away or (target.id, one.id) in self.apart:
            return Reason.WITHDRAWN
        return Reason.RECUSED if target.owner in one.recused else None

    def _pair(self, work: Sequence[str], skipped: list[Skip]) -> tuple[int, list[Chosen]]:
        queues = {one: self._queue(one) for one in work}
        cap = self.pool.cap
        while (found := self._under(cap, queues)) is None:
            cap += 1
        paired, passed = found
        skipped += passed
        return cap, paired

    def _queue(self, target: str) -> Queue:
        """The inspectors a target does not have, in its order. Raises DrawError where too few of
        them may come; a larger cap would not help then, so the target has to be withdrawn."""
        there = {one.id for one in self._kept(target)}
        serving = self._serving(self.targets[target])
        values = self.ordering.values(("inspector", target), (one.id for one in serving))
        queue = sorted(
            (
                (values[one.id], one.id, self._bar(one, self.targets[target]))
                for one in serving
                if one.id not in there
            ),
            key=lambda entry: entry[:2],
        )
        if len(there) + sum(bar is None for *_, bar in queue) < self.pool.per_target:
            raise DrawError("too_few_inspectors", f"Too few inspectors are left for {target}.")
        return queue

    def _kept(self, target: str) -> tuple[Placed, ...]:
        standing = self.standing.chosen.get(target)
        return standing.inspectors if standing else ()

    def _under(
        self, cap: int, queues: Mapping[str, Queue]
    ) -> tuple[list[Chosen], list[Skip]] | None:
        """The pairing under a cap, target by target; None where it comes to a dead end."""
        loads = Counter(i.id for one in self.standing.chosen.values() for i in one.inspectors)
        paired, passed = [], []
        for target, queue in queues.items():
            there = list(self._kept(target))
            for value, one, bar in queue:
                if len(there) == self.pool.per_target:
                    break
                reason = bar or (Reason.CAP if loads[one] >= cap else None)
                if reason:
                    passed.append(Skip(target, value, reason, one))
                else:
                    there.append(Placed(one, value))
                    loads[one] += 1
            if len(there) < self.pool.per_target:
                return None
            paired.append(self._chosen(target, there))
        return paired, passed

    def _chosen(self, target: str, inspectors: Sequence[Placed]) -> Chosen:
        before = self.standing.chosen.get(target)
        if before:
            return _with(before, inspectors)
        stratum = self.targets[target].stratum
        return Chosen(target, stratum, self.orders[target], tuple(inspectors))


def _with(chosen: Chosen, inspectors: Sequence[Placed]) -> Chosen:
    return Chosen(chosen.target, chosen.stratum, chosen.order, tuple(inspectors))
