"""The tree of areas, entered one by one or from a table, all or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.areas import import_areas, read_table, record_area
from greenward.bureau.casework.models import AuditEvent

TABLE = """code,parent,name_zh,name_en,pack,climate_zone
110000,,北京市,Beijing,,C
110101,110000,东城区,Dongcheng,,
110101001,110101,东华门街道,Donghuamen,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_makes_a_tree(operator: Actor, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "areas.csv"
    file.write_bytes(TABLE.encode(encoding))
    import_areas(operator, read_table(file))
    street = Area.objects.get(code="110101001")
    assert street.path == "110000/110101/110101001/"
    assert street.name_zh == "东华门街道"
    assert AuditEvent.objects.count() == 3


def test_again_gives_new_names_and_no_second_area(operator: Actor, futian: Area) -> None:
    before = Area.objects.count()
    record_area(operator, code="440304", parent="440300", name_zh="福田", name_en="Futian Qu")
    futian.refresh_from_db()
    assert (futian.name_zh, futian.path) == ("福田", "440300/440304/")
    assert Area.objects.count() == before


def test_an_area_does_not_move(operator: Actor, futian: Area) -> None:
    with pytest.raises(ValidationError):
        record_area(operator, code="440304", parent="440305", name_zh="福田区")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"code": "1", "parent": "nowhere", "name_zh": "x"}, "nowhere"),
        ({"code": "", "name_zh": "x"}, "code"),
        ({"code": "2", "name_zh": ""}, "name_zh"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_entered(
    operator: Actor, row: dict[str, str], what: str
) -> None:
    before = Area.objects.count()
    with pytest.raises(ValidationError) as refusal:
        import_areas(operator, [{"code": "9", "name_zh": "好"}, row])
    assert "3" in refusal.value.messages[0]
    assert what in refusal.value.messages[0]
    assert Area.objects.count() == before
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("content", [b"name;code\n", b"\xff\xfe\x00\x81 no text"])
def test_an_unreadable_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "areas.csv"
    file.write_bytes(content)
    with pytest.raises(ValidationError, match="areas.csv"):
        read_table(file)


def test_officials_do_not_draw_the_map(director: Actor) -> None:
    with pytest.raises(PermissionDenied):
        record_area(director, code="9", name_zh="x")
