"""Profiles: the closed schema, all problems at once, and the ones that are shipped."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.importing import fields, profiles
from greenward.bureau.registry.importing.fields import Holds
from greenward.bureau.registry.importing.profiles import ProfileError, check, find, parse, shipped
from greenward.bureau.registry.models import Building
from greenward.bureau.registry.services import save_profile

from .conftest import Import

GOOD: dict[str, Any] = {
    "name": "mine",
    "holds": ["buildings"],
    "columns": {"code": "Code", "name": "Name"},
}


def problems(body: dict[str, Any] | str) -> list[str]:
    with translation.override("en"), pytest.raises(ProfileError) as caught:
        parse(body) if isinstance(body, str) else check(body, "mine")
    return caught.value.messages


def changed(**parts: Any) -> dict[str, Any]:
    return {**GOOD, **parts}


def test_all_shipped_profiles_are_sound() -> None:
    assert set(shipped()) == {
        "chicago-panel",
        "chicago-portal",
        "espm-meter-entries",
        "greenward-bills",
        "greenward-buildings",
        "greenward-energy",
        "greenward-projects",
        "portfolio-manager",
    }
    assert all(profile.name == name for name, profile in shipped().items())


def test_toml_and_json_say_the_same() -> None:
    text = 'name = "mine"\nholds = ["buildings"]\n[columns]\ncode = "Code"\nid.tax-lot = "Lot"\n'
    profile = parse(text)
    assert profile.match == ("code", "id.tax-lot")
    assert parse(json.dumps(profile.body)).columns == profile.columns


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (changed(colums={}), "colums: unknown; did you mean columns?"),
        (changed(holds=["building"]), "holds: unknown; did you mean buildings?"),
        (changed(holds=["years", "bills"]), "holds: a row is an annual figure or a bill, not both"),
        (
            changed(columns={"code": "C", "flor_area": "A"}),
            "columns.flor_area: unknown; did you mean floor_area?",
        ),
        (
            changed(columns={"code": "C", "floor_area": "A"}),
            'columns.floor_area: state the unit once: unit = "kWh", or unit_from = "Heading of the units"',
        ),
        (
            changed(columns={"code": "C", "floor_area": {"from": "A", "unit": "kWh"}}),
            "columns.floor_area.unit: kWh is a unit of energy and m² one of area: no conversion exists.",
        ),
        (
            changed(columns={"code": "C", "name": {"from": "A", "unit": "m"}}),
            "columns.name.unit: the field has no unit",
        ),
        (
            changed(columns={"code": "C", "name": {"from": "A", "if_bad": "skip"}}),
            "columns.name.if_bad: unknown; possible are refuse, leave_out",
        ),
        (
            changed(columns={"code": "C", "completed_on": {"from": "A", "dates": ["%Y"]}}),
            "columns.completed_on.dates: %Y is no pattern such as YYYY-MM-DD, M/D/YY or excel",
        ),
        (
            changed(columns={"name": "N"}),
            'columns: a row needs an identifier: code = "…" or id.something = "…"',
        ),
        (
            changed(constants={"code": "1"}),
            "constants.code: the field has a column already",
        ),
        (
            changed(constants={"in_use": "maybe"}),
            "constants.in_use: “maybe” is neither yes nor no.",
        ),
        (changed(file={"header_row": -1}), "file.header_row: a number from 0 to 1000"),
        (changed(file={"header_row": "5"}), "file.header_row: a whole number is expected"),
        (changed(file={"encoding": "klingon"}), "file.encoding: no encoding is called klingon"),
        (
            changed(classes={"large_public": {"value": True}}),
            "classes.large_public: give the reason in up to 300 characters: reason = “…”",
        ),
        (changed(match={"on": ["id.x"]}), "match.on: unknown; possible are code"),
        (changed(holds=["years"]), "columns: year is missing"),
        (changed(holds=["bills"]), "columns: commodity is missing"),
        (changed(columns="Code"), 'columns: say where the fields come from: name = "Heading"'),
        ("name = ", "It is no TOML: Invalid value (at end of document)."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(body: dict[str, Any] | str, said: str) -> None:
    assert said in problems(body)


def test_everything_wrong_is_said_at_once() -> None:
    assert (
        len(problems(changed(holds=[], fil={}, columns={"naem": "N", "star": {"frm": "S"}}))) >= 5
    )


@pytest.mark.parametrize("junk", [{}, {"columns": []}, {"columns": {"code": 5}}, {"holds": 7},
                                  {"classes": {"large_public": 3}}, {"match": [], "columns": {"id": 3}},
                                  {"file": [], "format": 2, "constants": 1}])  # fmt: skip
def test_no_shape_of_a_profile_breaks_the_check(junk: dict[str, Any]) -> None:
    assert problems({**GOOD, **junk, "name": ""} if junk else {})


def test_a_profile_is_found_saved_shipped_or_as_a_file(tmp_path: Path, registrar: Actor) -> None:
    assert find("chicago-panel").holds == (Holds.BUILDINGS, Holds.YEARS)
    file = tmp_path / "list.toml"
    file.write_text('holds = ["buildings"]\n[columns]\ncode = "编码"\n', "utf-8")
    assert find(str(file)).name == "list"
    saved = save_profile(registrar, check(GOOD))
    assert find("mine").columns == check(saved.body).columns
    with translation.override("en"), pytest.raises(ProfileError, match="no such profile"):
        find("nobody")


def test_a_saved_profile_is_shown_as_it_was_written(registrar: Actor) -> None:
    text = '# mine\nname = "mine"\nholds = ["buildings"]\n[columns]\nname = "B"\ncode = "A"\n'
    save_profile(registrar, parse(text))
    assert profiles.text_of("mine") == text
    assert profiles.text_of("chicago-panel").startswith("# Chicago")


def test_a_shipped_name_is_not_free(registrar: Actor) -> None:
    with pytest.raises(ProfileError):
        save_profile(registrar, check({**GOOD, "name": "chicago-panel"}))


def test_the_documentation_names_every_field_code_and_key() -> None:
    from greenward.bureau.registry import reasons
    from greenward.bureau.registry.importing import schema

    text = PAGE.read_text("utf-8")
    keys = [*schema.TOP, *schema.FILE, *schema.FORMAT, *schema.MATCH, *schema.COLUMN]
    missing = [f"`{one}`" for one in [*fields.FIELDS, *reasons.codes(), *keys, *fields.CLASSES]
               if f"`{one}`" not in text]  # fmt: skip
    assert missing == []


PAGE = Path(profiles.__file__).parents[5] / "docs" / "import-profiles.md"
LIST = """Bldg No.,Building,District,GFA (sq ft),Use,Finished,Site EUI 2025
10231,Harbour Tower,Futian,"412,000",Offices,31/12/08,96.4
10232,Old Mall,Nanshan,n/k,Retail,1/6/1999,–
"""


def examples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_profile_written_in_ten_minutes_works(bring_in: Import, nanshan: Area) -> None:
    harbour = parse("\n".join(examples()[:6]))
    run = bring_in(LIST, harbour)
    assert (run.rows, run.created, run.refused) == (2, 2, 0)
    tower, mall = Building.objects.order_by("pk")
    assert (tower.function, str(tower.completed_on), tower.in_use) == ("A", "2008-12-31", True)
    assert (mall.floor_area, mall.area, mall.function) == (None, nanshan, "B")
    assert bring_in(LIST, harbour, "energy").created == 2
    assert tower.energy_years.get().intensity == Decimal("96.4")
    assert mall.energy_years.get().why_missing == ["no_figure"]


def test_the_documented_panel_profile_is_the_shipped_one() -> None:
    panel = parse(next(text for text in examples() if "chicago-panel" in text))
    assert panel.columns == shipped()["chicago-panel"].columns
    assert panel.classes == shipped()["chicago-panel"].classes
