"""Letters on paper: PDF/A that says so, text as it was typed, signs that cannot be printed, the QR."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy
import pytest
import zxingcpp
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.models import Matter
from greenward.bureau.letters import content, drafts, issuing, kinds, rendering, seals
from greenward.bureau.letters.content import Content, Line
from greenward.bureau.letters.models import Authority, Letter
from greenward.bureau.letters.printing import PrintError, print_pdf
from greenward.law.language import Text

from .conftest import ORDER, pdf_of, write_order

HOSTILE = [
    '#import "/etc/passwd"',
    '#read("/etc/passwd")',
    "$x$ *b* _i_ `raw` <label> @ref // /* */ \\ ~ -- ---",
    "]#panic()[",
    '"}} {{ {% include "x" %}',
    "<script>alert(1)</script> & &amp;",
    "= 标题\n+ 列表\n- 项",
    "#" * 200,
]


DECODE = """
async coded => {
  const image = new Image();
  image.src = "data:image/png;base64," + coded;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const data = context.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < data.length; at += 32768)
    text += String.fromCharCode(...data.subarray(at, at + 32768));
  return [image.height, image.width, btoa(text)];
}
"""


@pytest.fixture
def pixels(browser: Any) -> Iterator[Callable[[bytes], Any]]:
    """The pixels of a PNG as rows of red, green and blue, decoded by the browser."""
    page = browser.new_page()

    def decode(png: bytes) -> Any:
        height, width, coded = page.evaluate(DECODE, base64.b64encode(png).decode())
        flat = numpy.frombuffer(base64.b64decode(coded), dtype=numpy.uint8)
        return numpy.ascontiguousarray(flat.reshape(height, width, 4)[:, :, :3])

    yield decode
    page.close()


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(made: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_is_markup(
    typed: str, officer: Actor, matter: Matter, authority: Authority
) -> None:
    letter = write_order(officer, matter, found=typed, demand=typed)
    said = text_of(rendering.draft_pdf(letter))
    for line in typed.splitlines():
        assert said.count(squeezed(line)) >= 2
    page = rendering.page(letter).decode()
    assert "<script>" not in page


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from("#$*_`<>@\\/[](){}\"'=+-~.,:;&|^% a1中文（）：\n"), max_size=60))
def test_whatever_is_typed_is_printed_or_refused(
    officer: Actor, matter: Matter, authority: Authority, typed: str
) -> None:
    letter = Letter(matter=matter, kind="order", party=matter.parties.get(), fields=ORDER)
    letter.fields = {**ORDER, "found": typed}
    said = text_of(rendering.draft_pdf(letter))
    for line in typed.splitlines():
        assert squeezed(line) in said


def test_chemical_formulas_are_printed(
    officer: Actor, matter: Matter, authority: Authority
) -> None:
    """The font has no lowered figures, and the units of our own forms have them."""
    fields = {**ORDER, "found": "28.4 kgCO₂/(m²·a)"}
    letter = Letter(matter=matter, kind="order", party=matter.parties.get(), fields=fields)
    assert squeezed("28.4 kgCO2/(m²·a)") in text_of(rendering.draft_pdf(letter))


@pytest.mark.parametrize("typed", ["a\x07b", "a\u202eb", "\ue000", "好😀", "ก", "\u200b"])
def test_a_sign_that_cannot_be_printed_is_named(
    typed: str, officer: Actor, matter: Matter, authority: Authority
) -> None:
    with pytest.raises(ValidationError) as caught:
        write_order(officer, matter, found=typed)
    assert caught.value.code == "unprintable"
    assert not Letter.objects.exists()


def test_it_says_that_it_is_pdf_a_and_pdf_ua(issued: Letter) -> None:
    reader = PdfReader(pdf_of(issued))
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("2", "A")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp.stream.get_data()
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert "/OutputIntents" in root
    assert not reader.is_encrypted
    assert str(root["/Lang"]).startswith("zh")


def test_every_font_is_embedded(issued: Letter) -> None:
    reader = PdfReader(pdf_of(issued))
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile3", "/FontFile2"} & set(below["/FontDescriptor"].get_object())


def test_the_letter_says_everything(issued: Letter) -> None:
    reader = PdfReader(pdf_of(issued))
    said = text_of(pdf_of(issued).getvalue())
    for text in (
        "深圳市福田区住房和建设局",
        "责令改正通知书",
        issued.number,
        "Greenwood：",
        "一、基本情况",
        "二、查明的情况",
        "配电室只有一块总表",
        "三、依据",
        "四、要求",
        "30日内",
        "五、救济途径",
        "六十日内向深圳市福田区人民政府申请行政复议",
        "深圳市盐田区人民法院",
        issued.code,
        rendering.content.day(issued.issued_on).zh,
    ):
        assert squeezed(text) in said, text
    assert "草稿" not in said
    assert reader.metadata is not None
    assert issued.number in reader.metadata.title


def test_a_draft_is_marked_on_every_page(
    officer: Actor, matter: Matter, authority: Authority
) -> None:
    letter = write_order(officer, matter, found="甲" * 3000)
    pages = PdfReader(io.BytesIO(rendering.draft_pdf(letter))).pages
    assert len(pages) > 2
    for page in pages:
        assert "草稿DRAFT" in squeezed(page.extract_text())
    assert "号" not in squeezed(pages[0].extract_text()).partition("责令改正通知书")[0][-3:]


def test_a_list_over_many_pages_is_printed(
    officer: Actor, matter: Matter, authority: Authority
) -> None:
    letter = write_order(officer, matter, demand="\n".join(f"第{n}项" for n in range(120)))
    assert "第119项" in text_of(rendering.draft_pdf(letter))


def test_the_translation_follows_on_pages_of_its_own(
    officer: Actor, futian_director: Actor, matter: Matter, authority: Authority
) -> None:
    letter = drafts.write(
        officer, matter, "order", party=matter.parties.get(), fields=ORDER, translated=True
    )
    issued = issuing.issue(futian_director, letter)
    pages = [page.extract_text() for page in PdfReader(pdf_of(issued)).pages]
    first = next(n for n, text in enumerate(pages) if "Order to correct" in text)
    assert first > 0
    assert "the Chinese text governs" in pages[first]
    assert issued.code in squeezed("".join(pages[:first]))
    assert issued.code not in squeezed("".join(pages[first:]))


@pytest.mark.parametrize("name", sorted(kind.name for kind in kinds.every() if kind.by_hand))
def test_every_kind_is_said_in_both_languages(name: str, issued: Letter, officer: Actor) -> None:
    kind = kinds.named(name)
    about = issued if kind.about else None
    fields = {one.name: f"内容{one.name}" for one in kind.fields}
    fields |= {"until": "2026-12-31"} if "until" in fields else {}
    letter = drafts.write(
        officer,
        issued.matter,
        name,
        party=issued.party,
        fields=fields,
        about=about,
        translated=True,
    )
    built = rendering.built(letter)
    chinese, english = content.in_language(built, "zh"), content.in_language(built, "en")
    assert chinese["title"] == kind.title.zh != english["title"] == kind.title.en
    assert len(chinese["parts"]) == len(english["parts"])
    said = text_of(rendering.draft_pdf(letter))
    assert squeezed(kind.title.zh) in said and squeezed(kind.title.en) in said
    typed = [one for one in kind.fields if one.name not in ("until", "count")]
    assert all(squeezed(fields[one.name]) in said for one in typed)


def test_the_content_is_kept_as_it_was() -> None:
    made = Content(
        title=Text("题", "title"),
        opening=Text("", ""),
        facts=(Line(Text("甲", "a"), Text("乙", "b")),),
        asks=(Text("一", "one"), Text("二", "two")),
        until=Text("前", "by"),
    )
    assert content.read(content.kept(made)) == made
    assert content.read(content.kept(replace(made, facts=(), until=None))).until is None


@override_settings(PUBLIC_URL="https://greenward.example")
def test_the_qr_leads_to_the_check(issued: Letter, pixels: Callable[[bytes], Any]) -> None:
    images = [pixels(one) for one in rendering.images(issued)]
    found = [one.text for image in images for one in zxingcpp.read_barcodes(image)]
    assert found == [f"https://greenward.example/letters/check/{issued.code}"]


def test_the_seal_is_drawn_in_red(issued: Letter, pixels: Callable[[bytes], Any]) -> None:
    signed = pixels(rendering.images(issued)[-1])
    red = (signed[:, :, 0] > 150) & (signed[:, :, 1] < 60) & (signed[:, :, 2] < 80)
    assert red.sum() > 3000


@given(st.text(min_size=0, max_size=40))
@settings(max_examples=30)
def test_any_name_can_stand_in_the_seal(name: str) -> None:
    drawn = seals.drawn(name)
    assert drawn.startswith("<svg") and drawn.count("<text") == len(name)


def test_a_fault_of_the_sheet_is_no_fault_of_the_officer() -> None:
    with pytest.raises(PrintError):
        print_pdf("letter", {"parts": []})


def test_the_page_says_the_same_as_the_paper(issued: Letter) -> None:
    page = path_of(issued.page).read_text(encoding="utf-8")
    for text in (issued.number, "配电室只有一块总表", "深圳市盐田区人民法院", issued.code):
        assert text in page
