"""The conformity report as paper, made of what the agency entered (Article 15)."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.models import Filing
from greenward.law.language import Text

from ..models import Evaluation
from ..printing import Part, Record, both, pdf
from ..saying import star_words
from .qualified import Register
from .targets import text_of

TITLE = Text("绿色建筑等级符合性评估报告", "Report of the conformity assessment of the star")
MEASURED = (
    (Text("指标", "indicator"), 5),
    (Text("绿色专篇要求", "required by the green chapter"), 4),
    (Text("实测或核算", "found"), 4),
    (Text("单位", "unit"), 3),
    (Text("结论", "result"), 3),
)
MET = {True: Text("符合", "met"), False: Text("不符合", "not met"), None: Text("未判定", "open")}
DECLARED = Text(
    "本机构与工程各参建单位无利害关系，并对报告的真实性和准确性负责。",
    "No interest binds this agency to a party of the project; it answers for the truth and the "
    "accuracy of this report.",
)


def filed(actor: Actor, found: Evaluation, upload: Upload | None = None) -> Filing:
    """The report in the file: the signed one that is uploaded, or one made of what was entered."""
    project = found.project
    content = upload or ContentFile(pdf(record(actor, found)), name=f"{project.code}.pdf")
    return file_document(actor, project.matter, content, "report", both(TITLE))


def record(actor: Actor, found: Evaluation) -> Record:
    """What the sheet says on the day the person signed in issues it."""
    project = found.project
    certificate = (
        Register([found.organisation_id])
        .on(found.organisation_id, "evaluation", found.commissioned_on)
        .certificate
    )
    rows = [
        (both(text_of(one.indicator)), one.required, one.found, one.unit, both(MET[one.met]))
        for one in found.measurements.all()
    ]
    return Record(
        title=TITLE,
        number=project.code,
        author=found.organisation.name,
        on=timezone.localdate(),
        summary=[
            (Text("工程名称", "project"), project.name),
            (Text("建设单位", "development party"), project.developer.name),
            (Text("评估机构", "evaluation agency"), found.organisation.name),
            (Text("资质证书编号", "certificate"), certificate.number if certificate else ""),
            (Text("委托合同编号", "contract"), found.contract_number),
            (Text("委托日期", "commissioned on"), found.commissioned_on.isoformat()),
            (
                Text("评估完成日期", "concluded on"),
                found.concluded_on.isoformat() if found.concluded_on else "",
            ),
            (Text("认定等级", "star found"), both(star_words(found.star))),
        ],
        parts=[
            Part(Text("指标实测与核算", "What was measured"), MEASURED, rows),
            Part(Text("评估说明", "Summary of the assessment"), lines=found.summary.splitlines()),
            Part(
                Text("声明与签字", "Declaration and signature"),
                lines=[
                    both(DECLARED),
                    f"{found.organisation.name} · {actor.name} · {timezone.localdate()}",
                ],
            ),
        ],
    )
