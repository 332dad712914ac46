"""The letters of an application: accepted, what is missing, granted, refused (Administrative Licensing
Law, Articles 32, 38 and 42; Articles 12, 13; B1 to B5).

Each is drafted by the act itself, from what the act recorded, for the officer to read and issue. What
a reviewer or the parties decide among themselves is a record and no letter of an authority. A letter
of a decision belongs to the project, whose matter stays open; the others to the application.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, held_on
from greenward.bureau.casework.models import Clock, Matter, Request
from greenward.bureau.letters import drafts, kinds
from greenward.bureau.letters.content import Content, Line, day, lines, typed
from greenward.bureau.letters.kinds import LetterKind, Source
from greenward.bureau.letters.models import Letter
from greenward.bureau.letters.numbers import signing_for
from greenward.bureau.letters.own.words import contact, matter_lines, remedies
from greenward.law.gates import ask
from greenward.law.language import Edition, Gate, Ground, Text, facts_of
from greenward.law.national import procedure

from .application import CLOCK, application_of, asked_gate, hearing, reference
from .law import law, law_of
from .missing import COMPLETENESS, lacking
from .models import Decision, Project
from .offices import of_kind

FOR = Text("申请事项", "What was applied for")
STAR, NO_STAR = "★", Text("无星级", "no star")


# --- what they say --------------------------------------------------------------------------


def _accepted(source: Source) -> Content:
    """The file is complete; until when it is decided."""
    application = application_of(source.matter)
    gate = asked_gate(law_of(source.matter.area), application)
    handed_in = day(timezone.localdate(source.matter.opened_at))
    return Content(
        title=ACCEPTED.title,
        opening=Text(
            f"你单位{handed_in.zh}提交的申请，材料齐全、符合规定形式，现予受理。",
            f"The application you handed in on {handed_in.en} is complete and in the form required. "
            "It is accepted.",
        ),
        facts=(*matter_lines(source), Line(FOR, gate.title), *_decided_by(source.matter)),
        basis=_procedures(COMPLETENESS, CLOCK),
        closing=_longer(contact(source)),
    )


def _decided_by(matter: Matter) -> Iterator[Line]:
    clock = Clock.objects.filter(matter=matter, name=CLOCK).order_by("pk").last()
    if clock and clock.due_on:
        yield Line(Text("决定期限", "Decided by"), day(clock.due_on))


def _longer(then: Text) -> Text:
    """That the time may be made longer, before how to reach the authority."""
    longer = procedure.step(CLOCK).longer
    assert longer is not None
    return Text(
        f"经负责人批准，决定期限可以延长{longer.length}个工作日，并将告知理由。{then.zh}",
        f"The head of the authority may add {longer.length} working days to decide; we then tell "
        f"you why. {then.en}",
    )


def _missing(source: Source) -> Content:
    """Everything the request lists, item by item."""
    request = Request.objects.get(pk=source.entered["request"])
    application = application_of(source.matter)
    of = law_of(source.matter.area)
    gate = asked_gate(of, application)
    known = {one.zh: one for one in _lines_of(source.matter, of.edition)}
    known |= {one.en: one for one in known.values()}
    asked = [(known.get(i.what) or typed(i.what), i.article) for i in request.items.all()]
    until = day(request.due_on) if request.due_on else None
    return Content(
        title=MISSING.title,
        opening=Text(
            "你单位的申请材料不齐全，需要补正的全部内容一次告知如下。",
            "Your application is not complete. Everything that is missing is listed here at once.",
        ),
        facts=(*matter_lines(source), Line(FOR, gate.title)),
        basis=_procedures(COMPLETENESS),
        asks=tuple(_asked_for(text, article, of.edition) for text, article in asked),
        until=Text(f"请于{until.zh}前补正。", f"Please supply it by {until.en}.")
        if until
        else None,
        closing=contact(source),
    )


def _asked_for(text: Text, article: str, edition: Edition) -> Text:
    if not article:
        return text
    where = _article(article, edition)
    return Text(f"{text.zh}——{where.zh}", f"{text.en}: {where.en}")


def _lines_of(matter: Matter, edition: Edition) -> list[Text]:
    return [one.text for one in lacking(hearing(matter), edition)]


def _granted(source: Source) -> Content:
    """What is granted, with the stars it stands on and every requirement that was found met."""
    decision, edition, gate = _decision(source)
    return Content(
        title=GRANTED.title,
        opening=Text(
            "你单位的申请符合规定条件，现决定准予。",
            "Your application meets what the law requires. It is granted.",
        ),
        facts=(*_about(source, decision, gate), *_stars(decision, edition, gate)),
        findings=tuple(_said(ground, edition) for ground in _asked(decision, gate)),
        basis=_articles([*_asked(decision, gate), gate], edition),
        remedies=remedies(source),
        closing=contact(source),
    )


def _refused(source: Source) -> Content:
    """Each ground that is not met, with its article and what would meet it."""
    decision, edition, gate = _decision(source)
    grounds = [ground for ground in gate.grounds if ground.id in decision.unmet]
    return Content(
        title=REFUSED.title,
        opening=Text(
            "你单位的申请有下列条件不符合规定，现决定不予准许。",
            "Your application does not meet the requirements below. It is refused.",
        ),
        facts=(*_about(source, decision, gate), *_stars(decision, edition, gate)),
        findings=(*(_unmet(ground, edition) for ground in grounds), *lines(decision.note)),
        basis=_articles(grounds, edition),
        asks=tuple(ground.remedy for ground in grounds if ground.remedy),
        remedies=remedies(source),
        closing=_again(contact(source)),
    )


def _again(then: Text) -> Text:
    """That a refusal does not end it, before how to reach the authority."""
    return Text(
        f"符合上述条件后，可以重新申请。{then.zh}",
        f"You may apply again once these requirements are met. {then.en}",
    )


def _decision(source: Source) -> tuple[Decision, Edition, Gate]:
    decision = Decision.objects.select_related("project", "plot").get(pk=source.entered["decision"])
    of = law(decision.edition_id)
    return decision, of.edition, of.edition.gate(decision.gate)


def _about(source: Source, decision: Decision, gate: Gate) -> tuple[Line, ...]:
    return (
        *matter_lines(source),
        Line(FOR, gate.title),
        Line(Text("决定编号", "Number of the decision"), typed(decision.number)),
        Line(Text("决定日期", "Decided on"), day(decision.decided_on)),
    )


def _stars(decision: Decision, edition: Edition, gate: Gate) -> Iterator[Line]:
    """The star levels the gate asked for, as they were known."""
    for name in facts_of(gate):
        entry, value = edition.entry(name), decision.facts.get(name)
        if entry.unit == STAR and value is not None:
            yield Line(entry.label, typed(STAR * value) if value else NO_STAR)


def _asked(decision: Decision, gate: Gate) -> list[Ground]:
    """The grounds that were asked for on the facts of the decision and found met."""
    heard = ask(gate, decision.facts)
    return [f.ground for f in heard.findings if f.asked.truth and f.met.truth]


def _said(ground: Ground, edition: Edition) -> Text:
    """A ground with its article, and its instrument where that is not the city's own."""
    where = _article(reference(ground), edition)
    return Text(f"{ground.text.zh}（{where.zh}）", f"{ground.text.en} ({where.en})")


def _unmet(ground: Ground, edition: Edition) -> Text:
    said = _said(ground, edition)
    return Text(f"不符合：{said.zh}", f"Not met: {said.en}")


def _article(reference: str, edition: Edition) -> Text:
    code, _slash, number = reference.rpartition("/")
    titles = {one.code: one.title for one in edition.instruments}
    own = next(iter(titles.values()), Text("", ""))
    title = titles.get(code, own)
    return Text(f"《{title.zh}》第{number}条", f"{title.en}, Article {number}")


def _articles(grounds: Iterable[Ground | Gate], edition: Edition) -> tuple[Text, ...]:
    found = dict.fromkeys(reference(ground) for ground in grounds)
    return tuple(_article(one, edition) for one in found)


def _procedures(*names: str) -> tuple[Text, ...]:
    steps = [procedure.step(name) for name in names]
    return tuple(
        Text(f"《{s.law.title.zh}》第{s.article}条", f"{s.law.title.en}, Article {s.article}")
        for s in steps
    )


# --- which there are ------------------------------------------------------------------------

ACCEPTED = LetterKind(
    "application_accepted",
    "受理",
    Text("申请受理通知书", "Notice of acceptance"),
    (),
    _accepted,
    by_hand=False,
)
MISSING = LetterKind(
    "application_missing",
    "补正",
    Text("一次性补正告知书", "Notice of everything that is missing"),
    (),
    _missing,
    by_hand=False,
)
GRANTED = LetterKind(
    "application_granted",
    "准许",
    Text("准予决定书", "Decision to grant"),
    (),
    _granted,
    by_hand=False,
)
REFUSED = LetterKind(
    "application_refused",
    "不准",
    Text("不予准许决定书", "Decision to refuse"),
    (),
    _refused,
    by_hand=False,
)
KINDS = (ACCEPTED, MISSING, GRANTED, REFUSED)


# --- when they are drafted ------------------------------------------------------------------


def on_accepted(actor: Actor, matter: Matter) -> None:
    """The notice that the file is accepted."""
    _draft(actor, matter, ACCEPTED)


def on_asked(actor: Actor, matter: Matter, request: Request) -> None:
    """The notice of everything a request of an authority lists."""
    if of_kind(matter.kind).accepts:
        _draft(actor, matter, MISSING, request=request.pk)


def on_decided(actor: Actor, decision: Decision) -> None:
    """The letter of a decision made here by an authority on a project."""
    application = decision.application
    if application is None or not of_kind(application.matter.kind).accepts:
        return
    if isinstance(work := application.work, Project):
        _draft(actor, work.matter, GRANTED if decision.granted else REFUSED, decision=decision.pk)


def letter_of(decision: Decision, actor: Actor) -> Letter | None:
    """The letter of a decision, its draft or as it was issued; None where the actor may see none."""
    if decision.project_id is None:
        return None
    found = Letter.objects.visible_to(actor).exclude(state=Letter.State.DISCARDED)
    own = found.filter(matter__project=decision.project_id, fields__decision=decision.pk)
    return own.order_by("pk").last()


def _draft(actor: Actor, matter: Matter, kind: LetterKind, **fields: int) -> None:
    """A draft to the applicant; none while nobody is named who signs the letters of the area."""
    today = held_on(timezone.localdate())
    party = matter.parties.filter(today, role=PartyRole.DEVELOPER).order_by("pk").first()
    if party is not None and signing_for(matter.area) is not None:
        drafts.write(actor, matter, kind.name, party=party, fields=fields, translated=True)


def register() -> None:
    """Make the kinds known; called when the room is ready."""
    for kind in KINDS:
        kinds.register(kind)
