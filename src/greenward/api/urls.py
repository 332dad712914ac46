"""The addresses of the door for machines, which the operations themselves name."""

from . import buildings, imports, matters, projects, records
from .door import api

for room in (buildings, projects, matters, records, imports):
    api.add_router("", room.router)
