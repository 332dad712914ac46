"""Addresses of the room of letters. ``check`` is for everybody: a QR on the letter leads there."""

from django.urls import path

from .pages import check, consents, lists, service, settings, volumes, writing

app_name = "letters"

urlpatterns = [
    path("", lists.letters, name="list"),
    path("check", check.ask, name="ask"),
    path("check/<str:code>", check.check, name="check"),
    path("authorities", settings.authorities, name="authorities"),
    path("authorities/<int:area>", settings.authority, name="authority"),
    path("consents", consents.consents, name="consents"),
    path("consents/of/<int:pk>", consents.of_organisation, name="consents_of"),
    path("consents/<int:pk>/file", consents.signed, name="consent_file"),
    path("consents/<int:pk>/withdraw", consents.withdraw, name="withdraw_consent"),
    path("mails", lists.mails, name="mails"),
    path("mails/<int:pk>/back", service.came_back, name="came_back"),
    path("matter/<int:pk>", lists.of_matter, name="of_matter"),
    path("matter/<int:pk>/write", writing.choose, name="choose"),
    path("matter/<int:pk>/write/<slug:kind>", writing.write, name="write"),
    path("matter/<int:pk>/volume", volumes.ask, name="volume"),
    path("volumes/<int:pk>", volumes.made, name="volume_made"),
    path("volumes/<int:pk>/file", volumes.file, name="volume_file"),
    path("attempts/<int:pk>/served", service.served, name="served"),
    path("attempts/<int:pk>/failed", service.failed, name="failed"),
    path("<int:pk>", writing.letter, name="letter"),
    path("<int:pk>/pdf", writing.pdf, name="pdf"),
    path("<int:pk>/change", writing.change, name="change"),
    path("<int:pk>/discard", writing.discard, name="discard"),
    path("<int:pk>/issue", writing.issue, name="issue"),
    path("<int:pk>/follow/<slug:kind>", writing.follow, name="follow"),
    path("<int:pk>/serve", service.serve, name="serve"),
    path("<int:pk>/serve/here", service.in_inbox, name="in_inbox"),
    path("<int:pk>/read", service.confirm, name="confirm"),
]
