from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "greenward.bureau.certificates"
    label = "certificates"

    def ready(self) -> None:
        from greenward.bureau.casework import inbox
        from greenward.bureau.log.selectors import let_anyone_prove
        from greenward.web import nav

        from .waiting import leads

        inbox.register(inbox.Provider("certificates", leads))
        let_anyone_prove("issue_certificate", "revoke_certificate")
        nav.register(_("Certificates"), "certificates:certificates", order=45, may=_concerned)


def _concerned(user: Any) -> bool:
    from greenward.bureau.accounts.actors import Actor

    actor = Actor.signed_in(user)
    acts = ("prepare_certificate", "issue_certificate", "revoke_certificate")
    return bool(actor.organisations) or any(actor.may(act) for act in acts)
