from dataclasses import replace

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnforcementConfig(AppConfig):
    name = "greenward.bureau.enforcement"
    label = "enforcement"

    def ready(self) -> None:
        from greenward.bureau.casework.matters import kinds
        from greenward.bureau.letters import kinds as letters
        from greenward.bureau.log.selectors import let_anyone_prove
        from greenward.web import nav

        from . import correcting
        from .draws.kinds import DRAW
        from .kinds import CORRECTION

        kinds.register(DRAW)
        let_anyone_prove("freeze_draw", "publish_draw")
        nav.register(_("Draws"), "draws:list", order=40)
        kinds.register(replace(CORRECTION, actions=correcting.actions))
        letters.register(
            replace(
                letters.named(correcting.LETTER),
                on_issued=correcting.on_issued,
                on_served=correcting.on_served,
            )
        )
        letters.register(replace(letters.named("withdrawal"), on_served=correcting.on_withdrawn))
