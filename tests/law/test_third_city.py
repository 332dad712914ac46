"""A third city is one folder with an entry point: nothing of the house is changed for it.

The pack lies in `third_city/`. Here it is put on the path with the metadata an installer would
write beside it; everything that works for the two real cities then works for it.
"""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import greenward
from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.models import Finding
from greenward.bureau.assessment.services import assess
from greenward.bureau.performance.models import EnergyYear
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import edition, latest, pack_named, publish
from greenward.bureau.standards.models import Standard, StandardRow
from greenward.bureau.standards.services import Attestation, confirm, use_standard
from greenward.law import gates
from greenward.law.canonical import canonical, digest, read_edition
from greenward.law.casebook import actual, load_cases
from greenward.law.coverage import coverage, packs
from greenward.law.language import Edition, Verdict
from greenward.law.shenzhen import PACK as SHENZHEN
from greenward.law.vocabulary.entering import ENTRIES
from tests.fixtures.people import area
from tests.fixtures.processes import run

NAME = "beicheng"
SOURCE = Path(__file__).parent / "third_city" / NAME
ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder an installer would have filled: the pack, and its metadata beside it."""
    place = tmp_path_factory.mktemp("site")
    shutil.copytree(SOURCE, place / NAME, ignore=shutil.ignore_patterns("__pycache__"))
    metadata = place / f"{NAME}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[greenward.city]\n{NAME} = {NAME}:PACK\n")
    return place


@pytest.fixture(scope="module", autouse=True)
def beicheng(place: Path) -> Iterator[Edition]:
    """The installed pack; afterwards neither path nor vocabulary remember it."""
    entered = set(ENTRIES)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(place))
        importlib.invalidate_caches()
        (point,) = entry_points(group="greenward.city", name=NAME)
        yield point.load()
    sys.modules.pop(NAME)
    for name in set(ENTRIES) - entered:
        del ENTRIES[name]
    importlib.invalidate_caches()


def test_no_line_of_the_house_names_the_city() -> None:
    house = Path(greenward.__file__).parent
    pages = [p for p in house.rglob("*") if p.suffix in (".py", ".toml", ".yaml", ".html", ".po")]
    assert len(pages) > 100
    assert [p for p in pages if NAME in p.read_text("utf-8").lower()] == []


def test_the_pack_is_found_by_name_beside_the_others(beicheng: Edition) -> None:
    assert pack_named(NAME) is beicheng
    assert set(packs()) == {NAME, "jinzhou", "shenzhen"}


def test_its_facts_are_its_own_and_those_it_shares(beicheng: Edition) -> None:
    assert beicheng.entry("roof_garden_kept").label.zh == "屋顶绿化得到养护"
    assert beicheng.entry("eui") == SHENZHEN.entry("eui")
    assert "roof_garden_kept" not in {entry.name for entry in SHENZHEN.vocabulary}


def test_its_edition_is_read_back_from_its_text(beicheng: Edition) -> None:
    assert read_edition(canonical(beicheng)) == beicheng


def test_its_cases_hold(beicheng: Edition) -> None:
    cases = load_cases(beicheng, NAME)
    assert len(cases) == 4
    for case in cases:
        assert {id: actual(beicheng, id, case) for id in case.expected} == case.expected


def test_its_articles_are_covered(beicheng: Edition) -> None:
    found = coverage(beicheng)
    assert [problem.en for problem in found.problems] == []
    assert {line.article.number: line.fines for line in found.lines}["5"] == ("2.2",)
    assert [gate.id for gate in gates.order(beicheng)] == ["start_of_works"]


def test_the_command_line_covers_it_where_it_is_installed(place: Path) -> None:
    done = run("law", "coverage", "--city", NAME, "--lang", "en", PYTHONPATH=str(place))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Regulations of Beicheng" in done.stdout
    assert "5 articles: 3 computable, 2 workflow" in done.stdout
    elsewhere = run("law", "coverage", "--city", NAME)
    assert elsewhere.returncode == 1


# --- its law over a register ----------------------------------------------------------------


@pytest.fixture
def city(db: None) -> Area:
    return area("990100", "北城市", "Beicheng", pack=NAME, climate_zone="C")


@pytest.fixture
def limit(city: Area, operator: Actor) -> StandardRow:
    """A confirmed constraint value of 80 kWh/(m²·a) for every class, in use in the city."""
    standard = Standard.objects.create(code="T", title_zh="表", title_en="Table", level="local")
    use_standard(operator, area=city, standard=standard, first_day=date(2010, 1, 1))
    row = StandardRow.objects.create(
        standard=standard,
        quantity="energy.constraint",
        value=Decimal(80),
        decimals=0,
        unit="kWh/(m²·a)",
        first_day=date(2010, 1, 1),
        source="test",
        evidence="A",
        key=digest("beicheng"),
        entered_by="test",
    )
    confirm(operator, [row], Attestation("Wu", "the standard's own page", date(2026, 1, 5)))
    return row


def office(of: Area, *figures: str) -> Building:
    """An office of 23,410 m² with the intensities of 2024 and 2025."""
    building = Building.objects.create(
        area=of,
        name="Tower",
        function="A",
        floor_area=Decimal(23_410),
        in_use=True,
        completed_on=date(2008, 5, 20),
    )
    for year, figure in zip((2024, 2025), figures, strict=True):
        EnergyYear.objects.create(
            building=building,
            year=year,
            basis="reported",
            intensity=Decimal(figure),
            intensity_unit="kWh/(m²·a)",
        )
    return building


@pytest.mark.django_db
def test_a_published_edition_is_the_citys_law(operator: Actor, beicheng: Edition) -> None:
    row = publish(operator, pack_named(NAME))
    assert latest(NAME).hash == row.hash == digest(beicheng)
    assert edition(row.hash) == beicheng


@pytest.mark.django_db
def test_its_register_is_judged_by_its_own_law(
    limit: StandardRow, city: Area, operator: Actor, beicheng: Edition
) -> None:
    above, at, half = (
        office(city, "150", "145"),
        office(city, "150", "144"),
        office(city, "130", "130"),
    )
    publish(operator, beicheng)
    made = assess(operator, city, ON)
    assert made.edition.pack == NAME
    found = {(f.building_id, f.duty): f for f in Finding.objects.filter(year=2025, ended_by=None)}
    assert {duty for _, duty in found} <= {"2.1", "2.2"}, "Shenzhen's duties do not bind here"
    for duty, act in (("2.1", "audit_done"), ("2.2", "energy_retrofit_done")):
        owed = found[above.pk, duty]
        assert (Verdict(owed.verdict), owed.owed) == (Verdict.UNKNOWN, True)
        assert set(owed.missing) == {act}
        assert (at.pk, duty) not in found, "exactly eighty per cent is not more than eighty"
        assert (half.pk, duty) not in found, "half as much again is Shenzhen's line, not this one's"
    assert not Finding.objects.filter(duty="3").exists(), "no room records roof gardens yet"
