"""What is seen of letters, consents and volumes: always from `visible_to(actor)`."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.models import Matter

from .models import Letter


def visible(actor: Actor) -> Q:
    """A condition on Letter: whatever belongs to matters the posts see; of the matters seen as a
    party, what was issued."""
    as_official = replace(actor, user=None, organisations=())
    issued = Q(state=Letter.State.ISSUED, matter__in=Matter.objects.visible_to(actor))
    return Q(matter__in=Matter.objects.visible_to(as_official)) | issued
