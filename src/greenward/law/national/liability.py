"""What the authority owes after a breach (Articles 40 to 42, 44): order, suspend, revoke.

The fines of Articles 40 to 42 stand on the duties they punish; here is that correction is ordered.
A registered professional is suspended for three to twelve months, both included, or in a grave case
loses the certificate and is not registered again for five years.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import (
    Authority,
    Bearer,
    Clock,
    Condition,
    Count,
    Duty,
    Period,
    Subject,
    Text,
)
from .terms import duty

LEAST_MONTHS, MOST_MONTHS = 3, 12
BARRED_MONTHS = 60
"""Article 44: five years without registration after a revocation."""

ORDER = Text("送达责令改正通知书。", "Serve an order to correct.")


def _order(id: str, article: str, subject: Subject, text: Text, applies: Condition) -> Duty:
    return duty(
        id,
        article,
        subject,
        (Bearer.AUTHORITY,),
        text,
        applies,
        fact.energy_correction_ordered,
        ORDER,
    )


DUTIES = (
    _order(
        "N40.1",
        "40",
        Subject.ENGAGEMENT,
        Text(
            "施工单位未按节能强制性标准施工的，责令改正。",
            "A contractor that did not build to the energy standards is ordered to correct it.",
        ),
        fact.builds_civil & ~fact.energy_standards_followed,
    ),
    _order(
        "N41.1",
        "41",
        Subject.BATCH,
        Text(
            "五类产品未经查验或者不符合要求而使用的，责令施工单位改正。",
            "Where a lot was not inspected, or was used against the drawings, the contractor is "
            "ordered to correct it.",
        ),
        fact.energy_product & (~fact.entry_inspected | (fact.lot_used & ~fact.lot_meets_drawings)),
    ),
    _order(
        "N42.1",
        "42",
        Subject.ENGAGEMENT,
        Text(
            "监理单位未按标准监理或者保温施工时未旁站检验的，责令限期改正。",
            "A supervision party that did not follow the standards, or did not watch the "
            "insulation, is ordered to correct it in a set time.",
        ),
        fact.supervises_civil
        & (
            ~fact.energy_standards_followed | (fact.insulation_under_way & ~fact.insulation_watched)
        ),
    ),
    duty(
        "N44.1",
        "44",
        Subject.ENGAGEMENT,
        (Bearer.AUTHORITY,),
        Text(
            "未执行标准的注册执业人员停止执业三个月以上一年以下；情节严重的吊销执业资格证书。",
            "A registered professional who did not follow the standards is suspended from practice "
            "for three to twelve months; in a grave case the certificate is revoked.",
        ),
        fact.registered_person_acts & ~fact.registered_person_followed,
        fact.certificate_revoked
        | (
            fact.practice_suspended
            & (fact.suspension_months >= LEAST_MONTHS)
            & (fact.suspension_months <= MOST_MONTHS)
        ),
        Text(
            "作出三至十二个月的停止执业决定；情节严重的移送发证部门吊销证书。",
            "Decide a suspension of three to twelve months; a grave case goes to the body that "
            "granted the certificate.",
        ),
        leans_on=("N15.4",),
    ),
    duty(
        "N44.2",
        "44",
        Subject.ENGAGEMENT,
        (Bearer.AUTHORITY,),
        Text(
            "被吊销执业资格证书的人员五年内不予注册。",
            "Whoever lost the certificate is not registered again for five years.",
        ),
        fact.certificate_revoked & fact.registered_again,
        fact.months_until_registered >= BARRED_MONTHS,
        Text("撤销五年内的注册。", "Undo the registration made within five years."),
        authorities=(Authority.LICENSING,),
        leans_on=("N44.1",),
        clock=Clock(
            Text("吊销执业资格证书", "the revocation of the certificate"),
            Period(BARRED_MONTHS, Count.MONTHS),
        ),
    ),
)
