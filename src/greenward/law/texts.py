"""Official texts: a file with the words of a law is read into passages that can be pointed at.

A passage is one paragraph or item of an article, with an anchor such as ``art_32__para_2`` or
``art_49__para_1__item_1`` and a hash of its words. Serves every article: a rule keeps the place it
was read from, so that a text that changed since then is noticed. No text is shipped.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .language import Text

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_ZH = "[〇零一二两三四五六七八九十百千0-9]+"
_ARTICLE = re.compile(rf"(第(?P<zh>{_ZH})条|Article (?P<en>\d+)[.:]?)(?:\s+(?P<rest>.*))?$")
_CHAPTER = re.compile(rf"(第(?P<zh>{_ZH})章|Chapter (?P<en>[IVXLC]+|\d+))(\s|$)")
_SECTION = re.compile(rf"(第{_ZH}节|Section [IVXLC\d]+)(\s|$)")
_ITEM = re.compile(rf"(?P<label>[（(](?P<zh>{_ZH})[）)]|(?P<en>\d+)[.、．](?!\d))\s*(?P<rest>.*)$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKUP = re.compile(r"(?P<hashes>#{1,6})\s+")
_SENTENCE_END = tuple("。；：！？.;:!?")
_HEADING_LIMIT = 60
"""A heading without a number is short; a paragraph that lost its full stop is not taken for one."""


class TextRefused(Exception):
    """A file that is no official text; `text` says in both languages what, where and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


@dataclass(frozen=True)
class Passage:
    """The words of one paragraph or item, without those of the items below it.

    `label` is how the text numbers it (第三条, （一）, Article 3), empty where it does not;
    `chapter` counts from 1 (0: none), `heading` is the chapter's heading as printed.
    """

    place: str
    words: str
    label: str = ""
    chapter: int = 0
    heading: str = ""

    @property
    def sha256(self) -> str:
        return words_hash(self.words)


@dataclass(frozen=True)
class OfficialText:
    """What one file says: its front matter (title, adoption), its passages, and page furniture
    left out. `language` is zh or en."""

    language: str
    front: tuple[str, ...]
    passages: tuple[Passage, ...]
    left_out: tuple[str, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """The numbers of its articles in order; empty for a text that has none."""
        heads = (passage.place.partition("__")[0] for passage in self.passages)
        return tuple(dict.fromkeys(head[4:] for head in heads if head.startswith("art_")))

    def printed(self) -> Iterator[str]:
        """Every line of the body in its order, headings and numerals included."""
        chapter, heading = 0, ""
        for passage in self.passages:
            if (passage.chapter, passage.heading) != (chapter, heading):
                lines = passage.heading.split("\n")
                yield from lines[1:] if passage.chapter == chapter else lines
                chapter, heading = passage.chapter, passage.heading
            yield f"{passage.label} {passage.words}".strip()


def normalised(words: str) -> str:
    """Words as they are compared: NFKC, without white space and characters nobody sees."""
    plain = unicodedata.normalize("NFKC", words)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")


def words_hash(words: str) -> str:
    """SHA-256 in hex of the normalised words."""
    return hashlib.sha256(normalised(words).encode()).hexdigest()


def within(place: str, whole: str) -> bool:
    """Whether a place is another one or lies inside it."""
    return place == whole or place.startswith(whole + "__")


def hashes(passages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Place -> hash, for every article, paragraph and item of (place, words) in their order.

    The words of a place are its own and those of everything below it.
    """
    words: dict[str, list[str]] = {}
    for place, own in passages:
        parts = place.split("__")
        for depth in range(1, len(parts) + 1):
            words.setdefault("__".join(parts[:depth]), []).append(own)
    return {place: words_hash("".join(own)) for place, own in words.items()}


def read_text(content: bytes) -> OfficialText:
    """The official text a file holds: Markdown or plain text, Chinese or English.

    A text without articles (a report of a practice) becomes paragraphs ``para_1``, ``para_2`` …
    Raises TextRefused where the file is no text, or where articles, chapters or items are missing
    in their row.
    """
    lines = _lines(_decoded(content))
    first = next((n for n, line in enumerate(lines) if line.article), None)
    language = _language(line.words for line in lines)
    if first is None:
        return _plain(lines, language)
    start = _start_of_body(lines, first)
    reader = _Reader(language)
    for line, follower in zip(lines[start:], [*lines[start + 1 :], None], strict=True):
        reader.take(line, follower)
    return OfficialText(
        language,
        tuple(line.words for line in lines[:start]),
        tuple(reader.passages),
        tuple(reader.left_out),
    )


# --- lines ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """One line that is not empty, with its number in the file and its rank as a heading."""

    number: int
    words: str
    hashes: int = 0

    @property
    def article(self) -> re.Match[str] | None:
        return _ARTICLE.match(self.words)

    @property
    def chapter(self) -> re.Match[str] | None:
        return _CHAPTER.match(self.words)

    @property
    def section(self) -> bool:
        return bool(_SECTION.match(self.words))

    @property
    def heading(self) -> bool:
        return not self.article and bool(self.chapter or self.section or self.hashes)


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise TextRefused("文件是空的。", "The file is empty.")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in text):
            break
        if re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
            raise TextRefused(
                "这是网页，不是法规文本。请另存为纯文本（.txt）或 Markdown（.md）再读入。",
                "This is a web page, not the text of a law. Save it as plain text (.txt) or "
                "Markdown (.md) first.",
            )
        return text
    raise TextRefused(
        "文件不是文本。请使用 UTF-8 编码的 .txt 或 .md 文件。",
        "The file is not text. Use a .txt or .md file in UTF-8.",
    )


def _lines(text: str) -> list[_Line]:
    # A comment keeps its line breaks, so that numbers of lines stay those of the file.
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    found = []
    for number, raw in enumerate(text.splitlines(), 1):
        words = raw.replace("**", "").strip().strip("\ufeff")
        markup = _MARKUP.match(words)
        rank = len(markup["hashes"]) if markup else 0
        words = words[markup.end() :] if markup else words
        if words:
            found.append(_Line(number, words, rank))
    if not found:
        raise TextRefused("文件里没有文字。", "The file holds no words.")
    return found


def _language(lines: Iterable[str]) -> str:
    letters = [c for line in lines for c in line if c.isalpha()]
    chinese = sum(_is_chinese(c) for c in letters)
    return "zh" if 2 * chinese >= len(letters) else "en"


def _is_chinese(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


def _start_of_body(lines: list[_Line], first: int) -> int:
    """The line the body begins with: the headings right before the first article.

    A table of contents before them lists chapters too; it stays in the front.
    """
    start = first
    while start and lines[start - 1].heading and not lines[start].chapter:
        if lines[start - 1].hashes == 1 and not lines[start - 1].chapter:
            break
        start -= 1
    return start


def _plain(lines: list[_Line], language: str) -> OfficialText:
    passages = (Passage(f"para_{n}", line.words) for n, line in enumerate(lines, 1))
    return OfficialText(language, (), tuple(passages))


# --- articles -------------------------------------------------------------------------------


@dataclass
class _Reader:
    """Takes the body line by line and knows where in the text it stands."""

    language: str
    passages: list[Passage] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    chapter: int = 0
    heading: str = ""
    section: str = ""
    article: int = 0
    paragraph: int = 0
    item: int = 0
    label: str = ""
    """A numeral that stands on its line alone waits here for its words."""
    listing: bool = False
    """A paragraph announced a list (it ends with a colon), or its last item goes on (semicolon)."""

    def take(self, line: _Line, follower: _Line | None) -> None:
        if found := line.article:
            self._begin_article(line, int(found["en"] or 0) or number(found["zh"]))
            self.label = found[1]
            if found["rest"]:
                self._paragraph(found["rest"])
        elif line.heading or self._is_bare_heading(line, follower):
            self._head(line)
        elif _foreign(line.words, self.language):
            self.left_out.append(line.words)
        elif self.paragraph and (found := _ITEM.match(line.words)):
            self._begin_item(line, int(found["en"] or 0) or number(found["zh"]))
            self._add(found["rest"], found["label"])
            self.listing = False
        elif self.listing and self.paragraph:
            self.item += 1
            self._add(line.words)
            self.listing = line.words.endswith(("；", ";"))
        else:
            self._paragraph(line.words)

    def _begin_article(self, line: _Line, found: int) -> None:
        if found != self.article + 1:
            raise TextRefused(
                f"第{line.number}行是第{found}条，但前面是第{self.article}条：应为第{self.article + 1}条。"
                "请检查文件是否缺行。",
                f"Line {line.number} is Article {found}, after Article {self.article}: Article "
                f"{self.article + 1} was expected. See whether lines of the file are missing.",
            )
        self.article, self.paragraph, self.item, self.listing = found, 0, 0, False

    def _begin_item(self, line: _Line, found: int) -> None:
        if found != self.item + 1:
            raise TextRefused(
                f"第{line.number}行（第{self.article}条）是第{found}项，应为第{self.item + 1}项。"
                "请检查文件是否缺行。",
                f"Line {line.number} (Article {self.article}) is item {found}; item "
                f"{self.item + 1} was expected. See whether lines of the file are missing.",
            )
        self.item = found

    def _paragraph(self, words: str) -> None:
        self.paragraph, self.item = self.paragraph + 1, 0
        self._add(words)
        self.listing = words.endswith(("：", ":"))

    def _add(self, words: str, label: str = "") -> None:
        place = f"art_{self.article}__para_{self.paragraph}"
        place += f"__item_{self.item}" if self.item else ""
        heading = "\n".join(filter(None, (self.heading, self.section)))
        waiting, self.label = self.label, ""
        self.passages.append(Passage(place, words, label or waiting, self.chapter, heading))

    def _is_bare_heading(self, line: _Line, follower: _Line | None) -> bool:
        """A short line without a full stop right before an article: a heading whose numeral and
        markup were lost."""
        return bool(
            follower
            and (follower.article or follower.section)
            and self.passages
            and not self.listing
            and len(line.words) <= _HEADING_LIMIT
            and not line.words.endswith(_SENTENCE_END)
            and not _ITEM.match(line.words)
        )

    def _head(self, line: _Line) -> None:
        if line.section or (not line.chapter and line.hashes > 2):
            self.section = line.words
            return
        found = line.chapter
        expected = self.chapter + 1
        given = _chapter_number(found) if found else expected
        if given != expected and self.chapter:
            raise TextRefused(
                f"第{line.number}行是第{given}章，应为第{expected}章。请检查文件是否缺行。",
                f"Line {line.number} is Chapter {given}; Chapter {expected} was expected. See "
                "whether lines of the file are missing.",
            )
        self.chapter, self.heading, self.section = given, line.words, ""


def _foreign(words: str, language: str) -> bool:
    """A line without one letter of the text's own script is furniture of the page it came from."""
    letters = [c for c in words if c.isalpha()]
    return bool(letters) and not any(_is_chinese(c) == (language == "zh") for c in letters)


def _chapter_number(found: re.Match[str]) -> int:
    if found["zh"]:
        return number(found["zh"])
    return int(found["en"]) if found["en"].isdecimal() else _roman(found["en"])


def number(numeral: str) -> int:
    """The number a Chinese numeral up to 9,999 stands for: 第三十二条 holds 三十二, so 32."""
    if numeral.isdecimal():
        return int(numeral)
    total, digit = 0, 0
    for sign in numeral:
        if sign in TENS:
            total += (digit or 1) * TENS[sign]
            digit = 0
        else:
            digit = DIGITS[sign] if sign in DIGITS else int(sign)
    return total + digit


def _roman(numeral: str) -> int:
    values = [ROMAN[sign] for sign in numeral]
    return sum(-v if any(v < w for w in values[n + 1 :]) else v for n, v in enumerate(values))
