"""Standards as data: what may be a row of a standard, the tables shipped with Greenward, their reader.

A number the law asks for (the constraint and guiding values of Article 32, the factors of energy
counted together) is a row with dates, unit, source and class of evidence. The TOML files here are
proposals that seed the authority's table; the table rules. Pure: no database, no Django.
"""

from .lookup import Entry, Found, find
from .names import ENERGY_CLASSES, NAMES, name_of, read_name
from .problems import Problem, TableRefused
from .quantities import QUANTITIES, Quantity, quantity
from .rows import Gap, Row, Selector, Table, describe, guiding_above_constraint, overlaps
from .seeds import read_table, shipped

__all__ = [
    "ENERGY_CLASSES",
    "NAMES",
    "QUANTITIES",
    "Entry",
    "Found",
    "Gap",
    "Problem",
    "Quantity",
    "Row",
    "Selector",
    "Table",
    "TableRefused",
    "describe",
    "find",
    "guiding_above_constraint",
    "name_of",
    "overlaps",
    "quantity",
    "read_name",
    "read_table",
    "shipped",
]
