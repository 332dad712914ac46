"""Real files of every accepted type, and hostile ones, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

import typst
import vl_convert
import xlsxwriter
from django.core.files.base import ContentFile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
IDENTITY = "11010519491231002X"
"""The example of GB 11643."""


def upload(content: bytes, name: str) -> ContentFile:
    return ContentFile(content, name=name)


@cache
def pdf(text: str = "Energy audit of Tower A") -> bytes:
    return typst.compile(text.encode(), format="pdf", ignore_system_fonts=True)


def _written(writer: PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _action(kind: str, key: str, value: str) -> DictionaryObject:
    said = {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject(value)}
    return DictionaryObject(said)


def pdf_with_script() -> bytes:
    """A script that runs when the document is opened."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    script = _action("/JavaScript", "/JS", "app.alert('hello');")
    writer.root_object[NameObject("/OpenAction")] = script
    return _written(writer)


def pdf_hidden_script() -> bytes:
    """A script in a compressed object stream (ISO 32000-1, 7.5.7): no search of the bytes finds it."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/AA<</O 4 0 R>>>>",
        b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
    ]
    places, body = [], b""
    for number, one in enumerate(objects, start=1):
        places.append(b"%d %d" % (number, len(body)))
        body += one + b" "
    head = b" ".join(places) + b" "
    held = zlib.compress(head + body)
    stream = b"5 0 obj\n<</Type/ObjStm/N 4/First %d/Length %d/Filter/FlateDecode>>stream\n" % (
        len(head),
        len(held),
    )
    out = b"%PDF-1.5\n" + stream + held + b"\nendstream\nendobj\n"
    rows = [(0, 0, 0), *((2, 5, at) for at in range(4)), (1, 9, 0), (1, len(out), 0)]
    table = b"".join(struct.pack(">BHB", *row) for row in rows)
    entry = b"6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    at = len(out)
    return out + entry + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def pdf_launching() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.root_object[NameObject("/OpenAction")] = _action("/Launch", "/F", "cmd.exe")
    return _written(writer)


def pdf_with_attachment() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.add_attachment("run.exe", b"MZ")
    return _written(writer)


def pdf_locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(password, "owner", algorithm="AES-256")
    return _written(writer)


def pdf_with_older_version(text: str) -> bytes:
    """A PDF saved again by adding to its end: what it said before is still inside."""
    writer = PdfWriter(io.BytesIO(pdf(text)), incremental=True)
    writer.add_metadata({"/Title": "changed"})
    return _written(writer)


def png(width: int = 40, height: int = 30) -> bytes:
    rows = b"".join(b"\0" + b"\x20\x80\x40" * width for _row in range(height))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(rows)),
            _chunk(b"IEND", b""),
        ]
    )


def png_stating(width: int, height: int) -> bytes:
    """A tiny file that says it is a huge image."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def jpeg() -> bytes:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="green"/></svg>'
    return vl_convert.svg_to_jpeg(svg)


def tiff(width: int = 8, height: int = 8) -> bytes:
    entries = [(256, 3, 1, width), (257, 3, 1, height)]
    rows = b"".join(
        struct.pack("<HHIHH", tag, kind, n, value, 0) for tag, kind, n, value in entries
    )
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + rows + struct.pack("<I", 0)


def zipped(parts: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return held.getvalue()


OOXML = "application/vnd.openxmlformats-officedocument."


def ooxml(
    main: str = "wordprocessingml.document.main+xml",
    text: str = "Energy audit",
    more: dict[str, bytes] | None = None,
) -> bytes:
    types = f'<Types><Override PartName="/m.xml" ContentType="{OOXML}{main}"/></Types>'
    body = f"<w:document><w:t>{text}</w:t></w:document>"
    parts = {"[Content_Types].xml": types.encode(), "word/document.xml": body.encode()}
    return zipped(parts | (more or {}))


def xlsx() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet("A").write_row(0, 0, ["kWh", 12])
    return held.getvalue()


def odf(kind: str = "text") -> bytes:
    stated = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": stated, "content.xml": b"<a/>"}, stored=("mimetype",))


def ofd() -> bytes:
    return zipped({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<d/>"})


def bomb(size: int = 300 * 2**20) -> bytes:
    """An office document of some 300 kB that unpacks to 300 MB."""
    held = io.BytesIO()
    types = f'<Types><Override ContentType="{OOXML}wordprocessingml.document.main+xml"/></Types>'
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        with archive.open("word/document.xml", "w") as part:
            for _piece in range(size // 2**20):
                part.write(bytes(2**20))
    return held.getvalue()


def bomb_that_lies() -> bytes:
    """The directory states few bytes, the part unpacks to many."""
    content = bytearray(bomb(64 * 2**20))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 1000)
    return bytes(content)


def ifc() -> bytes:
    return (
        b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('a','2026-01-01',(''),(''),"
        b"'','','');\nFILE_SCHEMA(('IFC4'));\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n"
    )


def dxf() -> bytes:
    return b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n"


def dwg() -> bytes:
    return b"AC1032" + bytes(2000)


GOOD: dict[str, tuple[bytes, str]] = {
    "pdf": (pdf(), "审计报告.pdf"),
    "png": (png(), "a.png"),
    "jpeg": (jpeg(), "a.JPG"),
    "tiff": (tiff(), "a.tif"),
    "docx": (ooxml(), "a.docx"),
    "xlsx": (xlsx(), "a.xlsx"),
    "pptx": (ooxml("presentationml.presentation.main+xml"), "a.pptx"),
    "odt": (odf(), "a.odt"),
    "ods": (odf("spreadsheet"), "a.ods"),
    "odp": (odf("presentation"), "a.odp"),
    "ofd": (ofd(), "a.ofd"),
    "ifc": (ifc(), "a.ifc"),
    "dxf": (dxf(), "a.dxf"),
    "dwg": (dwg(), "a.dwg"),
    "txt": ("能耗 kWh\n1,2\n".encode(), "a.csv"),
}
