"""How the coverage of a city's law by rules is printed: one line an article, totals, what is wrong.

The words are the law room's own (`Text`), so the command needs neither database nor catalogue.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import typer
from rich.console import Console
from rich.table import Table

from greenward.law.coverage import LAW_ITSELF, Coverage, Line, coverage, pack, packs
from greenward.law.language import Class, Instrument, Text

WIDE = 160
"""Columns where the output is no terminal: a file is read with its lines whole."""
CLASSES = {
    Class.COMPUTABLE: Text("可计算", "computable"),
    Class.WORKFLOW: Text("流程", "workflow"),
    Class.POLICY: Text("政策", "policy"),
    Class.DECLARATORY: Text("宣示", "declaratory"),
}
HEADINGS = (
    Text("条", "Article"),
    Text("标题", "Title"),
    Text("类别", "Class"),
    Text("规则", "Rules"),
    Text("室", "Room"),
)
KINDS = (
    Text("义务", "duties"),
    Text("关口", "gates"),
    Text("许可事项", "permissions"),
    Text("罚则所罚义务", "fines for"),
)
EVERY_RULE = Text("各规则的适用范围与施行日期", "the scope and days in force of every rule")
NOTHING = Text(
    "没有条文入档；不据此提示罚款", "no article is on file; no fine is suggested from it"
)
TOTALS = Text(
    "{articles} 条：{classes}；{duties} 项义务、{gates} 个关口、{permissions} 项许可事项、"
    "{fines} 项义务有罚款",
    "{articles} articles: {classes}; {duties} duties, {gates} gates, {permissions} permissions, "
    "{fines} duties with a fine",
)
WRONG = Text("以下各处尚未对应：", "Not covered:")


def run(city: str | None, lang: str) -> None:
    """Print the coverage of one installed city, or of all. Exit code 1 where something is missing."""
    editions = [pack(city)] if city else list(packs().values())
    found = [coverage(edition) for edition in editions]
    console = Console(width=None if sys.stdout.isatty() else WIDE)
    for one in found:
        for instrument in one.edition.instruments:
            _print_instrument(console, one, instrument, lang)
        console.print(totals(one, lang) + "\n", markup=False)
    problems = [problem.in_(lang) for one in found for problem in one.problems]
    if problems:
        typer.echo("\n".join([WRONG.in_(lang), *(f"  {said}" for said in problems)]), err=True)
        raise typer.Exit(1)


def _print_instrument(console: Console, of: Coverage, instrument: Instrument, lang: str) -> None:
    first = instrument is of.edition.instruments[0]
    lines = of.of(instrument.code) + (of.of("") if first else ())
    console.print(f"{instrument.title.in_(lang)} ({instrument.code})", style="bold", markup=False)
    if not lines:
        console.print(NOTHING.in_(lang) + "\n", markup=False)
        return
    sheet = Table()
    for heading in HEADINGS:
        sheet.add_column(heading.in_(lang), overflow="fold")
    for line in lines:
        sheet.add_row(*row(line, lang))
    console.print(sheet)


def row(line: Line, lang: str) -> tuple[str, ...]:
    """The cells of one article, as text."""
    article = line.article
    classes = ", ".join(CLASSES[c].in_(lang) for c in article.classes)
    return article.number, article.title.in_(lang), classes, rules(line, lang), article.room or "–"


def rules(line: Line, lang: str) -> str:
    """What serves an article: ids by kind."""
    kinds = (line.duties, line.gates, line.permissions, line.fines)
    said = [
        f"{kind.in_(lang)} {', '.join(ids)}" for kind, ids in zip(KINDS, kinds, strict=True) if ids
    ]
    if not said and line.article.room == LAW_ITSELF:
        return EVERY_RULE.in_(lang)
    return "; ".join(said) or "–"


def totals(of: Coverage, lang: str) -> str:
    """How many articles of each main class, and how many rules."""
    mains = [line.article.classes[0] for line in of.lines]
    return TOTALS.in_(lang).format(
        articles=len(of.lines),
        classes=_counted(mains, lang),
        duties=len(of.edition.duties),
        gates=len(of.edition.gates),
        permissions=len(of.edition.permissions),
        fines=sum(duty.breach is not None for duty in of.edition.duties),
    )


def _counted(mains: Iterable[Class], lang: str) -> str:
    found = list(mains)
    return ", ".join(f"{found.count(c)} {name.in_(lang)}" for c, name in CLASSES.items())
