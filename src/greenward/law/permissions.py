"""Permissions: what may be granted under Article 47, whether it is, and how much.

A permission sleeps until the authority has entered a policy that implements it. The amount is the
least of its shares, each a whole number rounded down, so no grant ever passes its cap.
"""

from __future__ import annotations

from dataclasses import dataclass

from .language import Permission, Share, facts_in
from .reading import Facts, Reason, read, value_of


@dataclass(frozen=True)
class Grant:
    """One permission asked on one case. `amount` is in whole units of the fact `unit_of`."""

    permission: Permission
    reason: Reason
    amount: int | None
    capped_by: Share | None
    missing: tuple[str, ...]


def ask(permission: Permission, facts: Facts) -> Grant:
    """Whether a case may be granted the permission, how much, and which share set the limit.

    While any share is unknown there is no amount: a cap that nobody knows may not be passed.
    """
    reason = read(permission.granted_when, facts)
    shares = [(value_of(share.number, facts), share) for share in permission.least_of]
    missing = [*reason.missing()]
    if reason.truth is False or any(value is None for value, _ in shares):
        if reason.truth is not False:
            missing += [n for s in permission.least_of for n in facts_in(s.number)]
            missing = [name for name in missing if facts.get(name) is None]
        return Grant(permission, reason, None, None, tuple(dict.fromkeys(missing)))
    amounts = [(value // share.per, share) for value, share in shares if value is not None]
    amount, by = min(amounts, key=lambda item: item[0]) if amounts else (None, None)
    return Grant(permission, reason, amount, by, tuple(missing))
