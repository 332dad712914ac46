"""An organisation in a form: by its code however it is typed, by its name where only one has it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from greenward.bureau.accounts.fields import OrganisationField
from greenward.bureau.accounts.models import Organisation

CODE = "91350100M000100Y43"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("said", [CODE, f" {CODE.lower()} ", "9135 0100 M000 100Y 43"])
def test_by_its_code(said: str) -> None:
    company = Organisation.objects.create(name="岭南置业", uscc=CODE)
    assert OrganisationField().clean(said) == company


def test_by_its_name() -> None:
    company = Organisation.objects.create(name="Lingnan Estates", uscc=CODE)
    assert OrganisationField().clean(" Lingnan  Estates ") == company


def test_a_name_of_several_asks_for_the_code() -> None:
    company = Organisation.objects.create(name="岭南置业", uscc=CODE)
    Organisation.objects.create(name="岭南置业")
    with pytest.raises(ValidationError) as refused:
        OrganisationField().clean("岭南置业")
    assert refused.value.code == "several"
    assert OrganisationField().clean(CODE) == company


def test_what_nobody_has_is_refused_and_nothing_is_nobody() -> None:
    with pytest.raises(ValidationError) as refused:
        OrganisationField().clean("岭南置业")
    assert refused.value.code == "unknown"
    with pytest.raises(ValidationError):
        OrganisationField().clean(" ")
    assert OrganisationField(required=False).clean(" ") is None
