from importlib import import_module
from typing import Any

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "greenward.bureau.casework"
    label = "casework"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from greenward.bureau.accounts.actors import Actor
        from greenward.bureau.accounts.doors import events
        from greenward.web import nav

        from . import exports, jobs, security
        from .lists import LOG, MATTERS
        from .people import entries as people_entries

        room = "greenward.bureau.casework.exporting"
        jobs.register("export", run=f"{room}.make", failed=f"{room}.failed")
        days = "greenward.bureau.casework.matters.calendars"
        jobs.register("clocks", run=f"{days}.run", failed=f"{days}.failed")
        import_module(days)  # its nightly job
        papers = "greenward.bureau.casework.examining"
        jobs.register("document", run=f"{papers}.run", failed=f"{papers}.failed")
        import_module(papers)  # a worker must know every periodic job when it starts
        import_module("greenward.bureau.casework.sweeping")  # its nightly job
        import_module("greenward.bureau.casework.people.second_factors")  # the same
        _mind_privacy()
        exports.register(LOG)
        exports.register(MATTERS)
        events.happened.connect(security.happened, dispatch_uid="casework.security")
        nav.register(
            _("Inbox"), "casework:inbox", order=5, may=_has_inbox, count="casework:inbox_count"
        )
        nav.register(_("Matters"), "casework:matters", order=15, may=_sees_matters)
        people_entries.register()
        nav.register(
            _("Security events"),
            "casework:security",
            order=91,
            may=lambda user: Actor.signed_in(user).may("see_security"),
        )
        nav.register(
            _("Log"),
            "casework:log",
            order=90,
            may=lambda user: Actor.signed_in(user).may("see_audit"),
        )


def _has_inbox(user: Any) -> bool:
    from greenward.bureau.accounts.actors import Actor

    from .inbox import has_inbox

    return has_inbox(Actor.signed_in(user))


def _sees_matters(user: Any) -> bool:
    from greenward.bureau.accounts.actors import Actor

    actor = Actor.signed_in(user)
    return bool(actor.area_paths or actor.organisations)


def _mind_privacy() -> None:
    """Gather what each room says of personal data; refuse settings the law does not allow."""
    from django.conf import settings
    from django.utils.module_loading import autodiscover_modules

    from .privacy.retention import check_days
    from .scanning import scanner

    check_days(settings.LOG_RETENTION_DAYS)
    scanner(settings.SCANNER)
    autodiscover_modules("personal")
