"""The acts of a draw, in their order: plan, freeze, enter, reveal, publish, substitute, close.

Every act is one step of the matter with one audit row. What is announced goes into the audit row of
the freezing as hashes, and so into the log; the secret never does. Nobody can choose a result or
do a draw over: what was frozen is carried on or abandoned, and stays public either way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.errors import Refusal
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.matters.steps import opened, step
from greenward.bureau.casework.models import Matter
from greenward.trust.draw import (
    ROUNDS,
    Method,
    Pool,
    Source,
    Value,
    Withdrawal,
    announcement,
    check_time,
    code_of,
    commitment,
    digest,
    verifier,
)
from greenward.trust.draw.sources import ENOUGH_BITS, kind_of

from . import vault
from .logged import check_logged
from .models import Draw, Entry, Substitution
from .reading import computing, draw_file, latest_entries, result_of, rounds_of, same, sources_of
from .words import in_words


def plan(
    actor: Actor,
    *,
    area: Area,
    purpose: str,
    article: str,
    pool: Pool,
    names: Mapping[str, str],
    sources: Sequence[Source],
    method: str = Method.VRS,
) -> Draw:
    """Open a draw with its plan; it may be changed until it is frozen."""
    with opened(actor, "draw", title=purpose, area=area) as (matter, event):
        draw = Draw(matter=matter)
        _write(draw, purpose, article, pool, names, sources, method)
        draw.save(force_insert=True)
        event.note(targets=len(pool.targets), inspectors=len(pool.inspectors))
    return draw


def replan(
    actor: Actor,
    draw: Draw,
    *,
    purpose: str,
    article: str,
    pool: Pool,
    names: Mapping[str, str],
    sources: Sequence[Source],
    method: str = Method.VRS,
) -> Draw:
    """Change the plan of a draw that is not frozen."""
    with step(actor, draw.matter, "plan_draw") as (matter, event):
        draw = _locked(draw)
        _write(draw, purpose, article, pool, names, sources, method)
        draw.save()
        Matter.objects.filter(pk=matter.pk).update(title=purpose)
        event.note(targets=len(pool.targets), inspectors=len(pool.inspectors))
    return draw


def freeze(actor: Actor, draw: Draw) -> Draw:
    """Close the pool, make the secret, and announce hash and commitment before any source speaks.

    Raises Refusal: nobody to draw or to send, a source in the past, too little randomness for a
    draw without a secret.
    """
    with step(actor, draw.matter, "freeze_draw") as (matter, event):
        draw, now = _locked(draw), timezone.now()
        pool, sources = Pool.read(draw.pool).sorted(), sources_of(draw)
        with in_words():
            check_time(now, sources)
        _check_worth(draw, pool, sources)
        secret = vault.make(matter.number) if draw.method == Method.VRS else b""
        draw.announcement = announcement(
            number=matter.number,
            purpose=draw.purpose,
            article=draw.article,
            method=Method(draw.method),
            pool=pool,
            sources=sources,
            commit=commitment(secret) if secret else b"",
            rounds=ROUNDS if secret else 0,
        )
        draw.announcement_sha256 = digest(draw.announcement)
        draw.pool, draw.frozen_at = pool.to_data(), now
        draw.save()
        event.note(
            announcement=draw.announcement_sha256,
            pool=draw.announcement["pool_sha256"],
            commit=draw.announcement["commit"],
            sources=[one.to_data() for one in sources],
        )
    return draw


def enter(
    actor: Actor, draw: Draw, *, values: Sequence[Sequence[Value]], evidence: Upload
) -> Entry:
    """Enter what each source announced, with the evidence: the first person, then another one.

    When both are the same the draw can go on; when they differ, the first person enters anew and
    another one confirms. Raises Refusal before the last source has spoken or for impossible values.
    """
    matter = Matter.objects.select_related("area").get(pk=draw.matter_id)
    again = matter.state == "entered"
    if matter.state == "compared" and agree(draw):
        raise Refusal(_("Two people have entered the same values. The draw can go on."))
    _check_spoken(draw)
    flat = _checked(draw, values)
    with transaction.atomic():
        name = "confirm_randomness" if again else "enter_randomness"
        with step(actor, matter, name) as (matter, event):
            filing = file_document(actor, matter, evidence, "record")
            entry = Entry.objects.create(draw=draw, values=flat, filing=filing, by=actor.user)
            event.note(entry=entry.pk, document=filing.document_id, values=flat)
            if again:
                event.note(agree=agree(draw))
    return entry


def agree(draw: Draw) -> bool:
    """Whether the last two people entered the same values."""
    return same(latest_entries(draw))


def reveal(actor: Actor, draw: Draw) -> Draw:
    """Reveal the code and compute the result; no choice is left to anybody.

    Raises Refusal when the values differ, and when the pool was frozen, or the log's first
    checkpoint over the freezing was signed, after a source had spoken.
    """
    with step(actor, draw.matter, "reveal_draw") as (matter, event):
        draw = _locked(draw)
        if not agree(draw):
            raise Refusal(_("The values differ. The first person enters them anew."))
        draw.randomness = latest_entries(draw)[-1].values
        with in_words():
            check_time(draw.frozen_at, sources_of(draw))
            check_logged(draw, min(one.at for one in sources_of(draw)))
            code = _code(draw, matter.number, 1)
            result = computing(draw).draw(code)
        draw.code, draw.result, draw.drawn_at = code.hex(), result.to_data(), timezone.now()
        draw.save()
        event.note(code=draw.code, values=draw.randomness, result=digest(draw.result))
        event.note(chosen=len(result.chosen), cap=result.cap)
    return draw


def publish(actor: Actor, draw: Draw) -> Draw:
    """Put the result before everybody, after the published verifier has found it to be right."""
    with step(actor, draw.matter, "publish_draw") as (_matter, event):
        draw = _locked(draw)
        if wrong := verifier.verify(draw_file(draw), draw.announcement_sha256):
            raise Refusal(_("The verifier differs: %(where)s") % {"where": ", ".join(wrong)})
        draw.published_at = timezone.now()
        draw.save(update_fields=["published_at"])
        event.note(file=digest(draw_file(draw)))
    return draw


def substitute(
    actor: Actor, draw: Draw, *, withdrawn: Withdrawal, reason: str, note: str = ""
) -> Substitution:
    """Take a target or an inspector out for a typed reason; the next code draws the substitute."""
    about_inspector = bool(withdrawn.inspector)
    if (reason in INSPECTOR_REASONS) != about_inspector or reason not in Substitution.Reason:
        raise Refusal(_("The reason does not fit what is withdrawn."))
    with step(actor, draw.matter, "substitute_draw") as (matter, event):
        draw = _locked(draw)
        rounds = rounds_of(draw)
        number = len(rounds) + 2
        with in_words():
            code = _code(draw, matter.number, number)
            result = computing(draw).substitute(code, result_of(draw), rounds, withdrawn)
        made = Substitution.objects.create(
            draw=draw,
            round=number,
            withdrawn=withdrawn.to_data(),
            reason=reason,
            note=note,
            code=code.hex(),
            result=result.to_data(),
            by=actor.user,
        )
        event.note(round=number, reason=reason, withdrawn=made.withdrawn, code=made.code)
        event.note(result=digest(made.result))
        event.personal(remark=note)
    return made


INSPECTOR_REASONS = frozenset(
    {Substitution.Reason.INTEREST, Substitution.Reason.ILLNESS, Substitution.Reason.POST}
)


def close(actor: Actor, draw: Draw) -> None:
    """The inspections are done: nothing is substituted any more."""
    with step(actor, draw.matter, "close_draw"):
        pass


def abandon(actor: Actor, draw: Draw, *, reason: str) -> None:
    """Give a draw up before it is drawn, with the reason; what was announced stays public."""
    if not reason.strip():
        raise Refusal(_("Give the reason."))
    with step(actor, draw.matter, "abandon_draw") as (_matter, event):
        event.note(reason=reason)


# --- what must hold ---------------------------------------------------------------------------


def _write(
    draw: Draw,
    purpose: str,
    article: str,
    pool: Pool,
    names: Mapping[str, str],
    sources: Sequence[Source],
    method: str,
) -> None:
    with in_words():
        for one in sources:
            kind_of(one.kind)
        check_time(timezone.now(), sources)
    draw.purpose, draw.article, draw.method = purpose, article, Method(method).value
    draw.pool, draw.names = pool.sorted().to_data(), dict(names)
    draw.sources = [one.to_data() for one in sources]


def _check_worth(draw: Draw, pool: Pool, sources: Sequence[Source]) -> None:
    if not any(pool.wanted().values()):
        raise Refusal(_("The quotas draw no target at all."))
    if len(pool.inspectors) < pool.per_target:
        raise Refusal(_("Fewer inspectors are listed than one target needs."))
    bits = sum(kind_of(one.kind).bits for one in sources)
    if draw.method == Method.RFC3797 and bits < ENOUGH_BITS:
        raise Refusal(
            _(
                "Without a secret the sources must hold at least %(least)s bits; these hold "
                "%(bits)s. Add a source, or use the secret."
            )
            % {"least": ENOUGH_BITS, "bits": int(bits)}
        )


def _check_spoken(draw: Draw) -> None:
    last = max(one.at for one in sources_of(draw))
    if timezone.now() < last:
        moment = timezone.localtime(last).strftime("%Y-%m-%d %H:%M")
        raise Refusal(_("The last source speaks at %(at)s. Come back then.") % {"at": moment})


def _checked(draw: Draw, values: Sequence[Sequence[Value]]) -> list[Any]:
    """The values of all parts in a row, numbers ascending, once each source could have given them."""
    sources = sources_of(draw)
    if len(values) != len(sources):
        raise Refusal(_("Enter the values of every source."))
    with in_words():
        for one, given in zip(sources, values, strict=True):
            kind_of(one.kind).check(given)
    return [part if isinstance(part, str) else sorted(part) for given in values for part in given]


def _code(draw: Draw, number: str, round: int) -> bytes:
    if draw.method == Method.RFC3797:
        return b""
    return code_of(vault.read(number), round, draw.announcement["rounds"])


def _locked(draw: Draw) -> Draw:
    return Draw.objects.select_for_update().get(pk=draw.pk)
