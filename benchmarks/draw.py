"""A city's draw: 20,000 targets and 200 inspectors, 5 % of the ordinary and 20 % of the higher risk.

The house's own computation, beside the stand-alone verifier that recomputes the published file. Each
target drawn has its own order of the inspectors who serve its district, so one HMAC for each of them
and for each target is the floor. The target of 2 s is ours: nobody publishes one. Exits 1 when missed.
"""

from __future__ import annotations

import hmac
import json
import sys
from datetime import UTC, datetime

from support import Figure, report, seconds

from greenward.trust.draw import (
    Draw,
    Inspector,
    Pool,
    Quota,
    Source,
    Target,
    announcement,
    code_of,
    commitment,
    verifier,
)

TARGETS, INSPECTORS, DISTRICTS, RUNS = 20_000, 200, 10, 3
AT_MOST = 2.0
SECRET = b"s" * 32


def main() -> int:
    pool = a_pool()
    sources = (Source("ssq", "1", datetime(2026, 12, 1, tzinfo=UTC)),)
    said = announcement(
        number="1",
        purpose="-",
        article="22",
        pool=pool,
        sources=sources,
        commit=commitment(SECRET),
        rounds=100,
    )
    made, code = Draw(said, pool, ((6, 11, 17, 21, 24, 33), (9,))), code_of(SECRET, 1)
    result = made.draw(code)
    file = made.to_data(code, result, ())
    if verifier.verify(file):
        print("the verifier finds another result", file=sys.stderr)
        return 1
    macs = TARGETS + len(result.chosen) * INSPECTORS * 2 // DISTRICTS
    text = json.dumps(file, ensure_ascii=False)
    ours = seconds(lambda: made.draw(code), RUNS)
    return report(
        f"{TARGETS:,} targets, {INSPECTORS} inspectors: {len(result.chosen):,} targets drawn, "
        f"cap {pool.cap} raised to {result.cap}",
        [
            Figure(
                "draw and pair",
                ours,
                "s",
                AT_MOST,
                peer=f"floor: {floor(macs):.2f} s for {macs:,} HMACs",
            ),
            Figure(
                "verify the published file",
                seconds(lambda: verifier.verify(json.loads(text)), RUNS),
                "s",
                peer="the stand-alone script",
            ),
            Figure("hash of the pool", seconds(lambda: pool.sha256, RUNS), "s", AT_MOST),
            Figure("the published file", len(text.encode()) / 2**20, "MB"),
        ],
    )


def a_pool() -> Pool:
    """Targets over ten districts, every tenth of higher risk; inspectors of two districts each."""
    return Pool(
        tuple(
            Target(
                f"P{n:05d}", "normal" if n % 10 else "high", str(n % 7 % DISTRICTS), f"C{n % 3000}"
            )
            for n in range(TARGETS)
        ),
        tuple(
            Inspector(
                f"I{n:03d}",
                (str(n % DISTRICTS), str((n + 3) % DISTRICTS)),
                (f"C{n}",),
            )
            for n in range(INSPECTORS)
        ),
        {"normal": Quota(basis_points=500), "high": Quota(basis_points=2_000)},
        cap=15,
    ).sorted()


def floor(macs: int) -> float:
    """The time of the HMACs alone."""
    return seconds(
        lambda: [hmac.digest(SECRET, b"inspector\nP00001\nI001\x01", "sha256") for _ in range(macs)]
    )


if __name__ == "__main__":
    sys.exit(main())
