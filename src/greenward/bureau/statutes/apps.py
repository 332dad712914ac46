from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from greenward.web import nav


class StatutesConfig(AppConfig):
    name = "greenward.bureau.statutes"
    label = "statutes"

    def ready(self) -> None:
        from greenward.bureau.casework.matters import clocks

        from .selectors import calendar, calendar_version

        clocks.use_calendar(calendar, calendar_version)
        nav.register(
            _("Beside the law"),
            "statutes:overview",
            order=55,
            may=lambda user: user.is_authenticated,
        )
