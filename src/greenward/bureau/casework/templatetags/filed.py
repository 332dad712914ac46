"""Filters for filed documents and personal data: `{% load filed %}`."""

from __future__ import annotations

from typing import Any

from django import template

from ..filings import KINDS
from ..models import Document, Filing
from ..models.filings import Label
from ..privacy import masks

register = template.Library()
TONES = {Document.Scan.WAITING: "info", Document.Scan.INFECTED: "bad", Document.Scan.CLEAN: "good"}
LABELS = {Label.PUBLIC: "good", Label.INTERNAL: "warn"}


@register.filter
def filing_kind(filing: Filing) -> Any:
    return KINDS.get(filing.kind, filing.kind)


@register.filter
def scan_tone(document: Document) -> str:
    return TONES.get(Document.Scan(document.scan), "")


@register.filter
def label_tone(filing: Filing) -> str:
    return LABELS.get(Label(filing.label), "")


@register.filter
def filer(filing: Filing) -> str:
    """Who filed one of `filings.with_filers`, for a list: the organisation, an official by name, or
    a private person under the mask."""
    if filing.organisation:
        return filing.organisation.name
    name = filing.filed_by.name if filing.filed_by else ""
    return masks.masked(name, "name") if filing.in_person else name


@register.filter
def masked(text: str, mask: str) -> str:
    """A personal value under its mask: `{{ user.email|masked:"email" }}`."""
    return masks.masked(text or "", mask)
