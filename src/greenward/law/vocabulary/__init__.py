"""Every fact the law may ask for: kind, unit and scale, how it is said, what proves it.

Packs read it as ``from greenward.law import vocabulary as fact`` and write ``fact.eui``. A class
an official may record with a reason (large public building and the like) is a pair: the recorded
fact, and the condition in the pack that derives it where nothing is recorded. One module holds
the facts of one topic.
"""

from .acceptance import *
from .authority import *
from .building import *
from .energy import *
from .entering import ENTRIES as ENTRIES
from .governance import *
from .handover import *
from .liability import *
from .national import *
from .national_use import *
from .operation import *
from .performance import *
from .planning import *
from .promotion import *
from .stock import *
from .supervision import *
