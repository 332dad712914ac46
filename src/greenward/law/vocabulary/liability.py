"""Facts of chapter VI and of a penalty case: what the authority does about punishments (Articles
59 to 61), and what decides whether a breach is punished at all (Penalty Law, Article 33).
"""

from __future__ import annotations

from ..language import Quantity
from .entering import flag, quantity


def _count(name: str, label: tuple[str, str], proof: tuple[str, str]) -> Quantity:
    return quantity(name, label, proof, unit="", scale=1, high=10**7)


# --- the authority's year (Articles 59 to 61) -----------------------------------------------

_LEDGER = ("处罚案件台账", "the ledger of penalty cases")
_ARCHIVE = ("诚信档案", "the integrity archive")

punished_parties = _count(
    "punished_parties",
    ("当年受到处罚的单位和个人数", "the number of entities and individuals punished in the year"),
    _LEDGER,
)
punished_recorded = _count(
    "punished_recorded",
    (
        "当年处罚中已记录为不良行为的数量",
        "the number of the year's punishments recorded as bad conduct",
    ),
    _ARCHIVE,
)
punished_published = _count(
    "punished_published",
    ("当年处罚中已向社会公示的数量", "the number of the year's punishments published"),
    ("公示记录", "the record of publication"),
)
archive_kept = flag(
    "archive_kept",
    ("诚信档案已建立并载入守法和履责情况", "the integrity archive is kept, with compliance and social responsibility"),
    ("诚信档案未建立或未载入守法和履责情况", "the integrity archive is not kept, or lacks compliance and social responsibility"),
    _ARCHIVE,
    recorded=True,
)  # fmt: skip
archive_public = flag(
    "archive_public",
    ("诚信档案已向社会公开", "the integrity archive is open to the public"),
    ("诚信档案未向社会公开", "the integrity archive is not open to the public"),
    ("公开网址或者公开记录", "its public address or the record of publication"),
    recorded=True,
)
credit_system_fed = flag(
    "credit_system_fed",
    ("诚信信息已纳入建筑市场主体信用管理系统", "integrity information has entered the credit system of the construction market"),
    ("诚信信息未纳入建筑市场主体信用管理系统", "integrity information has not entered the credit system of the construction market"),
    ("信用管理系统的接收记录", "the credit system's record of receipt"),
    recorded=True,
)  # fmt: skip
authority_overdue = _count(
    "authority_overdue",
    ("当年逾期未履行的法定职责数", "the number of statutory duties that fell overdue in the year"),
    ("法定职责逾期日志", "the log of overdue statutory duties"),
)
overdue_answered = _count(
    "overdue_answered",
    ("逾期职责中已查明责任并作出处理的数量", "the number of overdue duties looked into and dealt with"),
    ("责任认定和处理记录", "the record of who was responsible and what followed"),
)  # fmt: skip

# --- whether a breach is punished (Penalty Law, Article 33) ---------------------------------

_FILE = ("案卷和调查笔录", "the case file and the record of inquiry")

breach_slight = flag(
    "breach_slight",
    ("违法行为轻微", "the breach is slight"),
    ("违法行为不属轻微", "the breach is not slight"),
    _FILE,
)
corrected_in_time = flag(
    "corrected_in_time",
    ("违法行为已及时改正", "the breach was corrected in time"),
    ("违法行为未及时改正", "the breach was not corrected in time"),
    ("复查记录", "the record of re-inspection"),
)
harm_done = flag(
    "harm_done",
    ("违法行为造成了危害后果", "the breach did harm"),
    ("违法行为没有造成危害后果", "the breach did no harm"),
    _FILE,
)
harm_slight = flag(
    "harm_slight",
    ("危害后果轻微", "the harm is slight"),
    ("危害后果不属轻微", "the harm is not slight"),
    _FILE,
)
first_breach = flag(
    "first_breach",
    ("属于初次违法", "it is a first breach"),
    ("不属于初次违法", "it is not a first breach"),
    ("处罚案件台账和信用记录", "the ledger of penalty cases and the credit record"),
)
fault_disproved = flag(
    "fault_disproved",
    ("当事人已证明没有主观过错", "the party has proved to be without fault"),
    ("当事人未能证明没有主观过错", "the party has not proved to be without fault"),
    ("当事人提交的证据及复核意见", "the party's evidence and its review"),
)
