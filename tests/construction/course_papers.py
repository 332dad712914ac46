"""What is left on paper of a course from land to keys: each paper is fetched by somebody who may have it,
and read for all that must stand on it (Articles 8, 13, 15, 16, 18, 19).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.construction.models import Decision, Project
from greenward.bureau.letters.models import Letter

from .course_kit import COMPANIES, Desk

WHOLE = {
    "refused": ("不予准许决定书", "440304-GH-", "绿色专篇的等级不低于许可的等级", "第13.2条",
                "复议", "可以重新申请"),
    "granted": ("准予决定书", "440304-GH-", "★★", "第12.4条", "第6.1条", "复议"),
    "commitment": ("工程质量终身责任承诺书", "林晓", "440300-0001", "绿屿花园一期",
                   "Commitment to lifelong responsibility"),
    "assessment": ("绿色建筑等级符合性评估报告", "★★", "岭南绿色建筑评估中心", "kgCO2", "钟老师"),
    "acceptance": ("绿色建筑专项验收报告", "专项验收合格", "★★", "氡", "DnT,w+C",
                   *(person for _name, person in list(COMPANIES.values())[:4])),
    "guarantee": ("绿色建筑质量保证书", "二星级", "建筑能耗指标", "保修范围", "保修期限", "50年",
                  "其他保修责任", "违约责任", "深圳绿屿置业有限公司", "Qualityguaranteecertificate"),
    "manual": ("绿色建筑使用说明书", "绿色性能指标", "绿色技术措施", "新风机", "使用方法",
               "Instructionmanual"),
    "guide": ("验房指南", "1201", "二星级", "卧室", "厨房", "Guidetoinspectingthehome"),
    "board": ("绿色建筑明示牌", "二星级", "55kWh", "65dB", "52dB", "kgCO2", "5年"),
}  # fmt: skip
"""What must stand on each paper, without the spaces."""


def whole_documents(desk: Desk, people: Mapping[str, Actor]) -> None:
    """Every paper of the course, fetched by somebody who may have it, says all it must."""
    found = fetched(desk, people)
    assert found.keys() == WHOLE.keys()
    for name, content in found.items():
        said = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
        said = "".join(said.split())
        lacking = [words for words in WHOLE[name] if "".join(words.split()) not in said]
        assert not lacking, f"{name} lacks {lacking}: {said}"
        if folder := os.environ.get("GREENWARD_SHOTS"):
            Path(folder, f"{name}.pdf").write_bytes(content)


def fetched(desk: Desk, people: Mapping[str, Actor]) -> dict[str, bytes]:
    """The papers by name: letters as the officer has them, the rest as the clerk and the buyer do."""
    project = Project.objects.get()
    desk.sits(people["planning"])
    decisions = {row.granted: row.pk for row in Decision.objects.filter(gate="planning_permit")}
    found = {
        name: desk.pdf(f"/letters/{Letter.objects.get(fields__decision=decisions[granted]).pk}/pdf")
        for name, granted in (("refused", False), ("granted", True))
    }
    desk.sits(people["clerk"])
    found["commitment"] = desk.pdf(
        f"/projects/{project.pk}/people/{project.engagements.order_by('pk')[0].pk}/commitment.pdf"
    )
    report = project.evaluations.get().report_id
    found["assessment"] = desk.pdf(f"/filings/{report}/file")
    kinds = {
        "acceptance": "acceptance_report",
        "guarantee": "quality_guarantee",
        "manual": "manual",
    }
    for name, kind in kinds.items():
        found[name] = desk.pdf(f"/papers/{project.papers.get(kind=kind).pk}")
    found["board"] = desk.pdf(f"/projects/{project.pk}/sale/board")
    desk.sits(people["buyer"])
    guide = project.papers.get(kind="inspection_guide")
    found["guide"] = desk.pdf(f"/home/{guide.unit_id}/guide")
    return found
