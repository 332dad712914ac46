"""The Django app of the assessment: what it makes known to the other rooms when it is ready."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "greenward.bureau.assessment"
    label = "assessment"

    def ready(self) -> None:
        from greenward.bureau.casework import jobs
        from greenward.bureau.standards import waiting as desk
        from greenward.web import nav

        from .exports import register_lists
        from .running import KIND
        from .waiting import waiting

        register_lists()
        desk.register(waiting)
        room = "greenward.bureau.assessment.running"
        jobs.register(KIND, run=f"{room}.run", failed=f"{room}.failed")
        nav.register(_("City"), "assessment:home", order=10, may=_official)
        nav.register(_("Buildings"), "assessment:buildings", order=20, may=_member)
        nav.register(_("Work list"), "assessment:findings", order=30, may=_official)


def _official(user: Any) -> bool:
    from greenward.bureau.accounts.actors import Actor

    return Actor.signed_in(user).is_official


def _member(user: Any) -> bool:
    from greenward.bureau.accounts.actors import Actor

    actor = Actor.signed_in(user)
    return actor.is_official or bool(actor.organisations)
