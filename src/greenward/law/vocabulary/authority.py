"""Which authority a case is about: what the law asks of the authorities themselves, year by year.

Serves every duty whose subject is one authority in one year (`Subject.AUTHORITY`).
"""

from __future__ import annotations

from ..language import Authority, Flag, named
from .entering import flag


def _is(authority: Authority) -> Flag:
    name = named(authority)
    return flag(
        f"is_{authority.value}",
        (f"承担职责的部门为{name.zh}", f"the authority asked is the {name.en}"),
        (f"承担职责的部门不是{name.zh}", f"the authority asked is not the {name.en}"),
        ("主管部门名录", "the directory of authorities"),
    )


is_municipal_government = _is(Authority.MUNICIPAL_GOVERNMENT)
is_district_government = _is(Authority.DISTRICT_GOVERNMENT)
is_municipal_housing = _is(Authority.MUNICIPAL_HOUSING)
is_district_housing = _is(Authority.DISTRICT_HOUSING)
is_municipal_planning = _is(Authority.MUNICIPAL_PLANNING)
is_district_planning = _is(Authority.DISTRICT_PLANNING)
is_municipal_ecology = _is(Authority.MUNICIPAL_ECOLOGY)
is_municipal_market = _is(Authority.MUNICIPAL_MARKET)
is_district_market = _is(Authority.DISTRICT_MARKET)
is_municipal_finance = _is(Authority.MUNICIPAL_FINANCE)
is_district_finance = _is(Authority.DISTRICT_FINANCE)
is_municipal_industry = _is(Authority.MUNICIPAL_INDUSTRY)
