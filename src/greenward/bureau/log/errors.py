"""What keeps the log from being extended, verified or shown to somebody."""

from __future__ import annotations


class LogBroken(Exception):
    """The log is not what it was; the text says what broke, where, and what it means."""


class LogError(Exception):
    """Something asked of the log cannot be done; the text says why and what to do."""
