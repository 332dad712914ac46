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
SCOPE = frozenset({"in_city", "in_use", "public", "supplier_in_city"})
"""Facts that only say that the law looks at the building at all: no finding of a letter."""


def letter_of(building: Building, finding: Finding) -> dict[str, Any]:
    """The fields of an order to correct as far as they are known: found, basis, demand.

    Letters are Chinese, whatever the language of the page.
    """
    law = edition(finding.edition_id)
    said = explain_finding(finding, "zh")
    duty = said.judgement.duty
    found = [_what_it_is_about(building, finding.year), *grounds(said, law)]
    return {
        "found": "\n".join(found),
        "basis": basis(law, duty),
        "demand": duty.remedy.zh if duty.remedy else said.text,
    }


def _what_it_is_about(building: Building, year: int | None) -> str:
    place = "，".join(part for part in (building.code, building.address) if part)
    about = f"{building}（{place}）" if place else str(building)
    return f"{about}，{year}年度" if year else about


def grounds(said: Explanation, law: Edition) -> list[str]:
    """What a verdict stood on, one fact a line with its numbers, as a letter lists it: why the duty
    binds, then in what it is not fulfilled."""
    scope = frozenset(entry.label.zh for entry in law.vocabulary if entry.name in SCOPE)
    bound = [line for part in _parts(said.binds) for line in _lines(part, scope)]
    lacks = [line for line in _leaves(said.fulfilled) if line.truth is False]
    return bound + [_lack(step) for step in lacks]


def _parts(step: Step) -> tuple[Step, ...]:
    return step.children or (step,)


def _lines(step: Step, scope: frozenset[str]) -> Iterator[str]:
    """The facts under a step; a term that stands on a single one is said together with it."""
    if step.text in scope:
        return
    told = [part for part in step.children if part.text not in scope]
    if not step.children:
        yield _said(step)
    elif len(told) == 1 and not told[0].children and told[0].text not in step.text:
        yield f"{step.text}，{_said(told[0])}"
    else:
        for part in told:
            yield from _lines(part, scope)


def _said(step: Step) -> str:
    return f"{step.text}（{step.value.replace('; ', '；')}）" if step.value else step.text


def _lack(step: Step) -> str:
    """A flag that fails says so itself; a comparison says the rule that was not kept."""
    return f"未做到：{_said(step)}" if step.value else step.text


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
    return f"《{title}》" + "".join(f"第{numeral(int(number))}{unit}" for number, unit in places)


def numeral(number: int) -> str:
    """A number of 1 to 99 as Chinese law texts write it: 32 is 三十二."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + DIGITS[ones]
