from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "greenward.bureau.publication"
    label = "publication"

    def ready(self) -> None:
        from greenward.web import nav

        nav.register(
            _("Open to everybody"),
            "publication:front",
            order=90,
            may=lambda user: not user.is_authenticated,
        )
