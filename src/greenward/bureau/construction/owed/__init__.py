"""What is owed now: what, by whom, until when, under which article (Articles 8, 12 to 19; B1 to B5).

The list is the law's: the grounds of the gates a project may come to next, the duties that bind it
and are not known to be fulfilled, and the acts its matters wait for. What cannot be said is never
called compliant or breached; the line names what is missing.
"""

from .items import Item, Lack
from .reading import Owed, of_plot, owed, read

__all__ = ["Item", "Lack", "Owed", "of_plot", "owed", "read"]
