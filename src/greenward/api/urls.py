"""The addresses of the door for machines, which the operations themselves name."""

from . import buildings, imports, matters, records
from .door import api

for room in (buildings, matters, records, imports):
    api.add_router("", room.router)
