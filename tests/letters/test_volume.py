"""A matter as one volume: every document on the page the index says, for each scope what its labels
allow, and nothing lost when a document cannot be bound."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DictionaryObject, NameObject, RectangleObject, TextStringObject

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import jobs
from greenward.bureau.casework.documents import keep_own
from greenward.bureau.casework.filings import file_document, redact
from greenward.bureau.casework.models import Document, Filing, Matter
from greenward.bureau.casework.words import act_name
from greenward.bureau.letters import filing, selectors, serving, telling, volumes
from greenward.bureau.letters.models import Consent, Letter, Volume
from greenward.bureau.letters.printing import print_plain

from .conftest import PNG


def pdf(words: str, *, pages: int = 1, width: float = 595, turned: int = 0) -> bytes:
    """A PDF whose every page says some words."""
    strip = PdfReader(
        io.BytesIO(print_plain("stamp", {"lang": "zh", "number": words, "pages": pages}))
    )
    writer = PdfWriter()
    for stamp in strip.pages:
        page = PageObject.create_blank_page(width=width, height=842)
        page.merge_transformed_page(stamp, Transformation().translate(100, 400))
        if turned:
            page.rotate(turned)
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def keep(actor: Actor, matter: Matter, content: bytes, title: str, label: str, type: str) -> Filing:
    document = keep_own(actor, content, f"{title}.{type.rpartition('/')[2]}", type)
    return filing.file(actor, matter, document, kind="report", title=title, label=label)


@pytest.fixture
def full(officer: Actor, issued: Letter, consent: Consent) -> Matter:
    """A served order, reports of each label, pictures, a table, a damaged and an encrypted PDF."""
    matter = issued.matter
    serving.in_inbox(officer, issued)
    keep(officer, matter, pdf("inside", pages=3), "内部报告", "internal", "application/pdf")
    keep(officer, matter, pdf("shared", width=1200), "当事人报告", "parties", "application/pdf")
    keep(officer, matter, pdf("turned", turned=90), "横向图纸", "parties", "application/pdf")
    keep(officer, matter, PNG, "现场照片", "public", "image/png")
    keep(officer, matter, b"a,b\n1,2\n", "数据表", "parties", "text/csv")
    keep(officer, matter, b"%PDF-1.7 broken", "坏文件", "parties", "application/pdf")
    locked = PdfWriter(clone_from=io.BytesIO(pdf("secret")))
    locked.encrypt("x")
    out = io.BytesIO()
    locked.write(out)
    keep(officer, matter, out.getvalue(), "加密文件", "parties", "application/pdf")
    return matter


def made(actor: Actor, matter: Matter, scope: str) -> tuple[Volume, PdfReader]:
    volume = volumes.ask(actor, matter, scope=scope)
    volumes.make(volume.pk)
    volume.refresh_from_db()
    assert volume.state == Volume.State.READY, volume.error
    return volume, PdfReader(volumes.path_of(volume))


def titles(reader: PdfReader) -> dict[str, int]:
    """The bookmarks with the number of the page each leads to."""
    return {one.title: reader.get_destination_page_number(one) + 1 for one in reader.outline}


def test_every_document_is_on_the_page_the_index_says(full: Matter, officer: Actor) -> None:
    volume, reader = made(officer, full, "all")
    said = [page.extract_text() for page in reader.pages]
    marks = titles(reader)
    assert len(reader.pages) == volume.pages
    assert "inside" in said[marks["内部报告"] - 1]
    assert "shared" in said[marks["当事人报告"] - 1]
    front = "".join("".join(said[: marks["内部报告"] - 1]).split())
    for title, page in marks.items():
        if title != "目录":
            assert "".join(title.split()) in front
            assert str(page) in front
    starts = sorted(marks.values())
    assert starts[0] == 1 and len(starts) == len(set(starts))


def test_every_page_bears_its_number_whatever_its_size_and_turn(
    full: Matter, officer: Actor
) -> None:
    volume, reader = made(officer, full, "all")
    for place, page in enumerate(reader.pages, start=1):
        said = "".join(page.extract_text().split())
        assert f"{full.number}{place}/{volume.pages}" in said
        assert page.rotation == 0
    assert reader.page_labels == [str(n) for n in range(1, volume.pages + 1)]


def test_what_cannot_be_bound_is_listed_with_name_and_hash(full: Matter, officer: Actor) -> None:
    _volume, reader = made(officer, full, "all")
    front = "".join("".join(page.extract_text() for page in reader.pages[:5]).split())
    for title in ("数据表", "坏文件", "加密文件"):
        assert title not in titles(reader)
        assert title in front
        assert Filing.objects.get(title=title).document_id in front
    for why in ("已损坏", "已加密", "不是PDF也不是图片"):
        assert why in front


@pytest.mark.parametrize(
    ("scope", "there", "missing"),
    [
        ("parties", {"当事人报告", "现场照片"}, {"内部报告"}),
        ("public", {"现场照片"}, {"内部报告", "当事人报告", "横向图纸"}),
    ],
)
def test_each_scope_keeps_to_the_labels(
    scope: str, there: set[str], missing: set[str], full: Matter, officer: Actor
) -> None:
    _volume, reader = made(officer, full, scope)
    said = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert there <= set(titles(reader))
    for title in missing:
        assert title not in said
    assert "Officer" not in said or scope == "parties"


def test_the_public_gets_the_redacted_copy(full: Matter, officer: Actor) -> None:
    original = file_document(
        officer, full, ContentFile(pdf("with names"), name="a.pdf"), "report", title="检测报告"
    )
    redact(
        officer, original, ContentFile(pdf("without names"), name="b.pdf"), title="检测报告公开版"
    )
    _volume, reader = made(officer, full, "public")
    said = "".join(page.extract_text() for page in reader.pages)
    assert "检测报告公开版" in titles(reader)
    assert "without names" in said and "with names" not in said.replace("without names", "")


def test_the_course_is_told_in_words(full: Matter, officer: Actor, owner: Actor) -> None:
    course = telling.tell(full, "all")["course"]
    acts = [row[1] for row in course]
    assert [act_name(one) for one in ("draft_order", "issue_letter", "serve_letter")] == [
        one for one in acts if one != act_name("write_letter")
    ][:3]
    public = telling.tell(full, "public")
    assert all(row[2] == "" for row in public["course"])
    assert len(public["course"]) < len(course)
    assert public["requests"] == [] == public["remarks"]


def test_who_may_have_it_for_whom(
    full: Matter, officer: Actor, owner: Actor, sibling_officer: Actor
) -> None:
    assert [one[0] for one in volumes.scopes(officer, full)] == ["all", "parties", "public"]
    assert [one[0] for one in volumes.scopes(owner, full)] == ["parties"]
    _volume, reader = made(owner, full, "parties")
    assert "内部报告" not in "".join(page.extract_text() for page in reader.pages)
    with pytest.raises(PermissionDenied):
        volumes.ask(sibling_officer, full, scope="all")


def test_a_party_is_refused_the_authoritys_volume(full: Matter, owner: Actor) -> None:
    with pytest.raises(PermissionDenied):
        volumes.ask(owner, full, scope="all")


def test_only_who_asked_may_fetch_it(full: Matter, officer: Actor, auditor: Actor) -> None:
    volume, _reader = made(officer, full, "all")
    assert volume in selectors.volumes(officer)
    assert volume not in selectors.volumes(auditor)


def test_a_bound_pdf_does_nothing_by_itself(matter: Matter, officer: Actor) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("acts")))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")}
    )
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    writer.add_annotation(
        0,
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): RectangleObject((0, 0, 9, 9)),
                NameObject("/A"): script,
            }
        ),
    )
    out = io.BytesIO()
    writer.write(out)
    assert b"JavaScript" in out.getvalue()
    keep(officer, matter, out.getvalue(), "带脚本", "parties", "application/pdf")
    volume, reader = made(officer, matter, "all")
    bound = reader.pages[titles(reader)["带脚本"] - 1]
    assert "/AA" not in bound
    assert all("/A" not in one.get_object() for one in bound.get("/Annots", ()))
    assert b"JavaScript" not in volumes.path_of(volume).read_bytes()


def test_what_waits_for_the_scanner_is_not_bound(matter: Matter, officer: Actor) -> None:
    held = keep(officer, matter, pdf("infected"), "染毒", "parties", "application/pdf")
    Document.objects.filter(pk=held.document_id).update(scan=Document.Scan.INFECTED)
    _volume, reader = made(officer, matter, "all")
    assert "染毒" not in titles(reader)
    assert "染毒" in "".join(page.extract_text() for page in reader.pages)


def test_a_worker_makes_it_and_says_how_far(
    matter: Matter, officer: Actor, transactional_db: None
) -> None:
    volume = volumes.ask(officer, matter, scope="all")
    jobs.run_worker(wait=False)
    volume.refresh_from_db()
    assert (volume.state, volume.done) == (Volume.State.READY, volume.total)
    before = volumes.path_of(volume).read_bytes()
    volumes.make(volume.pk)  # a job that comes twice changes nothing
    assert volumes.path_of(volume).read_bytes() == before


def test_a_failure_is_told(matter: Matter, officer: Actor, monkeypatch: Any) -> None:
    volume = volumes.ask(officer, matter, scope="all")
    volumes.failed(volume.pk, "no space left")
    volume.refresh_from_db()
    assert (volume.state, volume.error) == (Volume.State.FAILED, "no space left")


def test_a_long_index_still_names_the_right_pages(matter: Matter, officer: Actor) -> None:
    """The index grows over several pages, which moves the documents it names."""
    for number in range(70):
        keep(
            officer,
            matter,
            pdf(f"document {number}"),
            f"材料{number}",
            "parties",
            "application/pdf",
        )
    _volume, reader = made(officer, matter, "all")
    marks = titles(reader)
    assert marks["材料0"] > 4
    for number in (0, 35, 69):
        assert (
            f"document {number} " in reader.pages[marks[f"材料{number}"] - 1].extract_text() + " "
        )
