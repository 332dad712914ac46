"""The Django app of the law browser: its entry in the main navigation, and the list of the
what-if page that can be taken away."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawbookConfig(AppConfig):
    name = "greenward.bureau.lawbook"
    label = "lawbook"

    def ready(self) -> None:
        from greenward.web import nav

        from .whatif.lists import register_list
        from .whatif.views import exported

        register_list(exported)
        nav.register(
            _("Law"), "lawbook:index", order=50, may=lambda user: bool(user.is_authenticated)
        )
