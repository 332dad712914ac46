"""The commitment to lifelong responsibility for quality that a leader signs (Article 8): its words, in
versions that stay as they were, and its sheet for the archive.

What is kept with a signature is the hash of the version's words; names and days stand in the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from greenward.bureau.letters.printing import print_pdf
from greenward.law.language import Text

from ..models import Engagement
from ..printing import SHEETS


@dataclass(frozen=True)
class Wording:
    """One version of the commitment. `lines` may name {person}, {title}, {organisation}, {role},
    {project} and {code}."""

    head: Text
    lines: tuple[Text, ...]

    @property
    def hash(self) -> str:
        """SHA-256 over its words in both languages."""
        words = [self.head, *self.lines]
        said = "\n".join(text for one in words for text in (one.zh, one.en))
        return sha256(said.encode()).hexdigest()


VERSIONS = (
    Wording(
        Text("工程质量终身责任承诺书", "Commitment to lifelong responsibility for quality"),
        (
            Text(
                "本人{person}，受{organisation}（{role}）委派，担任{project}（项目编号{code}）的{title}，郑重承诺如下：",
                "I, {person}, act for {organisation} ({role}) as {title} of {project} (project number "
                "{code}), and commit myself as follows:",
            ),
            Text(
                "在任职期间依法履职，按照规划许可确定的绿色建筑等级、绿色专篇和有关标准组织本单位的工作，不降低等级，不以任何方式要求或者默许他人违反标准。",
                "While in office I do my duty by the law and lead my party's work by the green-building "
                "star of the permit, the green chapter and the standards; I lower nothing, and neither "
                "demand nor suffer that others break a standard.",
            ),
            Text(
                "对本人签署的文件和经手的工程质量负责。工程在设计使用年限内出现由此产生的质量问题，无论本人届时任职于何处、是否在职，均依法承担责任。",
                "I answer for what I sign and for the quality of the works in my hands. Where it fails "
                "within the design life of the building I bear the liability the law provides, "
                "wherever I then work and whether or not I still do.",
            ),
            Text(
                "离任时办理书面交接；离任不免除任职期间的责任。本承诺书由主管部门存档，长期保存。",
                "When I leave I hand over in writing; leaving does not end what I answer for from my "
                "time. The authority keeps this commitment for good.",
            ),
        ),
    ),
)
"""Newest first. A version that was signed is never changed: a new one is put before it."""


def current() -> Wording:
    return VERSIONS[0]


def wording_of(engagement: Engagement) -> Wording:
    """The version the person signed; the newest where nothing is signed here yet."""
    signed = (one for one in VERSIONS if one.hash == engagement.text_hash)
    return next(signed, current())


def said(engagement: Engagement, lang: str) -> dict[str, Any]:
    """The commitment of one person in a language: its head and its lines."""
    wording = wording_of(engagement)
    with override("zh-hans" if lang == "zh" else "en"):
        names = {
            "person": engagement.name,
            "title": str(engagement.get_title_display()),
            "organisation": engagement.organisation.name,
            "role": str(engagement.get_role_display()),
            "project": engagement.project.name,
            "code": engagement.project.code,
        }
    return {
        "lang": lang,
        "head": wording.head.in_(lang),
        "lines": [line.in_(lang).format(**names) for line in wording.lines],
        "signature": {
            "zh": {
                "person": "承诺人",
                "number": "注册证号",
                "day": "签署日期",
                "hash": "文本校验值",
            },
            "en": {
                "person": "Signed by",
                "number": "Registration number",
                "day": "Signed on",
                "hash": "Checksum of the words",
            },
        }[lang],
    }


def pdf(engagement: Engagement) -> bytes:
    """The commitment as it is printed: Chinese, then English; to be signed by hand where nobody
    signed it here."""
    here = engagement.committed_on if engagement.text_hash else None
    day = here or timezone.localdate()
    return print_pdf(
        "commitment",
        {
            "date": [day.year, day.month, day.day],
            "signed": here.isoformat() if here else "",
            "person": engagement.name,
            "registration": engagement.registration,
            "hash": wording_of(engagement).hash[:16],
            "parts": [said(engagement, "zh"), said(engagement, "en")],
        },
        SHEETS,
    )
