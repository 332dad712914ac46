"""The invented authority's draws: one published, and one that is frozen and waits for its source.

Both go through the acts of the pages by the demo's people. The dice of the first are thrown, as far
as this city throws anything, a few seconds after its freezing, so that its log is in order too.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from greenward.bureau.accounts.models import Area
from greenward.bureau.enforcement.draws import register, services
from greenward.bureau.enforcement.draws.areas import Areas
from greenward.bureau.enforcement.draws.models import Draw
from greenward.bureau.enforcement.draws.reading import sources_of
from greenward.bureau.log.sequencer import drain
from greenward.trust.draw import Inspector, Pool, Quota, Source

from .matters import actor, paper

AREA = "440304"
HEAD_STARTS = (timedelta(seconds=12), timedelta(seconds=90))
"""From the plan of the first draw to its dice; the longer one where the machine was too slow."""
POINTS = "31524661352416235461"
QUOTA = {"high": Quota(basis_points=2_000), "normal": Quota(basis_points=200)}
INSPECTORS = {
    "190301": "许执法",
    "190302": "冯执法",
    "190303": "曾执法",
    "190304": "彭执法",
    "190305": "袁执法",
    "190306": "邓执法",
}
"""Names by card number. The first of them is recused from one owner."""


def announce() -> Draw:
    """Freeze both draws; give the one whose dice are thrown soon."""
    drain()  # what was done before, so that the announcement is in the log at once
    first = _soon_decided()
    drain()
    lottery = Source("ssq", "2026136期", _evening(timezone.now()))
    _frozen("2026年用能分项计量专项检查", "27", lottery)
    return first


def _soon_decided() -> Draw:
    """A draw frozen in time before its dice."""
    for head_start in HEAD_STARTS:
        dice = Source("dice", "现场掷骰（演示）", timezone.now() + head_start)
        with suppress(ValidationError), transaction.atomic():
            return _frozen("2026年绿色建筑运行后评估抽查", "22", dice)
    raise RuntimeError("This machine froze no draw within 90 seconds.")


def finish(draw: Draw) -> None:
    """Once the dice are thrown, enter them twice, draw and publish."""
    (source,) = sources_of(draw)
    time.sleep(max(0.0, (source.at - timezone.now()).total_seconds()))
    officer, director = actor("futian"), actor("director")
    for person in (officer, director):
        services.enter(person, draw, values=[[POINTS]], evidence=paper("掷骰记录.pdf"))
    services.reveal(officer, draw)
    services.publish(director, draw)


def _frozen(purpose: str, article: str, source: Source) -> Draw:
    """A draw of the buildings in use of one district, planned by its officer, frozen by the director."""
    officer, area = actor("futian"), Area.objects.get(code=AREA)
    targets = register.targets(officer, area, register.Filter(in_use=True))
    recused = next(one.owner for one in targets if one.owner)
    inspectors = tuple(
        Inspector(card, (AREA,), () if n else (recused,)) for n, card in enumerate(INSPECTORS)
    )
    draw = services.plan(
        officer,
        area=area,
        purpose=purpose,
        article=article,
        pool=Pool(targets, Areas(area).spread(inspectors, targets), QUOTA, cap=8),
        names=INSPECTORS,
        sources=[source],
    )
    return services.freeze(actor("director"), draw)


def _evening(now: datetime) -> datetime:
    """When the lottery of the day after tomorrow is drawn."""
    day = timezone.localtime(now) + timedelta(days=2)
    return day.replace(hour=21, minute=15, second=0, microsecond=0)
