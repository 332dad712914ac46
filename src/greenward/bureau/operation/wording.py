"""Words for the sale: the sample clause of a contract and the board of the sales office (Article 19,
first paragraph; Regulations on Energy Conservation of Civil Buildings, Article 22)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.construction.models import Project
from greenward.bureau.construction.saying import star_words
from greenward.bureau.letters.printing import print_pdf
from greenward.law.language import Text
from greenward.law.warranty import Part

from .contents import Material, material
from .papers import SHEETS
from .sheets import period

BOARD = Text("绿色建筑明示牌", "Green building")


def clause(given: Material) -> Text | None:
    """A sample clause with the star, the indicators and the energy facts; None without a star."""
    if given.known.star is None:
        return None
    star = star_words(given.known.star)
    zh = [f"本房屋所在建筑的绿色建筑等级为{star.zh}。"]
    en = [f"The building in which the home lies has the green-building star: {star.en}."]
    if given.indicators:
        said = [(kind.label, kind.written(value)) for kind, value in given.indicators]
        zh.append("性能指标：" + "；".join(f"{label.zh} {value}" for label, value in said) + "。")
        en.append("Indicators: " + "; ".join(f"{la.en} {value}" for la, value in said) + ".")
    if length := given.warranties.get(Part.INSULATION):
        words = period(length)
        zh.append(f"保温工程保修期为{words.zh}，自竣工验收合格之日起算。")
        en.append(f"Insulation is under warranty for {words.en} from acceptance on completion.")
    zh.append("出卖人对以上内容的真实性负责；交付时达不到的，承担违约责任。")
    en.append("The seller answers for this; where it is not met at delivery, for the breach.")
    return Text("".join(zh), " ".join(en))


def board(project: Project) -> bytes:
    """The display board on A3 in both languages. Raises ValidationError without star or indicators."""
    given = material(project)
    if given.known.star is None:
        raise ValidationError(_("No star is known of the project yet."))
    if not given.indicators:
        raise ValidationError(_("Enter the performance indicators first."))
    today = timezone.localdate()
    star = star_words(given.known.star)
    data: dict[str, Any] = {
        "title": [BOARD.zh, BOARD.en],
        "about": f"{project.name} · {project.developer.name}",
        "author": project.developer.name,
        "date": [today.year, today.month, today.day],
        "star": [star.zh, star.en],
        "rows": [
            [[kind.label.zh, kind.label.en], kind.written(value), _plain(kind.said(value))]
            for kind, value in given.indicators
        ],
        "notes": [_plain(note) for note in _notes(given)],
    }
    return print_pdf("board", data, SHEETS)


def _notes(given: Material) -> list[Text]:
    found = []
    if measures := [line.strip() for line in given.particulars.measures.splitlines() if line]:
        said = "；".join(measures)  # as the developer wrote them, in whichever language
        found.append(Text(said, said))
    if length := given.warranties.get(Part.INSULATION):
        words = period(length)
        found.append(
            Text(f"保温工程保修期：{words.zh}", f"Insulation under warranty for {words.en}")
        )
    found.append(
        Text(
            "交房时您会拿到验房指南，可以自己验房，开发企业应当配合。",
            "At delivery you get a guide to inspecting the home; the developer helps you.",
        )
    )
    return found


def _plain(text: Text) -> list[str]:
    return [text.zh, text.en]
