"""The main job from an empty database, as the help texts tell a newcomer, one command at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

AREAS = "code,parent,name_zh,name_en,pack\n440300,,深圳市,Shenzhen,shenzhen\n440304,440300,福田区,Futian,\n"
REGISTER = """Building code,Name,District,Function,Energy class,Floor area (m²),In use,Completed on
440304A001,One,440304,office,office-commercial-B,30000,yes,2010-01-01
440304A002,Two,440304,office,office-commercial-B,many,yes,2010-01-01
"""
YEARS = """Building code,Year,Energy use intensity,Unit of intensity
440304A001,2024,151,kWh/(m²·a)
440304A001,2025,150,kWh/(m²·a)
440304A009,2025,150,kWh/(m²·a)
"""
LIMIT = """[standard]
code = "TABLE 1"
title = { zh = "限值", en = "Limits" }
level = "local"
first_day = 2014-01-01

[[group]]
quantity = "energy.constraint"
unit = "kWh/(m²·a)"
evidence = "A"
source = "notice 1"
rows = [{ value = 100 }]
"""


def test_from_nothing_to_a_retrofit_that_is_owed(on: Callable[..., Any], tmp_path: Path) -> None:
    for name, text in (("areas", AREAS), ("register", REGISTER), ("years", YEARS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "limits.toml").write_text(LIMIT, encoding="utf-8")

    def done(*words: str) -> str:
        found = on(*words)
        assert found.returncode == 0, found.stderr
        return found.stdout

    done("areas", "import", "areas.csv")
    done("law", "publish")
    assert "shenzhen" in done("law", "list")
    told = done("import", "buildings", "register.csv", "-p", "greenward-buildings")
    assert "Refused rows" in told
    assert "m²" in told
    done("import", "energy", "years.csv", "-p", "greenward-energy", "--dry-run")
    done("import", "energy", "years.csv", "-p", "greenward-energy")
    done("standards", "import", "limits.toml")
    done("standards", "use", "TABLE 1", "--area", "440300", "--from", "2014-01-01")
    row = next(
        line for line in done("standards", "list", "--open").splitlines() if "TABLE 1" in line
    )
    done("assess", "--on", "2026-11-20")
    before = done("explain", "440304A001", "--duty", "32.2.3", "--on", "2026-11-20", "--lang", "en")
    number = "".join(filter(str.isdigit, row.split("TABLE")[0]))
    signed = ["--official", "Wu", "--source", "notice 1", "--dated", "2026-11-20"]
    done("standards", "confirm", number, *signed)
    done("assess", "--on", "2026-11-20")
    after = done("explain", "440304A001", "--duty", "32.2.3", "--on", "2026-11-20", "--lang", "en")
    assert "(32.2.3): unknown\n" in before
    assert "an official has not confirmed it on the standards desk yet" in before
    assert "(32.2.3): unknown, owed\n" in after
    assert "[150 kWh/(m²·a); 100 kWh/(m²·a); 150 %]" in after
    done("export", "findings", "-f", "parquet", "-o", "findings.parquet")
    assert pl.read_parquet(tmp_path / "findings.parquet").height > 0
    assert "440304A001" in done("export", "buildings")
