"""Backup and restore of a whole installation in one file (GB/T 22239, 8.1.4.9): every table as it
was at one moment, the sequences, the documents and the public keys; private keys only when asked
for, encrypted. `making`, `checking` and `restoring` are the three things to do with it.

Tables travel by COPY, not through the programs of one PostgreSQL release, so that a backup of the
embedded server restores into a server of one's own and the other way round. A restore goes into
tables made by the migrations of the same release, and so brings all their guards along.
"""

from .archive import Manifest
from .checking import check
from .making import make
from .restoring import restore

__all__ = ["Manifest", "check", "make", "restore"]
