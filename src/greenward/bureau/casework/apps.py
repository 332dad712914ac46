from importlib import import_module

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "greenward.bureau.casework"
    label = "casework"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from greenward.bureau.accounts.actors import Actor
        from greenward.web import nav

        from . import exports, jobs
        from .lists import LOG

        room = "greenward.bureau.casework.exporting"
        jobs.register("export", run=f"{room}.make", failed=f"{room}.failed")
        days = "greenward.bureau.casework.matters.calendars"
        jobs.register("clocks", run=f"{days}.run", failed=f"{days}.failed")
        import_module(days)  # its nightly job
        exports.register(LOG)
        nav.register(
            _("Log"),
            "casework:log",
            order=90,
            may=lambda user: Actor.signed_in(user).may("see_audit"),
        )
