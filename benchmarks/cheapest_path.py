"""The cheapest path to two stars over a full card of the 2024 edition, with options for every item.

An invented office building that has little: each item offers every number of points its rule can
give, each gate one way to open it, at prices drawn once. Beside it a greedy that takes the cheapest
point first: how fast it is, and how much dearer the star becomes. Exits 1 when the target is missed.
"""

from __future__ import annotations

import sys
from random import Random

from support import Figure, report, seconds

from greenward.rating import (
    Basis,
    Card,
    Claims,
    Given,
    Option,
    Path,
    Text,
    cheapest_path,
    read_claims,
    shipped,
)
from greenward.rating.inputs import Kind
from greenward.rating.scoring import Scoring
from greenward.rating.words import UNIT

STAGE, STAR, PRICE_LISTS, RUNS = "evaluation", "2", 5, 5
TARGET = 0.050
PROJECT = {
    "name": "bench",
    "type": "public",
    "use": "business",
    "zone": "HSWW",
    "region": "IV",
    "conditioning": "conditioned",
    "structure": "concrete",
}
BEST = {"grade": 1 * UNIT}
"""An input of a gate where less is better; for the others a high value opens the gate."""


def main() -> int:
    card = shipped("gbt50378-2024")
    claims = read_claims({"project": PROJECT}, card)
    lists = [price_list(card, claims, Random(seed)) for seed in range(PRICE_LISTS)]
    paths = [path(card, claims, options) for options in lists]
    greedies = [greedy(card, claims, options) for options in lists]
    if not all(one.optimal for one in paths):
        print("a path is not proven optimal", file=sys.stderr)
        return 1
    dearer = [greedy_cost / one.cost for greedy_cost, one in zip(greedies, paths, strict=True)]
    ours = max(seconds(lambda o=o: path(card, claims, o), RUNS) for o in lists)  # type: ignore[misc]
    theirs = max(seconds(lambda o=o: greedy(card, claims, o), RUNS) for o in lists)  # type: ignore[misc]
    coupled = [
        *lists[0],
        option("both", 10**8, {"7.2.9": Given(points=1500), "9.2.7A": Given(points=3000)}),
    ]
    solver = seconds(lambda: path(card, claims, coupled), RUNS)
    options = len(lists[0])
    return report(
        f"To two stars: {options} options, {PRICE_LISTS} price lists, each proven optimal",
        [
            Figure(
                "slowest list, median",
                ours * 1000,
                "ms",
                TARGET * 1000,
                peer=f"greedy {theirs * 1000:.1f} ms",
            ),
            Figure(
                "an option in two categories", solver * 1000, "ms", peer="needs the integer solver"
            ),
            Figure(
                "greedy, dearest / ours", max(dearer), "x", at_least=1.0, peer="the same options"
            ),
            Figure(
                "greedy, cheapest / ours", min(dearer), "x", at_least=1.0, peer="the same options"
            ),
        ],
    )


def path(card: Card, claims: Claims, options: list[Option]) -> Path:
    return cheapest_path(card, claims, options, STAGE, to=STAR)


def price_list(card: Card, claims: Claims, random: Random) -> list[Option]:
    """One option for each number of points of each item (dearer for more), one for each gate."""
    context = {**claims.context, "stage": STAGE}
    options = []
    for item in card.items:
        steps = [points for points in sorted(item.attainable(context)) if points]
        for points in steps if len(steps) <= 8 else steps[:: len(steps) // 8]:
            cost = points * random.randint(2_000, 9_000) * 100
            options.append(option(f"{item.id}/{points}", cost, {item.id: Given(points=points)}))
    for gate in card.requirements:
        values = {
            one.id: BEST.get(one.id, 1 if one.kind is Kind.FLAG else 60 * UNIT)
            for one in gate.asked
        }
        options.append(option(gate.id, random.randint(1, 500) * 100_000, {gate.id: Given(values)}))
    return options


def option(name: str, cost: int, claims: dict[str, Given]) -> Option:
    return Option(name, Text(name, name), cost, claims)


def greedy(card: Card, claims: Claims, options: list[Option]) -> int:
    """Open the gates, then buy the cheapest point until minima and total are there; the cost in fen."""
    scoring = Scoring(card, claims, STAGE, Basis.CLAIMED)
    before, level = scoring.result(), card.level(STAR)
    gates = {gate.id for gate in before.blocking_at(level)}
    spent = sum(one.cost for one in options if gates & one.claims.keys())
    total, bought = card.base, set[str]()
    points = {category.category.id: 0 for category in before.categories}
    home = {item.id: one.category for one in before.categories for item in one.category.items}
    offers = sorted(
        (
            (one.cost / given.points, one.cost, given.points, subject)
            for one in options
            for subject, given in one.claims.items()
            if given.points
        ),
    )
    for lacking in (True, False):
        for _, cost, gain, subject in offers:
            category = home[subject]
            have, most = points[category.id], category.most[STAGE]
            short = have * 100 < most * (level.minimum or 0) and category.minimum
            if subject in bought or have >= most or (lacking and not short):
                continue
            if not lacking and total >= (level.total or 0) * card.divisor:
                break
            bought.add(subject)
            points[category.id] = have + gain
            total += min(gain, most - have)
            spent += cost
    return spent


if __name__ == "__main__":
    sys.exit(main())
