"""From a finding to the words of a letter: what was found, in which article it is asked for, what
is to be done (Penalty Law, Article 28)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import edition
from greenward.law.language import Duty, Edition
from greenward.law.sentence import Explanation, Step

from .explaining import explain_finding
from .models import Finding


DIGITS = ("", *"一二三四五六七八九")


def letter_of(building: Building, finding: Finding) -> dict[str, Any]:
    """The fields of an order to correct as far as they are known: found, basis, demand.

    Letters are Chinese, whatever the language of the page.
    """
    said = explain_finding(finding, "zh")
    duty = said.judgement.duty
    return {
        "found": "\n".join([str(building), *grounds(said)]),
        "basis": basis(edition(finding.edition_id), duty),
        "demand": duty.remedy.zh if duty.remedy else said.text,
    }


def grounds(said: Explanation) -> list[str]:
    """What a verdict stood on, one fact a line with its numbers, as a letter lists it."""
    return [
        f"{leaf.text}（{leaf.value}）" if leaf.value else leaf.text
        for step in (said.binds, said.fulfilled)
        for leaf in _leaves(step)
    ]


def _leaves(step: Step) -> Iterator[Step]:
    if not step.children:
        yield step
    for child in step.children:
        yield from _leaves(child)


def basis(law: Edition, duty: Duty) -> str:
    """The article a duty stands in, as a Chinese letter cites it: its law, 条, 款 and 项."""
    titles = {one.code: one.title.zh for one in law.instruments}
    title = titles[duty.instrument or law.instruments[0].code]
    places = zip(duty.article.split("."), ("条", "款", "项"), strict=False)
    return title + "".join(f"第{numeral(int(number))}{unit}" for number, unit in places)


def numeral(number: int) -> str:
    """A number of 1 to 99 as Chinese law texts write it: 32 is 三十二."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + DIGITS[ones]
