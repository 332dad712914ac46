"""Greenward: the green-building regulation of a city, running."""

__version__ = "0.1.0"
