"""Where public randomness comes from: kinds of sources, the form of their values, how much they hold.

Nothing is fetched: two people enter what was announced, and the evidence is filed. The usual kinds
are the public welfare lotteries, drawn before notaries, and dice or balls before witnesses. Others
come by `register`, or by an entry point of the group ``greenward.randomness``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from .errors import DrawError
from .randomness import Value, encode

GROUP = "greenward.randomness"
ENOUGH_BITS = 40
"""Below this the values alone could be searched through; a draw without a secret needs more."""


@dataclass(frozen=True)
class Name:
    zh: str
    en: str

    def in_(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Numbers:
    """So many whole numbers from `low` to `high`; `distinct` when drawn without putting back."""

    name: Name
    count: int
    low: int
    high: int
    distinct: bool = True

    @property
    def bits(self) -> float:
        """log2 of the outcomes, the order of the numbers being lost in the encoding."""
        size = self.high - self.low + 1
        ways = math.comb(size if self.distinct else size + self.count - 1, self.count)
        return math.log2(ways)

    def check(self, value: Value) -> None:
        """Raises DrawError in case of values the source cannot have given."""
        if isinstance(value, str) or len(value) != self.count:
            raise DrawError("bad_count", f"{self.name.en}: {self.count} numbers are needed.")
        if not all(self.low <= number <= self.high for number in value):
            raise DrawError("out_of_range", f"{self.name.en}: from {self.low} to {self.high}.")
        if self.distinct and len(set(value)) < len(value):
            raise DrawError("number_twice", f"{self.name.en}: a number stands there twice.")


@dataclass(frozen=True)
class Letters:
    """A text of so many characters of an alphabet, whose order counts."""

    name: Name
    count: int
    alphabet: str

    @property
    def bits(self) -> float:
        return self.count * math.log2(len(self.alphabet))

    def check(self, value: Value) -> None:
        """Raises DrawError where the text is shorter or longer, or has another character."""
        if not isinstance(value, str) or len(value) != self.count:
            raise DrawError("bad_count", f"{self.name.en}: {self.count} characters are needed.")
        if set(value) - set(self.alphabet):
            raise DrawError("out_of_range", f"{self.name.en}: only {self.alphabet}.")


Part = Numbers | Letters


@dataclass(frozen=True)
class SourceKind:
    """A kind of source: what it is called and the values one announcement of it gives."""

    id: str
    name: Name
    parts: tuple[Part, ...]

    @property
    def bits(self) -> float:
        return sum(part.bits for part in self.parts)

    def check(self, values: Sequence[Value]) -> None:
        """Raises DrawError where values do not fit what the source gives."""
        if len(values) != len(self.parts):
            raise DrawError("bad_count", f"{self.name.en}: {len(self.parts)} values are needed.")
        for part, value in zip(self.parts, values, strict=True):
            part.check(value)
        encode(values)


_RED, _BLUE = Name("红球", "red balls"), Name("蓝球", "blue ball")
_BASIC, _SPECIAL = Name("基本号码", "basic numbers"), Name("特别号码", "special number")
SHIPPED = (
    SourceKind(
        "ssq",
        Name("福彩双色球", "Welfare lottery, Double Color Ball"),
        (Numbers(_RED, 6, 1, 33), Numbers(_BLUE, 1, 1, 16)),
    ),
    SourceKind(
        "qlc",
        Name("福彩七乐彩", "Welfare lottery, Seven Happy"),
        (Numbers(_BASIC, 7, 1, 30), Numbers(_SPECIAL, 1, 1, 30)),
    ),
    SourceKind(
        "fc3d",
        Name("福彩3D", "Welfare lottery, 3D"),
        (
            Letters(
                Name("三位数字，按开奖顺序", "three digits in the order drawn"), 3, "0123456789"
            ),
        ),
    ),
    SourceKind(
        "dice",
        Name("现场掷骰二十次（有见证人）", "Twenty dice thrown before witnesses"),
        (Letters(Name("点数，按投掷顺序", "the points in the order thrown"), 20, "123456"),),
    ),
)
_kinds: dict[str, SourceKind] = {one.id: one for one in SHIPPED}


def register(kind: SourceKind) -> None:
    """Add a kind of source. Raises ValueError when another has its id."""
    if _kinds.get(kind.id, kind) != kind:
        raise ValueError(f"two kinds of sources are called {kind.id}")
    _kinds[kind.id] = kind


def kinds() -> dict[str, SourceKind]:
    """Every kind there is, by id."""
    _load()
    return dict(_kinds)


def kind_of(id: str) -> SourceKind:
    """The kind of this id. Raises DrawError when there is none."""
    found = kinds().get(id)
    if found is None:
        raise DrawError("unknown_source", f"There is no kind of source {id!r}.")
    return found


@cache
def _load() -> None:
    for point in entry_points(group=GROUP):
        register(point.load())
