"""What a file is, told by its content alone: never by its name or by what a browser says of it.

Each type that is accepted has an exact check of its own; everything else is refused with a sentence
that says what was found and what to do. (OWASP ASVS 5.0, chapter V5; MLPS 2.0, 8.1.4.)
"""

from .names import tidy_name
from .refusal import Refused
from .types import TYPES, FileType, recognise, type_of

__all__ = ["TYPES", "FileType", "Refused", "recognise", "tidy_name", "type_of"]
