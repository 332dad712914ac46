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
AT_MOST_ONE_OF = ("C1", "C2", "甲公司", "")
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


def targets() -> st.SearchStrategy[list[Target]]:
    one = st.builds(
        Target,
        id=st.text("PQ0123456789甲乙\"\\\u2028é", min_size=1, max_size=6),
        stratum=st.sampled_from(STRATA),
        district=st.sampled_from(DISTRICTS),
        owner=st.sampled_from(AT_MOST_ONE_OF),
    )
    return st.lists(one, max_size=24, unique_by=lambda t: t.id)


def inspectors() -> st.SearchStrategy[list[Inspector]]:
    one = st.builds(
        Inspector,
        id=st.integers(1, 60).map(lambda n: f"I{n}"),
        districts=st.lists(st.sampled_from(DISTRICTS), unique=True, max_size=3).map(tuple),
        recused=st.lists(st.sampled_from(AT_MOST_ONE_OF[:3]), unique=True, max_size=2).map(tuple),
    )
    return st.lists(one, max_size=12, unique_by=lambda i: i.id)


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    return Pool(
        tuple(draw(targets())),
        tuple(draw(inspectors())),
        {name: draw(quotas) for name in STRATA},
        draw(st.integers(1, 4)),
        draw(st.integers(2, 3)),
    )


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
