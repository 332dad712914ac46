"""A sample of the clause that a tender document and a contract carry, in our own words (Article 14).

Star, permit and further requirements come from what is on record of the project, so that the clause
says what the permit says. What is not on record stays a blank to be filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from greenward.law.clauses import Paper, Service
from greenward.law.language import Text

from ..facts import Value
from ..models import Decision, Project
from ..sources.decisions import DAYS

BLANK = "______"
STAR_WORDS = {0: Text("基本级", "basic level"), 1: Text("一星级", "one star"),
              2: Text("二星级", "two stars"), 3: Text("三星级", "three stars")}  # fmt: skip
PERMIT_DAY = "permit_issued_on"
"""The fact that is the day of the permit whose star the clause repeats."""

WHO = {
    Paper.TENDER: Text("投标人", "the tenderer"),
    Paper.CONTRACT: Text("受托方", "the party commissioned"),
}
DOES = {
    Service.CONSULTING: Text(
        "咨询成果应当满足上述等级及要求，并逐项说明达到的依据；发现方案达不到时，及时书面告知委托方。",
        "What it advises meets this star and these requirements and says item by item by what; where a "
        "scheme falls short it tells the client in writing at once.",
    ),
    Service.DESIGN: Text(
        "各阶段设计文件应当按上述等级及要求编制，列明所采用的措施和计算依据；设计变更不得降低等级。",
        "The drawings of every stage are made for this star and these requirements and list the measures "
        "with their calculations; no change of design lowers the star.",
    ),
    Service.CONSTRUCTION: Text(
        "按设计文件和绿色专篇施工，材料、设备和工艺满足上述等级及要求，保存可核查的记录；未经原审批不得作降低等级的变更。",
        "It builds to the drawings and the green chapter; materials, equipment and methods meet this star "
        "and these requirements, and records are kept to show it; nothing that lowers the star is "
        "changed without the original approval.",
    ),
    Service.SUPERVISION: Text(
        "把上述等级及要求列入监理规划和实施细则，逐项旁站、检查并记录；发现不符的，要求整改并报告委托方。",
        "This star and these requirements stand in its supervision plan; it watches, checks and records "
        "each of them, and where something falls short demands its correction and reports it.",
    ),
}
CONSEQUENCE = {
    Paper.TENDER: Text(
        "投标文件应当对本条作出实质性响应；未响应的，不予通过评审。",
        "The tender answers this clause in substance; one that does not fails the evaluation.",
    ),
    Paper.CONTRACT: Text(
        "因受托方原因达不到上述等级或者要求的，由其自费整改到位，并按合同承担违约责任。",
        "Where the star or a requirement is missed through the fault of the party commissioned, it puts "
        "it right at its own cost and is liable for the breach.",
    ),
}


@dataclass(frozen=True)
class Requirements:
    """What the permit of a project says, as far as it is on record."""

    star: int | None
    prefab: bool
    permit: str = ""


def requirements(project: Project) -> Requirements:
    """The requirements of a project: its facts, and the number of the permit: one query."""
    facts: Mapping[str, Value] = project.facts
    gates = [gate for gate, day in DAYS.items() if day == PERMIT_DAY]
    held = Decision.objects.filter(project=project, gate__in=gates).order_by("-pk").first()
    number = held.number if held is not None and held.stands else ""
    star = facts.get("permit_star")
    return Requirements(
        None if star is None else int(star), facts.get("permit_notes_prefab") is True, number
    )


def sample(service: Service, paper: Paper, asked: Requirements) -> Text:
    """The clause for one document of one service, in both languages."""
    return Text(
        _written(service, paper, asked, "zh"),
        _written(service, paper, asked, "en"),
    )


def _written(service: Service, paper: Paper, asked: Requirements, lang: str) -> str:
    star = STAR_WORDS[asked.star].in_(lang) if asked.star is not None else BLANK
    permit = asked.permit or BLANK
    if lang == "zh":
        prefab = "，并落实该许可证载明的新型建筑工业化建造要求" if asked.prefab else ""
        return (
            f"绿色建筑等级及要求：本工程按建设工程规划许可证（编号{permit}）确定的绿色建筑等级建设，等级不低于{star}{prefab}。"
            f"{WHO[paper].zh}应当遵守：{DOES[service].zh}{CONSEQUENCE[paper].zh}"
        )
    prefab = ", and by its requirements of industrialised construction" if asked.prefab else ""
    return (
        f"Green-building star and requirements: the works are built to the green-building star of the "
        f"construction planning permit (No. {permit}), which is not below {star}{prefab}. "
        f"Binding on {WHO[paper].en}: {DOES[service].en} {CONSEQUENCE[paper].en}"
    )
