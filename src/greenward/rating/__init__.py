"""Scorecards: GB/T 50378, GB/T 51141, the energy label, prefabrication grades, and the way to a star.

A card is one TOML file (docs/rating.md). A project's claims are scored against it; points and gates
stay apart, unknown stays unknown, and the cheapest path to a star comes with its proof.
"""

from .card import Card, Category, Item, Level, Requirement
from .claims import Basis, Claim, Claims, read_claims
from .inputs import Given, Input, Need
from .options import Option, read_options
from .path import Path, Step, cheapest_path
from .result import GateState, Reliance, Result
from .rules import Span
from .scoring import score
from .shelf import find, from_file, from_text, names, shipped
from .whatif import Difference, what_if
from .words import Evidence, RatingError, Text

__all__ = [
    "Basis",
    "Card",
    "Category",
    "Claim",
    "Claims",
    "Difference",
    "Evidence",
    "GateState",
    "Given",
    "Input",
    "Item",
    "Level",
    "Need",
    "Option",
    "Path",
    "RatingError",
    "Reliance",
    "Requirement",
    "Result",
    "Span",
    "Step",
    "Text",
    "cheapest_path",
    "find",
    "from_file",
    "from_text",
    "names",
    "read_claims",
    "read_options",
    "score",
    "shipped",
    "what_if",
]
