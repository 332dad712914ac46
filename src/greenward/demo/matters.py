"""The invented authority's open matters: orders to correct in every state, and an owner's report.

They are made by the people of the demo through the same acts as on the pages, so their letters are
printed, numbered and sealed, their clocks run, and the log holds each of them.
"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from itertools import cycle, islice

from django.core.files.base import ContentFile
from django.utils import timezone
from pypdf import PdfWriter

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole, User
from greenward.bureau.assessment.grounds import letter_of
from greenward.bureau.assessment.models import Finding
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.matters import requests
from greenward.bureau.casework.matters.steps import step
from greenward.bureau.enforcement import correcting
from greenward.bureau.enforcement.models import CorrectionCase, CorrectionOrder
from greenward.bureau.letters import consents, issuing, serving
from greenward.bureau.letters.authorities import name_authority
from greenward.bureau.letters.models import Letter, Method
from greenward.bureau.letters.serving import Way
from greenward.bureau.performance.submitting import prepare, submit
from greenward.bureau.registry.models import Building
from greenward.law.language import Verdict

from .invent import SHOWN
from .people import CITY, DISTRICTS, SECOND_CITY

CASES = 14
DAYS = (45, 30, 5, 90, 3)
COURTS = ("盐田区人民法院", "the People's Court of Yantian District")


def begin() -> int:
    """Open the matters once the city is judged; give their number."""
    name_authorities()
    officer, director, owner = (actor(name) for name in ("futian", "director", "owner"))
    cases = [
        _draft(officer, finding, days)
        for finding, days in zip(_breaches(), cycle(DAYS), strict=False)
    ]
    for case in cases[3:]:
        issuing.issue(director, _letter(case))
    for case in cases[6:]:
        _serve_by_hand(officer, case)
    for case in cases[10:12]:
        correcting.confirm(officer, case.matter, corrected_on=timezone.localdate())
    with step(director, cases[0].matter, "return_order") as (_matter, event):
        event.note(remark="请写明整改的具体部位和完成标志。")
    return len(cases) + _of_the_owner(officer, director, owner)


def name_authorities() -> None:
    """Who signs the letters of each city and of each district of the first."""
    operator = Actor.operator()
    for code, zh, short, en in (
        (CITY[0], "深圳市", "深建", "Shenzhen"),
        (SECOND_CITY[0], "锦州市", "锦建", "Jinzhou"),
    ):
        name_authority(operator, Area.objects.get(code=code), **_names(zh, short, en))
    for code, zh, en, _count in DISTRICTS:
        area = Area.objects.get(code=code)
        name_authority(operator, area, **_names(zh, f"深{zh[:1]}建", en))


def _names(zh: str, short: str, en: str) -> dict[str, str]:
    return {
        "name_zh": f"{zh}住房和建设局（演示）",
        "name_en": f"{en} Housing and Construction Bureau (demo)",
        "short": short,
        "review_zh": f"{zh}人民政府",
        "review_en": f"the People's Government of {en}",
        "court_zh": COURTS[0],
        "court_en": COURTS[1],
    }


def _breaches() -> list[Finding]:
    """Breaches in Futian that an order to correct may be made on, one a building."""
    found = Finding.objects.filter(
        building__area__code="440304",
        building__owner__isnull=False,
        ended_by=None,
        verdict=Verdict.BREACHED,
        duty__in=["27.1", "27.2.1", "32.2.2", "32.2.3"],
        fine_high__isnull=False,
        exposed=False,
    ).exclude(building__name=SHOWN)
    taken = CorrectionOrder.objects.values("building")
    rows = found.exclude(building__in=taken).order_by("building", "-year", "-duty")
    one_each = {
        row.building_id: row
        for row in reversed(
            rows.select_related("building__area", "building__owner", "building__manager")
        )
    }
    return list(islice(one_each.values(), CASES))


def _draft(officer: Actor, finding: Finding, days: int) -> CorrectionCase:
    letter = letter_of(finding.building, finding) | {"days": str(days), "count": "calendar_days"}
    return correcting.draft(
        officer, building=finding.building, duty=finding.duty, year=finding.year, letter=letter
    )


def _of_the_owner(officer: Actor, director: Actor, owner: Actor) -> int:
    """What the demo's owner meets: a letter served in the inbox, and a report that was asked about."""
    building = (
        Building.objects.filter(name=SHOWN, owner__in=owner.organisations)
        .select_related("area", "owner", "manager")
        .first()
    )
    if building is None:
        return 0
    consents.give(
        owner,
        Organisation.objects.get(pk=owner.organisations[0]),
        signed=paper("consent.pdf"),
        first_day=timezone.localdate(),
    )
    report = prepare(
        owner,
        building=building,
        year=2024,
        kind="audit_done",
        done_on=date(2025, 9, 12),
        note="第三方能源审计",
    )
    file_document(owner, report.matter, paper("audit.pdf"), "report", "能源审计报告")
    submit(owner, report.matter)
    item = requests.Item(type="unsigned", what="能源审计报告缺少审计单位盖章")
    requests.ask(
        officer,
        report.matter,
        items=[item],
        of=PartyRole.OWNER,
        due_on=timezone.localdate() + timedelta(days=10),
    )
    return 1


def _serve_by_hand(officer: Actor, case: CorrectionCase) -> None:
    today = timezone.localdate()
    way = Way(Method.HAND, begun_on=today, receiver="前台签收")
    attempt = serving.begin(officer, _letter(case), way, paper("receipt.pdf"))
    serving.complete(officer, attempt, served_on=today)


def _letter(case: CorrectionCase) -> Letter:
    return Letter.objects.get(matter=case.matter_id, kind=correcting.LETTER)


def paper(name: str) -> ContentFile[bytes]:
    """A scanned page, blank as everything here is invented, and the same in no two files."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": name})
    writer.write(out)
    return ContentFile(out.getvalue(), name)


def actor(username: str) -> Actor:
    return Actor.of(User.objects.get(username=username))
