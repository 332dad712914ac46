"""Ends the supervisor's children when the supervisor itself was killed.

Runs as a process of its own. Its standard input names the process groups that live (`+123`) and
those that have ended (`-123`); the end of that input is the end of the supervisor, on every
system. It imports nothing of Greenward, so that it starts at once.
"""

import os
import signal
import sys
import time


def main(grace: float) -> None:
    """Watch until the input ends, then end the groups that are left, politely at first."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        change = groups.add if line.startswith("+") else groups.discard
        change(int(line[1:]))
    groups = _signalled(groups, signal.SIGTERM)
    give_up = time.monotonic() + grace
    while groups and time.monotonic() < give_up:
        time.sleep(0.1)
        groups = _signalled(groups, 0)
    _signalled(groups, signal.SIGKILL)


def _signalled(groups: set[int], number: int) -> set[int]:
    """Send a signal to each group; the groups that could still be reached."""
    reached = set()
    for group in groups:
        try:
            os.killpg(group, number)
            reached.add(group)
        except OSError:  # nobody of this group is left
            pass
    return reached


if __name__ == "__main__":
    main(float(sys.argv[1]))
