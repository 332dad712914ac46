"""Clocks of the law: the Chinese working-day calendar and the one engine every deadline runs on.

Serves every duty, gate and step of procedure with a `Period`, from the 90 days of a penalty case
to the days an officer enters for a correction (Articles 48 to 57).
"""

from .calendar import Calendar
from .counting import LastDay, latest_before
from .deadline import Deadline, State, deadline, record
from .events import (
    AlreadySuspended,
    BadExtension,
    BadPeriod,
    DeadlineError,
    Event,
    Kind,
    NotStarted,
    NotSuspended,
    OutOfOrder,
    StartedTwice,
    TooLate,
    extend,
    resume,
    start,
    suspend,
)
from .words import Step

__all__ = [
    "AlreadySuspended",
    "BadExtension",
    "BadPeriod",
    "Calendar",
    "Deadline",
    "DeadlineError",
    "Event",
    "Kind",
    "LastDay",
    "NotStarted",
    "NotSuspended",
    "OutOfOrder",
    "StartedTwice",
    "State",
    "Step",
    "TooLate",
    "deadline",
    "extend",
    "latest_before",
    "record",
    "resume",
    "start",
    "suspend",
]
