"""Results in words: lines of text in Chinese or English, for a terminal or a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from .card import Card, Category, Requirement
from .claims import Basis
from .inputs import Input, Kind
from .path import Path
from .result import GateState, Reliance, Result
from .rules import Span
from .whatif import Difference
from .words import POINT, Text, shown

MARKS = {True: "✓", False: "✕", None: "?"}
NONE = Text("无等级", "no level")
STATES = {
    Basis.CLAIMED: Text("自评", "claimed"),
    Basis.REVIEWED: Text("审查", "reviewed"),
    Basis.VERIFIED: Text("核验", "verified"),
}
WORDS = {
    "level": Text("等级", "Level"),
    "sure": Text("已确定", "sure"),
    "possible": Text("尚可达到", "still possible"),
    "total": Text("总得分", "Total"),
    "points": Text("各类得分（确定 / 可能 / 满分）", "Points by category (sure / possible / of)"),
    "gates": Text("{}的门槛", "Gates before {}"),
    "blocks": Text("卡住{}的门槛", "What blocks {}"),
    "top": Text("已达最高等级", "The highest level is reached"),
    "missing": Text("缺少 {} 项", "Missing ({})"),
    "more": Text("……另有 {} 项", "… and {} more"),
    "rests": Text("依据尚未核实的数值", "Rests on values nobody has confirmed"),
    "items": Text("各条得分（{}）", "Points by item ({})"),
    "need": Text("需要", "needed"),
    "minimum": Text("{}类最低分", "minimum of {}"),
    "path": Text("到{}的最省路径", "The cheapest path to {}"),
    "already": Text("已经达到，无需花费", "reached already, at no cost"),
    "cost": Text("合计 {}", "In all {}"),
    "proof": Text(
        "已证明最优：任何方案都不低于 {}（差距0）",
        "Proven optimal: no choice costs less than {} (gap 0)",
    ),
    "unproven": Text("尚未证明最优：下限 {}", "Not proven optimal: lower bound {}"),
    "impossible": Text("无法达到，因为以下门槛打不开", "Impossible, because these gates stay shut"),
    "change": Text("变化", "What changes"),
    "same": Text("没有变化", "Nothing changes"),
    "applies": Text("自 {} 起施行", "in force from {}"),
    "controls": Text("控制项 {}，评分项 {}", "{} control items, {} scoring items"),
    "needs": Text("须有", "requires"),
}
LISTED = 12
"""So many missing things are named; the rest is counted."""


class Report:
    """Says results in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def word(self, key: str, *values: object) -> str:
        return WORDS[key].in_(self.lang).format(*values)

    def name(self, text: Text) -> str:
        return text.in_(self.lang)

    # --- cards ------------------------------------------------------------------------------

    def cards(self, cards: Iterable[Card]) -> Iterator[str]:
        for card in cards:
            count = self.word("controls", len(card.controls), len(list(card.items)))
            yield f"{card.id:16} {card.code} · {self.name(card.title)}"
            yield f"{'':16} {self._from(card)} · {count}"

    def card(self, card: Card) -> Iterator[str]:
        """A card in full: what it asks of a project, level by level and item by item."""
        yield f"{card.code} · {self.name(card.title)} · {self._from(card)}"
        for gap in card.gaps:
            yield f"! {self.name(gap)}"
        for key in card.keys:
            codes = ", ".join(f"{code} ({self.name(name)})" for code, name in key.codes.items())
            yield f"  {key.id}: {codes}"
        for level in card.levels:
            yield f"\n{self.name(level.name)}" + (f" ≥ {shown(level.total)}" if level.total else "")
            for requirement in card.requirements:
                if level.id in requirement.levels and requirement.kind != "control":
                    yield self._asked(requirement)
        yield f"\n{self.word('controls', len(card.controls), len(list(card.items)))}"
        for control in card.controls:
            yield f"  {control.id:8} {self.name(control.name)} [{control.evidence.mark}]"
        for category in card.categories:
            yield from self._category_of(category)

    def _from(self, card: Card) -> str:
        return f"{self.word('applies', card.first_day)} [{card.evidence.mark}]"

    def _asked(self, one: Requirement) -> str:
        inputs = ", ".join(map(self._input, one.asked))
        return f"  {self.word('needs')} {one.id}: {self.name(one.name)} ({inputs}) [{one.evidence.mark}]"

    def _category_of(self, category: Category) -> Iterator[str]:
        yield f"\n{category.id} {self.name(category.name)}"
        for item in category.items:
            inputs = ", ".join(map(self._input, item.rule.inputs()))
            yield f"  {item.id:8} {shown(item.most):>3}  {self.name(item.name)} [{item.evidence.mark}]"
            yield f"{'':15}{inputs}"

    def _input(self, one: Input) -> str:
        if one.kind is Kind.CHOICE:
            return f"{one.id}={'|'.join(code for code, _ in one.options)}"
        return f"{one.id} {one.unit}" if one.unit else one.id

    # --- a result ---------------------------------------------------------------------------

    def result(self, result: Result, project: str = "", *, items: bool = False) -> Iterator[str]:
        """Level, points, gates, what is missing, and what it rests on."""
        stage = self.name(result.card.stages[result.stage])
        head = f"{result.card.code} · {stage} · {self.name(STATES[result.basis])}"
        yield f"{project} — {head}" if project else head
        yield f"{self.word('level')}: {self.levels(result)}"
        if result.categories:
            yield f"{self.word('total')}: {self._span(result.total)}"
            yield f"\n{self.word('points')}"
            for one in result.categories:
                span = f"{shown(one.sure)} / {shown(one.possible)} / {shown(one.most)}"
                yield f"  {one.category.id:4} {self.name(one.category.name)}: {span}"
        if items:
            yield from self.items(result)
        yield from self.gates(result)
        yield from self._missing(result)
        yield from self._rests_on(result)

    def levels(self, result: Result) -> str:
        sure = self.name(result.level.name if result.level else NONE)
        if result.possible_level == result.level or not result.possible_level:
            return sure
        possible = self.name(result.possible_level.name)
        return f"{sure} ({self.word('sure')}), {possible} ({self.word('possible')})"

    def items(self, result: Result) -> Iterator[str]:
        """Every item, with its three states side by side."""
        states = " / ".join(self.name(name) for name in STATES.values())
        yield f"\n{self.word('items', states)}"
        for one in result.items.values():
            spans = " / ".join(
                self._span(one.states[basis]) if basis in one.states else "?" for basis in Basis
            )
            papers = f"  ← {', '.join(one.documents)}" if one.documents else ""
            yield f"  {one.item.id:8} {self.name(one.item.name)}: {spans} ({shown(one.item.most)}){papers}"

    def gates(self, result: Result) -> Iterator[str]:
        level = result.next
        if level is None:
            yield f"\n{self.word('top')}"
            return
        met = [gate for gate in result.gates[level.id] if gate.open]
        yield f"\n{self.word('gates', self.name(level.name))}"
        yield f"  ✓ {len(met)}"
        yield f"{self.word('blocks', self.name(level.name))}"
        for gate in result.blocking:
            yield self.gate(gate)

    def gate(self, gate: GateState) -> str:
        """One gate in a line: its mark, its name, what it has and needs, what is missing."""
        line = f"  {MARKS[gate.open]} {gate.id} {self.name(gate.name)}"
        if gate.kind == "minimum":
            line = (
                f"  {MARKS[gate.open]} {self.word('minimum', f'{gate.id} {self.name(gate.name)}')}"
            )
        if gate.have is not None and gate.need is not None:
            line += f": {self._span(gate.have)}, {self.word('need')} {shown(gate.need)}"
        missing = [self.name(need.name) for need in gate.missing if need.name != gate.name]
        return line + (f" ({self._joined(missing)})" if missing else "")

    def _missing(self, result: Result) -> Iterator[str]:
        if not result.missing:
            return
        yield f"\n{self.word('missing', len(result.missing))}"
        for need in result.missing[:LISTED]:
            yield f"  ? {need.key}: {self.name(need.name)}"
        if len(result.missing) > LISTED:
            yield f"  {self.word('more', len(result.missing) - LISTED)}"

    def _rests_on(self, result: Result) -> Iterator[str]:
        if not result.rests_on:
            return
        yield f"\n{self.word('rests')}"
        for (mark, source), group in groupby(result.rests_on, _witness):
            rows = list(group)
            named = [f"{one.subject} {self.name(one.name)}" for one in rows]
            if len(rows) > LISTED:  # a long list by number alone: the names are in the card
                named = [one.subject for one in rows]
            yield f"  {mark} ({len(rows)}): {self._joined(named)}"
            yield f"      {self.name(source)}"

    def _span(self, span: Span) -> str:
        return shown(span.sure) if span.known else f"{shown(span.sure)}–{shown(span.possible)}"

    def _joined(self, names: list[str]) -> str:
        return ("、" if self.lang.startswith("zh") else ", ").join(names)

    # --- what if, and the path ----------------------------------------------------------------

    def difference(self, difference: Difference) -> Iterator[str]:
        before, after = difference.before, difference.after
        yield self.word("change")
        if not difference.items and not difference.gates:
            yield f"  {self.word('same')}"
        for old, new in difference.items:
            yield f"  {old.item.id} {self.name(old.item.name)}: {self._span(old.span)} → {self._span(new.span)}"
        for level, was, now in difference.gates:
            if was.open != now.open:
                name = self.name(before.card.level(level).name)
                yield f"  {name} · {was.id} {self.name(was.name)}: {MARKS[was.open]} → {MARKS[now.open]}"
        yield f"{self.word('total')}: {self._span(before.total)} → {self._span(after.total)}"
        yield f"{self.word('level')}: {self.levels(before)} → {self.levels(after)}"

    def path(self, path: Path) -> Iterator[str]:
        yield self.word("path", self.name(path.level.name))
        if path.after is None:
            yield f"  {self.word('impossible')}"
            yield from map(self.gate, path.because)
            yield from self._ruled_out(path)
            return
        if not path.steps:
            yield f"  {self.word('already')}"
            return
        for number, step in enumerate(path.steps, 1):
            changed = self._joined(list(step.option.claims))
            name = self.name(step.option.name)
            yield f"  {number}. {name} ({changed})  {money(step.option.cost)}  {step.gain / POINT:+g}"
        yield f"{self.word('cost', money(path.cost))}"
        yield self.word("proof" if path.optimal else "unproven", money(path.bound))
        before, after = path.before.total, path.after.total
        yield f"{self.word('total')}: {shown(before.sure)} → {shown(after.sure)}"
        yield f"{self.word('level')}: {self.levels(path.before)} → {self.levels(path.after)}"
        yield from self._ruled_out(path)

    def _ruled_out(self, path: Path) -> Iterator[str]:
        for option in path.ruled_out:
            if option.impossible:
                yield f"  – {self.name(option.name)}: {self.name(option.impossible)}"


def money(fen: int) -> str:
    """Fen as people write money: ``¥1,234.50``."""
    return f"¥{fen // POINT:,}.{fen % POINT:02d}"


def _witness(one: Reliance) -> tuple[str, Text]:
    return one.evidence.mark, one.evidence.source
