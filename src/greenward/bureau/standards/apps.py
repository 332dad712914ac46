from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from greenward.web import nav


class StandardsConfig(AppConfig):
    name = "greenward.bureau.standards"
    label = "standards"

    def ready(self) -> None:
        nav.register(
            _("Standards"), "standards:desk", order=60, may=lambda user: user.is_authenticated
        )
