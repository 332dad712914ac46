"""What the workers do for the log by themselves: a copy outside every day, a verification a night."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .anchors import copy_out, is_due
from .verifying import verify_and_keep


@app.periodic(cron="40 3 * * *")
@app.task(name="greenward.log.verify", queueing_lock="greenward.log.verify")
def verify(timestamp: int = 0) -> None:
    """Put on file whether the log is sound; the public page shows it."""
    verify_and_keep()


@app.periodic(cron="*/10 * * * *")
@app.task(name="greenward.log.anchor", queueing_lock="greenward.log.anchor")
def anchor(timestamp: int = 0) -> None:
    """Hand a checkpoint out when a day has passed; a place that fails is tried again."""
    if is_due():
        copy_out()
