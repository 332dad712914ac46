"""Four charts that say a finding: a building's years, the excess over the limit, verdicts by year
and by district.

Each takes plain data in the unit shown and returns a `Chart`: a wide and a narrow drawing, a title
that is the finding, the table behind it and its source. They serve the statistics of Article 32
and every other duty judged year by year.
"""

from .common import Chart
from .counts import Counts, district_bars, trend
from .excess import Bin, excess_histogram
from .years import YearPoint, years_chart

__all__ = [
    "Bin",
    "Chart",
    "Counts",
    "YearPoint",
    "district_bars",
    "excess_histogram",
    "trend",
    "years_chart",
]
