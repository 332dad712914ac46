"""The plumbing of translations, on a small package of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from greenward.web.catalogue import (
    PO,
    CatalogueError,
    Msgid,
    compile_catalogues,
    extract,
    main,
    owner_of,
    problems,
    update,
)

TEMPLATE = """{% load i18n %}{# a comment with "quotes" #}
  {% translate "Save" %} 'loose quote {{ _("Cancel")|upper }}
     {% blocktranslate trimmed count n=rows|length %}
       one row
     {% plural %}
       {{ n }} rows
     {% endblocktranslate %}
{% translate "May" context "month" %}{% blocktranslate with a=b %}100% of {{ a }}{% endblocktranslate %}
"""
MODULE = '''
"""Docstring with _("not a message")."""
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
x = _("Hello %(name)s")
y = ngettext("%(n)s day", "%(n)s days", 2)
z = pgettext_lazy("verb", "Open")
'''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    app = tmp_path / "package/room"
    (app / "templates/room").mkdir(parents=True)
    (app / "apps.py").write_text("")
    (app / "templates/room/page.html").write_text(TEMPLATE)
    (app / "views.py").write_text(MODULE)
    (app.parent / "loose.py").write_text("from x import _\n_('Loose')\n")
    return app.parent


def translate(package: Path, pairs: dict[str, str]) -> None:
    po = package / "room" / PO
    text = po.read_text("utf-8")
    for msgid, string in pairs.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{string}"')
    po.write_text(text, "utf-8")


def test_messages_are_found_in_modules_and_templates(package: Path) -> None:
    assert extract(package / "room", package) == {
        Msgid("", "Save", ""),
        Msgid("", "Cancel", ""),
        Msgid("", "one row", "%(n)s rows"),
        Msgid("month", "May", ""),
        Msgid("", "100%% of %(a)s", ""),
        Msgid("", "Hello %(name)s", ""),
        Msgid("", "%(n)s day", "%(n)s days"),
        Msgid("verb", "Open", ""),
    }


def test_messages_outside_any_app_belong_to_the_package(package: Path) -> None:
    assert extract(package, package) == {Msgid("", "Loose", "")}
    assert owner_of(package / "room/views.py", package) == package / "room"


def test_updating_adds_keeps_and_drops(package: Path) -> None:
    room = package / "room"
    assert "not translated: Save" in update(room, package)
    translate(package, {"Save": "保存", "Cancel": "取消"})
    (room / "templates/room/page.html").write_text('{% load i18n %}{% translate "Save" %}')
    remaining = update(room, package)
    assert "not translated: Save" not in remaining
    assert not any("Cancel" in line for line in remaining)
    assert "取消" not in (room / PO).read_text("utf-8")
    before = (room / PO).read_bytes()
    update(room, package)
    assert (room / PO).read_bytes() == before


def test_faults_are_named(package: Path) -> None:
    room = package / "room"
    update(room, package)
    translate(package, {"Save": "保存", "Hello %(name)s": "你好 %(nam)s"})
    po = (room / PO).read_text("utf-8").replace('msgid "Save"', '#, fuzzy\nmsgid "Save"')
    (room / PO).write_text(po + '\nmsgid "Gone"\nmsgstr "去"\n', "utf-8")
    (room / "views.py").write_text(MODULE + '_("Fresh")\n')
    found = problems(room, package)
    assert "fuzzy: Save" in found
    assert "other placeholders: Hello %(name)s" in found
    assert "no longer used: Gone" in found
    assert "not in the catalogue: Fresh" in found
    assert "not translated: verb | Open" in found


def test_a_catalogue_is_compiled_when_it_is_newer(package: Path) -> None:
    update(package / "room", package)
    [written] = compile_catalogues(package)
    assert written.name == "django.mo" and written.stat().st_size
    assert compile_catalogues(package) == []
    os.utime(package / "room" / PO, ns=(written.stat().st_mtime_ns + 1,) * 2)
    assert compile_catalogues(package) == [written]


def test_a_broken_catalogue_is_named(package: Path) -> None:
    update(package / "room", package)
    (package / "room" / PO).write_text('msgid "a"\nmsgstr "b\nnonsense', "utf-8")
    with pytest.raises(CatalogueError, match=r"django\.po is no catalogue"):
        compile_catalogues(package)


def test_a_place_that_cannot_be_written_says_what_to_do(package: Path) -> None:
    update(package / "room", package)
    target = (package / "room" / PO).with_suffix(".mo")
    target.mkdir()
    os.utime(target, (1, 1))
    with pytest.raises(CatalogueError, match="cannot write .*compile"):
        compile_catalogues(package)


def test_the_command_names_the_apps_it_knows(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CatalogueError, match=r"no app called nowhere; there are .*web"):
        main(["check", "nowhere"])
    assert main([]) == 2
    assert "update|check|compile" in capsys.readouterr().out
