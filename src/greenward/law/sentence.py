"""The third reading of a condition: a sentence in Chinese and English, and a whole explanation.

An explanation is made from an edition's own data and the facts of the case alone, so a finding of
years ago is explained word for word from the edition it was judged by, whatever the code of the
law has become since. ``GRAMMAR`` counts the changes of this module's own wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .language import (
    All,
    Always,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Edition,
    FactEntry,
    Flag,
    Known,
    LawError,
    Not,
    Number,
    Quantity,
    Recorded,
    Some,
    Term,
    Verdict,
    facts_of,
)
from .reading import Facts, Judgement, Reason, Truth, judge

GRAMMAR = 1
Units = Mapping[str, str]

WORDS = {
    "zh": {
        "<": "低于", "<=": "不高于", ">": "高于", ">=": "不低于", "==": "等于",
        "and": "，且", "or": "，或者", "not": "并非（{}）", "always": "任何情形",
        "known": "{}有记录", "unknown": "{}没有记录", "of": "{}的{}%", "mean": "{}与{}的平均值",
        "recorded": "{}；未经认定的，{}", "inside": "（{}）", "later": "{}之后第{}日",
    },
    "en": {
        "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least", "==": "equals",
        "and": "; and ", "or": "; or ", "not": "it is not so that ({})", "always": "in every case",
        "known": "it is on file whether {}", "unknown": "it is not on file whether {}",
        "of": "{1} % of {0}", "mean": "the mean of {} and {}",
        "recorded": "{}, or where nothing is recorded, {}", "inside": "({})",
        "later": "day {1} after {0}",
    },
}  # fmt: skip
DAYS = {
    "zh": {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "==": "为"},
    "en": {"<": "is before", "<=": "is on or before", ">": "is after", ">=": "is on or after",
           "==": "is"},
}  # fmt: skip
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def language(lang: str) -> str:
    return "zh" if lang.lower().startswith("zh") else "en"


def show(value: int, entry: FactEntry, lang: str, units: Units) -> str:
    """A fact's whole number as people write it: with its decimals and unit."""
    if entry.unit == "day":
        return date.fromordinal(value).isoformat()
    if entry.unit == "fen":
        return money(value)
    text = f"{(Decimal(value) / entry.scale).normalize():,f}"
    unit = units.get(entry.unit, entry.unit)
    return f"{text} {unit}".strip()


def money(fen: int) -> str:
    return f"¥{Decimal(fen) / 100:,.2f}"


def sentence(condition: Condition, edition: Edition, lang: str, units: Units | None = None) -> str:
    """The condition in words."""
    return _Speaker(edition, language(lang), units or {}).say(condition)


@dataclass(frozen=True)
class _Speaker:
    edition: Edition
    lang: str
    units: Units

    def word(self, key: str) -> str:
        return WORDS[self.lang][key]

    def label(self, name: str) -> str:
        return self.edition.entry(name).label.in_(self.lang)

    def say(self, condition: Condition, inside: bool = False) -> str:
        match condition:
            case Always():
                return self.word("always")
            case Flag(name):
                return self.label(name)
            case Known(name):
                return self.word("known").format(self.label(name))
            case Comparison(operator, left, right):
                return self.compare(operator, left, right)
            case Term(label, _, _):
                return label.in_(self.lang)
            case Recorded(flag, derived):
                text = self.word("recorded").format(self.label(flag), self.say(derived))
                return self.word("inside").format(text) if inside else text
            case Not(part):
                return self.deny(part)
            case All(parts) | Some(parts):
                joint = self.word("and" if isinstance(condition, All) else "or")
                text = joint.join(self.say(part, inside=True) for part in parts)
                return self.word("inside").format(text) if inside else text
        raise LawError(f"{type(condition).__name__} is not a condition of the language")

    def deny(self, part: Condition) -> str:
        match part:
            case Flag(name):
                denial = self.edition.entry(name).denial
                assert denial is not None
                return denial.in_(self.lang)
            case Term(_, denial, _):
                return denial.in_(self.lang)
            case Known(name):
                return self.word("unknown").format(self.label(name))
            case Comparison(operator, left, right) if operator in OPPOSITE:
                return self.compare(OPPOSITE[operator], left, right)
        return self.word("not").format(self.say(part))

    def compare(self, operator: str, left: Number, right: Number) -> str:
        """`2 * x >= 3 * y` is said as *x is at least 150 % of y*, `2 * x <= a + b` as a mean."""
        verb = DAYS[self.lang][operator] if self.is_day(left) else self.word(operator)
        match left, right:
            case Arithmetic("*", Constant(a), Quantity() as x), Arithmetic(
                "*", Constant(b), Quantity() as y
            ) if a > 0 and b * 100 % a == 0:
                return self.join(x, verb, self.word("of").format(self.phrase(y), b * 100 // a))
            case Arithmetic("*", Constant(2), Quantity() as x), Arithmetic("+", a, b):
                return self.join(x, verb, self.word("mean").format(self.phrase(a), self.phrase(b)))
            case Quantity(name), Constant(value):
                shown = show(value, self.edition.entry(name), self.lang, self.units)
                return self.join(left, verb, shown)
            case _, Arithmetic("+", Quantity() as x, Constant(n)) if self.is_day(x):
                return self.join(left, verb, self.word("later").format(self.phrase(x), n))
        return self.join(left, verb, self.phrase(right))

    def is_day(self, node: Number) -> bool:
        return isinstance(node, Quantity) and self.edition.entry(node.name).unit == "day"

    def join(self, left: Number, verb: str, right: str) -> str:
        space = "" if self.lang == "zh" else " "
        return f"{self.phrase(left)}{space}{verb}{space}{right}"

    def phrase(self, node: Number) -> str:
        match node:
            case Quantity(name):
                return self.label(name)
            case Constant(value):
                return f"{value:,}"
            case Arithmetic(operator, left, right):
                sign = "×" if operator == "*" else operator
                return f"{self.phrase(left)} {sign} {self.phrase(right)}"
        raise LawError(f"{type(node).__name__} is not a number of the language")


# --- explanations ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One line of an explanation: its mark, what it says, the values it stood on, what is below."""

    truth: Truth
    text: str
    value: str = ""
    children: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Lacking:
    """A fact that is missing: what it is, why it is missing, what proves it and who supplies it."""

    fact: str
    label: str
    why: str
    proof: str
    supplier: str


@dataclass(frozen=True)
class Explanation:
    judgement: Judgement
    text: str
    binds: Step
    fulfilled: Step
    lacking: tuple[Lacking, ...]
    lang: str


def explain(
    edition: Edition,
    duty_id: str,
    facts: Facts,
    lang: str,
    *,
    units: Units | None = None,
    why_missing: Mapping[str, str] | None = None,
) -> Explanation:
    """Judge one case under one duty of an edition and say why, in `lang` (zh or en)."""
    duty = edition.duty(duty_id)
    found = judge(duty, facts)
    speaker = _Speaker(edition, language(lang), units or {})
    reasons = why_missing or {}
    lacking = tuple(
        _lacking(edition.entry(n), reasons.get(n, ""), speaker.lang) for n in found.missing
    )
    return Explanation(
        found,
        duty.text.in_(speaker.lang),
        _step(found.binds, facts, speaker),
        _step(found.fulfilled, facts, speaker),
        lacking,
        speaker.lang,
    )


def _lacking(entry: FactEntry, why: str, lang: str) -> Lacking:
    proof = entry.proof.in_(lang) if entry.proof else ""
    return Lacking(entry.name, entry.label.in_(lang), why, proof, str(entry.supplier))


def _step(reason: Reason, facts: Facts, speaker: _Speaker) -> Step:
    condition = reason.condition
    if isinstance(condition, Recorded):
        return _step(reason.parts[0], facts, speaker)
    text = speaker.say(~condition if _said_as_it_is(reason) else condition)
    if isinstance(condition, Not) and isinstance(condition.part, Flag | Known | Comparison):
        return Step(reason.truth, text, _values(condition.part, facts, speaker))
    children = tuple(_step(part, facts, speaker) for part in _telling(reason))
    if isinstance(condition, Term) and len(children) == 1 and children[0].children:
        children = children[0].children  # the term already says what its single part is
    return Step(reason.truth, text, _values(condition, facts, speaker), children)


def _said_as_it_is(reason: Reason) -> bool:
    """Flags and terms that fail are said as they stand; a comparison as the rule it fails."""
    condition = reason.condition
    asked = condition.part if isinstance(condition, Not) else condition
    return reason.truth is False and isinstance(asked, Flag | Term)


def _telling(reason: Reason) -> tuple[Reason, ...]:
    """The parts that decided: of alternatives the one that holds, of requirements all of them."""
    if isinstance(reason.condition, Some) and reason.truth is True:
        return tuple(part for part in reason.parts if part.truth is True)
    return reason.parts


def _values(condition: Condition, facts: Facts, speaker: _Speaker) -> str:
    """The numbers a comparison stood on: *137.2 kWh/(m²·a); 80 kWh/(m²·a); 171.5 %*."""
    if not isinstance(condition, Comparison):
        return ""
    entries = [speaker.edition.entry(name) for name in facts_of(condition)]
    values = [facts.get(entry.name) for entry in entries]
    shown = [
        "?" if value is None else show(int(value), entry, speaker.lang, speaker.units)
        for entry, value in zip(entries, values, strict=True)
    ]
    return "; ".join([*shown, *_share(entries, values)])


def _share(entries: list[FactEntry], values: list[bool | int | None]) -> list[str]:
    """Of two values in the same unit, the first as a percentage of the second, cut off after two
    decimals: what is below a boundary is never shown as standing on it."""
    if len(values) != 2 or entries[0].unit != entries[1].unit:
        return []
    part, whole = values
    if part is None or not whole:
        return []
    return [f"{Decimal(part * 10_000 // whole).scaleb(-2).normalize():f} %"]


VERDICTS = {
    "zh": {
        Verdict.NOT_APPLICABLE: "不适用", Verdict.SATISFIED: "符合",
        Verdict.BREACHED: "违反", Verdict.UNKNOWN: "尚不清楚",
    },
    "en": {
        Verdict.NOT_APPLICABLE: "not applicable", Verdict.SATISFIED: "satisfied",
        Verdict.BREACHED: "breached", Verdict.UNKNOWN: "unknown",
    },
}  # fmt: skip
FRAME = {
    "zh": {
        "head": "第{article}条（{id}）：{verdict}{owed}", "owed": "，尚待履行", "binds": "是否适用：",
        "fulfilled": "是否履行：", "missing": "缺少：", "proof": "证明材料：{}", "band": "罚款幅度（{}）：{}",
        "up to": "不超过{}",
        "after": "须责令限期改正且逾期未改正", "persons": "直接责任人员：单位罚款额的 {}%–{}%",
    },
    "en": {
        "head": "Article {article} ({id}): {verdict}{owed}", "owed": ", owed", "binds": "Does it bind: ",
        "fulfilled": "Is it fulfilled: ", "missing": "Missing: ", "proof": "proof: {}",
        "band": "Fine ({}): {}", "up to": "up to {}",
        "after": "only after an order to correct has expired",
        "persons": "persons responsible: {}–{} % of the fine imposed",
    },
}  # fmt: skip
MARKS = {True: "✓", False: "✕", None: "?"}


def as_text(explanation: Explanation) -> str:
    """The explanation as plain lines, the same bytes for the same edition, facts and language."""
    frame, found = FRAME[explanation.lang], explanation.judgement
    applies = found.verdict is not Verdict.NOT_APPLICABLE
    lines = [
        frame["head"].format(
            article=found.duty.article,
            id=found.duty.id,
            verdict=VERDICTS[explanation.lang][found.verdict],
            owed=frame["owed"] if found.owed else "",
        ),
        explanation.text,
        *_lines(frame["binds"], explanation.binds),
        *(_lines(frame["fulfilled"], explanation.fulfilled) if applies else ()),
    ]
    for item in explanation.lacking:
        proof = frame["proof"].format(item.proof) if item.proof else ""
        lines.append(frame["missing"] + " · ".join(p for p in (item.label, item.why, proof) if p))
    lines += fine_lines(found, explanation.lang)
    return "\n".join(lines) + "\n"


def fine_lines(found: Judgement, lang: str) -> list[str]:
    """What a breach exposes to, in words; nothing where the text has no fine or nothing is breached."""
    if found.exposure is None:
        return []
    frame, fine = FRAME[language(lang)], found.exposure.fine
    band = found.exposure.band
    amount = _amount(band, frame["up to"]) if band else ""
    parts = [frame["band"].format(fine.article, amount), *(e.in_(lang) for e in fine.extras)]
    if fine.cure_first and found.exposure.may_be_imposed is not True:
        parts.append(frame["after"])
    if fine.persons:
        parts.append(frame["persons"].format(fine.persons.low // 100, fine.persons.high // 100))
    return [" · ".join(parts)]


def _amount(band: tuple[int, int], up_to: str) -> str:
    """Both ends, or *up to* the upper one where the text has no lower end."""
    low, high = band
    return f"{money(low)}–{money(high)}" if low else up_to.format(money(high))


def _lines(title: str, step: Step, depth: int = 1) -> list[str]:
    lines = [f"{title}{MARKS[step.truth]}"] if depth == 1 else []
    shown = (step,) if depth > 1 or not step.children else step.children
    for item in shown:
        value = f" [{item.value}]" if item.value else ""
        lines.append("  " * depth + f"{MARKS[item.truth]} {item.text}{value}")
        for child in item.children:
            lines += _lines("", child, depth + 1)
    return lines
