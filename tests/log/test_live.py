"""The real sequencer as a process, killed while acts go on: nothing lost, nothing doubled."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.log.models import Checkpoint
from greenward.bureau.log.verifying import verify
from tests.fixtures.processes import wait_for

KILLS, ACTS = 4, 60


def test_a_sequencer_killed_again_and_again_goes_on(
    test_database: str, greenward: Callable[..., Any], tmp_path: Path, settings: Any
) -> None:
    settings.KEYS = tmp_path / "var" / "keys"
    given = {"DATABASE_URL": test_database, "GREENWARD_HOME": str(tmp_path / "var")}
    for _ in range(KILLS):
        taken = Checkpoint.objects.count()
        process = greenward("log", "sequence", "--every", "0.2", **given)
        while Checkpoint.objects.count() == taken:  # acts go on until it is at work, and after
            do(5)
        do(ACTS)
        process.send_signal(signal.SIGKILL)
        process.wait()
    greenward("log", "sequence", "--every", "0.2", **given)
    wait_for(lambda: not AuditEvent.objects.filter(leaf_index=None).exists())
    numbers = AuditEvent.objects.order_by("leaf_index").values_list("leaf_index", flat=True)
    assert list(numbers) == list(range(len(numbers)))
    found = verify()
    assert (found.size, found.broken) == (len(numbers), "")


def do(count: int) -> None:
    for number in range(count):
        with act(Actor.operator(), "assess") as event:
            event.note(number=number)
