"""Every address of the site. A new address also needs its row in ``tests/access.yaml``."""

from django.urls import include, path

from greenward.api.urls import api
from greenward.bureau.casework.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/", include("greenward.bureau.accounts.doors.urls")),
    path("imports/", include("greenward.bureau.registry.urls")),
    path("", include("greenward.bureau.registry.home_urls")),
    path("standards/", include("greenward.bureau.standards.urls")),
    path("law/desk/", include("greenward.bureau.statutes.urls")),
    path("law/", include("greenward.bureau.lawbook.urls")),
    path("", include("greenward.bureau.construction.urls")),
    path("", include("greenward.bureau.assessment.urls")),
    path("log/", include("greenward.bureau.log.urls")),
    path("letters/", include("greenward.bureau.letters.urls")),
    path("draws/", include("greenward.bureau.enforcement.draws.urls")),
    path("", include("greenward.bureau.certificates.urls")),
    path("", include("greenward.bureau.publication.urls")),
    path("", include("greenward.bureau.operation.urls")),
    path("", include("greenward.bureau.casework.urls")),
    path("", include("greenward.bureau.casework.people.urls")),
    path("api/v1/", api.urls),
    path("", include("greenward.web.urls")),
]
handler429 = "greenward.bureau.accounts.doors.limits.too_many"
