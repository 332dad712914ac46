from collections.abc import Iterator

import pytest

from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.models import Matter

from . import kit


@pytest.fixture
def cast(city: Area, futian: Area, nanshan: Area) -> Iterator[kit.Cast]:
    with kit.the_kind():
        yield kit.cast(city, futian, nanshan)


@pytest.fixture
def matter(cast: kit.Cast) -> Matter:
    """A trial opened by Futian's officer, with the developer as its party."""
    return kit.open_matter(cast.officer, cast)
