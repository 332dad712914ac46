"""Addresses of filed documents and of personal data, inside casework's namespace."""

from django.urls import path

from .pages import filings, privacy

urlpatterns = [
    path("matters/<int:pk>/file", filings.file, name="file"),
    path("filings/<int:pk>", filings.filing, name="filing"),
    path("filings/<int:pk>/file", filings.filing_file, name="filing_file"),
    path("filings/<int:pk>/preview", filings.filing_preview, name="filing_preview"),
    path("filings/<int:pk>/replace", filings.replace_filing, name="replace"),
    path("filings/<int:pk>/redact", filings.redact_filing, name="redact"),
    path("filings/<int:pk>/label", filings.label_filing, name="label"),
    path("privacy", privacy.own, name="privacy"),
    path("privacy/copy", privacy.copy, name="privacy_copy"),
    path("privacy/map", privacy.data_map, name="data_map"),
    path("privacy/requests/<int:pk>", privacy.answer_request, name="answer_privacy"),
    path(
        "privacy/reveal/<str:model>/<int:pk>/<slug:field>",
        privacy.reveal_value,
        name="reveal",
    ),
]
