"""The facts of Article 47 the authority decides for all cases alike: which incentives are switched
on, and the numbers their policies lay down."""

from __future__ import annotations

from datetime import date

from greenward.law.language import Edition, policy_in_force

from .selectors import policies_in_force


def policy_facts(edition: Edition, on: date) -> dict[str, bool | int]:
    """`policy_in_force_…` for every permission of an edition on a day, and the policies' numbers.

    A policy is recorded here or it is not in force, so none on file is *no*. A number that no
    policy lays down is absent, and so unknown. One query.
    """
    in_force = {row.permission: row for row in policies_in_force(on, edition.pack)}
    found: dict[str, bool | int] = {
        policy_in_force(one.id): one.id in in_force for one in edition.permissions
    }
    for row in in_force.values():
        found.update(row.numbers)
    return found
