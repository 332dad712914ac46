"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from greenward.bureau.casework.privacy import not_personal

not_personal("log.Checkpoint", "note", "a signed checkpoint of the log")
not_personal("log.OutsideCopy", "place", "where a checkpoint was sent")
