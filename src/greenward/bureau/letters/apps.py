from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "greenward.bureau.letters"
    label = "letters"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from greenward.bureau.accounts.actors import Actor
        from greenward.bureau.casework import jobs
        from greenward.bureau.casework.matters import following
        from greenward.web import nav

        from . import kinds, outbox
        from .own import KINDS

        for kind in KINDS:
            kinds.register(kind)
        room = "greenward.bureau.letters"
        jobs.register(outbox.JOB, run=f"{room}.outbox.deliver", failed=f"{room}.outbox.failed")
        jobs.register("volume", run=f"{room}.volumes.make", failed=f"{room}.volumes.failed")
        following.tell_by(outbox.remind_of)
        nav.register(
            _("Letters"),
            "letters:list",
            order=45,
            may=lambda user: bool(
                Actor.signed_in(user).duties or Actor.signed_in(user).organisations
            ),
        )
