"""Forms drawn from the vocabulary: every value comes back exact, each supplier is asked for its own,
and what shows a fact is filed with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.models import Filing
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.deciding import grant
from greenward.bureau.construction.entering import (
    StateForm,
    field_of,
    of_gate,
    of_supplier,
    scale_of,
    shown,
    whole,
)
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import Decision, Statement
from greenward.bureau.construction.stating import state
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import FactEntry
from greenward.law.shenzhen import PACK as SHENZHEN
from tests.casework.papers import pdf

from .conftest import Site

VOCABULARY = {e.name: e for pack in (SHENZHEN, JINZHOU) for e in pack.vocabulary}
ENTRIES = sorted(VOCABULARY.values(), key=lambda entry: entry.name)


def values(entry: FactEntry) -> st.SearchStrategy[bool | int | None]:
    if entry.kind == "flag":
        return st.sampled_from([True, False, None])
    return st.none() | st.integers(entry.low, entry.high)


@given(st.data())
def test_what_is_shown_comes_back_exact(data: st.DataObject) -> None:
    """Over every fact of both packs: shown in a field, sent as text, read as the same whole number."""
    entry = data.draw(st.sampled_from(ENTRIES))
    value = data.draw(values(entry))
    field = field_of(entry)
    said = shown(entry, value)
    sent = field.widget.format_value(field.prepare_value(said)) if said not in (None, "") else ""
    sent = sent[0] if isinstance(sent, list) else sent
    assert whole(entry, field.clean(str(sent))) == value


@given(st.data())
def test_what_lies_outside_or_is_too_fine_is_refused(data: st.DataObject) -> None:
    numbers = [e for e in ENTRIES if isinstance(field_of(e), forms.DecimalField)]
    entry = data.draw(st.sampled_from(numbers))
    unit = Decimal(1) / scale_of(entry)
    for wrong in (unit * (entry.high + 1), unit * (entry.low - 1), unit / 10 + unit * entry.low):
        with pytest.raises(ValidationError):
            field_of(entry).clean(f"{wrong:f}")
    with pytest.raises(ValidationError):
        whole(entry, unit / 2)


def test_money_is_entered_in_yuan_and_days_as_days() -> None:
    price = VOCABULARY["contract_price"]
    assert whole(price, Decimal("1234.56")) == 123_456
    day = VOCABULARY["commissioned_on"]
    assert whole(day, date(2026, 11, 21)) == date(2026, 11, 21).toordinal()


def form(site: Site, who: PartyRole, gate: str, **data: str) -> StateForm:
    work, law = site.fresh(), law_of(site.project.area)
    files = {"document": SimpleUploadedFile("design.pdf", pdf())} if data.pop("file", "") else {}
    actor = site.parties[who]
    return StateForm(data or None, files, actor=actor, work=work, entries=of_gate(law, work, gate))


def test_each_is_asked_for_its_own(jinzhou: Site) -> None:
    assert list(form(jinzhou, PartyRole.DESIGNER, "drawing_certificate").fields)[0] == (
        "green_designed"
    )
    assert form(jinzhou, PartyRole.LABORATORY, "drawing_certificate").asks_nothing
    law, work = law_of(jinzhou.project.area), jinzhou.fresh()
    designers = {entry.name for entry in of_supplier(law, work, PartyRole.DESIGNER)}
    assert "green_designed" in designers and "green_planned" not in designers


def test_the_document_is_filed_and_shows_the_fact(jinzhou: Site) -> None:
    stated = form(
        jinzhou, PartyRole.DESIGNER, "drawing_certificate", green_designed="yes", file="1"
    )
    assert stated.is_valid(), stated.errors
    assert stated.enter(), stated.errors
    kept = Statement.objects.get(fact="green_designed")
    filing = Filing.objects.get(matter=jinzhou.project.matter)
    assert kept.value == 1 and kept.document_id == filing.document_id


def test_a_refused_statement_files_nothing(jinzhou: Site) -> None:
    """The applicant changes what was handed in: neither the fact nor the document is kept."""
    state(jinzhou.developer, jinzhou.fresh(), {"green_planned": True})
    apply(jinzhou.developer, jinzhou.fresh(), "construction_permit")
    stated = form(jinzhou, PartyRole.DEVELOPER, "construction_permit", green_planned="no", file="1")
    assert stated.is_valid(), stated.errors
    assert not stated.enter()
    assert "-ZJ-" in str(stated.errors)
    assert not Filing.objects.exists()
    assert Statement.objects.get(ended_at=None).value == 1


def test_a_change_under_a_passed_gate_asks_why(jinzhou: Site) -> None:
    facts = {"green_designed": True, "drawings_meet_energy_standards": True}
    state(jinzhou.housing, jinzhou.fresh(), facts)
    drawings = apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate")
    grant(jinzhou.parties[PartyRole.DRAWING_REVIEWER], drawings.matter)
    again = form(jinzhou, PartyRole.DESIGNER, "drawing_certificate", green_designed="no")
    assert again.is_valid() and "because" in again.fields
    assert not again.enter()
    again = form(
        jinzhou, PartyRole.DESIGNER, "drawing_certificate", green_designed="no", because="设计变更"
    )
    assert again.is_valid() and again.enter(), again.errors
    assert Decision.objects.get().reopened_because == "设计变更"


def test_nothing_changed_is_said_so(jinzhou: Site) -> None:
    assert not form(
        jinzhou, PartyRole.DESIGNER, "drawing_certificate", green_designed=""
    ).is_valid()
