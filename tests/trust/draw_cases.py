"""Generated draws: pools, values and whole draw files with substitutions, for both verifiers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from greenward.trust.draw import (
    Draw,
    DrawError,
    Inspector,
    Method,
    Pool,
    Quota,
    Result,
    Round,
    Source,
    Target,
    Withdrawal,
    announcement,
    code_of,
    commitment,
    standing,
)

ROUNDS = 6
SOURCES = (Source("ssq", "2026135", datetime(2026, 12, 1, 13, 15, tzinfo=UTC)),)
OWNERS = ("C1", "C2", "甲公司", "")
DISTRICTS = ("福田", "南山", "罗湖")
STRATA = ("high", "normal", "constructor", "__proto__", "𝒜", "ﬀ")
"""Names that a careless reader of JSON stumbles over are strata too."""

quotas = st.one_of(
    st.integers(0, 6).map(Quota), st.integers(0, 10_000).map(lambda n: Quota(basis_points=n))
)
numbers = st.lists(st.integers(0, 60), min_size=1, max_size=7)
values = st.lists(
    st.one_of(numbers, st.text("0123456789ABCXYZ", min_size=1, max_size=20)), min_size=1, max_size=3
).map(tuple)
secrets = st.binary(min_size=32, max_size=32)


SERVED = (DISTRICTS, DISTRICTS, DISTRICTS[:2], DISTRICTS[1:], DISTRICTS[:1], ())
RECUSED = ((), (), (), ("C1",), ("甲公司", "C2"))
signs = st.text('PQ甲乙"\\\u2028é𝒜', max_size=2)


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """Up to 24 targets and 12 inspectors; most pools can be drawn from, some lead to dead ends."""
    strata = draw(st.lists(st.sampled_from(STRATA), min_size=1, max_size=3, unique=True))
    districts = DISTRICTS[: draw(st.integers(1, 3))]
    targets = tuple(
        Target(
            f"{draw(signs)}{n}",
            draw(st.sampled_from(strata)),
            draw(st.sampled_from(districts)),
            draw(st.sampled_from(OWNERS)),
        )
        for n in range(draw(st.integers(0, 24)))
    )
    inspectors = tuple(
        Inspector(f"I{n}", draw(st.sampled_from(SERVED)), draw(st.sampled_from(RECUSED)))
        for n in range(draw(st.integers(1, 12)))
    )
    quota = {name: draw(quotas) for name in strata}
    return Pool(targets, inspectors, quota, draw(st.integers(1, 4)), draw(st.integers(2, 3)))


@st.composite
def files(draw: st.DrawFn, most_rounds: int = 4) -> dict[str, Any]:
    """A whole published draw, with some substitutions of every kind."""
    secret, pool = draw(secrets), draw(pools()).sorted()
    method = draw(st.sampled_from(Method))
    said = announcement(
        number="440304-CQ-2026-000001",
        purpose="抽查",
        article="22",
        pool=pool,
        sources=SOURCES,
        method=method,
        commit=commitment(secret, ROUNDS) if method is Method.VRS else b"",
        rounds=ROUNDS if method is Method.VRS else 0,
    )
    made = Draw(said, pool, draw(values))
    code = lambda n: code_of(secret, n, ROUNDS) if method is Method.VRS else b""  # noqa: E731
    first = made.draw(code(1))
    rounds: list[Round] = []
    for _ in range(draw(st.integers(0, most_rounds))):
        one = _withdrawal(draw, first, rounds)
        if one is None:
            break
        try:
            found = made.substitute(code(len(rounds) + 2), first, rounds, one)
        except DrawError:
            break
        rounds.append(Round(one, "illness", code(len(rounds) + 2), found))
    return made.to_data(code(1), first, rounds)


def _withdrawal(draw: st.DrawFn, first: Result, rounds: list[Round]) -> Withdrawal | None:
    there = standing(first, rounds).chosen
    if not there:
        return None
    target = draw(st.sampled_from(sorted(there)))
    inspector = draw(st.sampled_from(there[target].inspectors)).id
    return draw(
        st.sampled_from(
            (Withdrawal(target), Withdrawal(inspector=inspector), Withdrawal(target, inspector))
        )
    )
