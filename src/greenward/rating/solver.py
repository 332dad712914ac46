"""Solves an integer program to proven optimality, and believes nothing it has not checked.

The solver works in floating point: its answer is rounded and every row is checked in whole numbers,
and its lower bound is turned into the least whole cost that no answer can go below.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Row = tuple[dict[int, int], int]
"""``sum(coefficient * variable) >= bound``: coefficients by variable number, and the bound."""

INFEASIBLE = 2
SLACK = 1e-6


def minimise(
    costs: Sequence[int], ceilings: Sequence[int], rows: Sequence[Row]
) -> tuple[tuple[int, ...], int] | None:
    """The cheapest whole values from 0 to `ceilings` that keep all rows, and the proven bound.

    None when there are none. Raises RuntimeError when the solver stops without an answer or gives
    one that a row refuses.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    # In lowest terms, so that over whole variables the bounds may be rounded up.
    scales = [math.gcd(*row.values()) or 1 for row, _ in rows]
    floors = [-(-bound // scale) for (_, bound), scale in zip(rows, scales, strict=True)]
    entries = [(r, n, v // scales[r]) for r, (row, _) in enumerate(rows) for n, v in row.items()]
    at, column, value = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    matrix = csr_array((value.astype(float), (at, column)), shape=(len(rows), len(costs)))
    answer = milp(
        np.array(costs, dtype=float),
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, np.array(ceilings, dtype=float)),
        constraints=[LinearConstraint(matrix, lb=np.array(floors, dtype=float))] if rows else [],
        options={"mip_rel_gap": 0.0},
    )
    if answer.status == INFEASIBLE:
        return None
    if answer.x is None:
        raise RuntimeError(f"the solver stopped without an answer: {answer.message}")
    values = tuple(round(one) for one in answer.x)
    for row, bound in rows:
        if sum(factor * values[n] for n, factor in row.items()) < bound:
            raise RuntimeError("the solver gave an answer that a row refuses")
    return values, math.ceil(float(answer.mip_dual_bound) - SLACK)
