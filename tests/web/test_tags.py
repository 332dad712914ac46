"""The components: right marks, escaped words, links that keep the query string."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.utils.translation import override

from greenward.law.language import Verdict
from greenward.web.tables import Column, ordering
from greenward.web.verdicts import MARKS, mark_of

EVIL = "<script>x</script>\"'&"


def render(source: str, path: str = "/list", **context: Any) -> str:
    request = RequestFactory().get(path)
    with override("en"):
        return engines["django"].from_string("{% load web %}" + source).render(context, request)


class Elements(HTMLParser):
    """Every start tag with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.all if name == tag]


# --- verdicts -------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_is_the_same_by_name_number_and_member(verdict: Verdict) -> None:
    assert mark_of(verdict) == mark_of(int(verdict)) == mark_of(verdict.name.lower())


def test_every_verdict_has_its_own_mark_and_word() -> None:
    assert {verdict.name.lower() for verdict in Verdict} == set(MARKS)
    assert len({mark.glyph for mark in MARKS.values()}) == 4
    with override("zh-hans"):
        assert len({str(mark.word) for mark in MARKS.values()}) == 4


def test_a_truth_is_no_verdict() -> None:
    assert mark_of(True).name == "yes" != mark_of(Verdict.SATISFIED).name
    assert mark_of(False).name == "no" != mark_of(Verdict.NOT_APPLICABLE).name
    assert mark_of(None).word != mark_of(True).word


@pytest.mark.parametrize("value", ["fine", 4, -1, ""])
def test_a_mark_nobody_decided_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"mark|Verdict"):
        mark_of(value)


def test_a_mark_says_its_word_to_those_who_do_not_see_it() -> None:
    assert 'class="visually-hidden">breached<' in render("{% mark v %}", v=Verdict.BREACHED)
    labelled = render("{% verdict v label='retrofit' %}", v="breached")
    assert 'class="visually-hidden">breached: </span>retrofit' in labelled


# --- escaping -------------------------------------------------------------------------------

BRANCH = {"mark": False, "text": EVIL, "value": EVIL, "note": EVIL, "href": EVIL}


@pytest.mark.parametrize(
    "source",
    [
        "{% verdict 'unknown' label=evil href=evil %}",
        "{% tag evil %}",
        "{% summary %}{% row evil href=evil action=evil note=evil %}{{ evil }}{% endrow %}{% endsummary %}",
        "{% summary_list things %}",
        "{% task_list things %}",
        "{% tree things depth=2 %}",
        "{% table caption=evil %}{% th evil sort='a' %}{% td evil %}{{ evil }}{% endtd %}{% endtable %}",
        "{% data_table columns things %}",
        "{% figure evil evil unit=evil trend=evil href=evil note=evil %}",
        "{% notice 'warn' title=evil %}{{ evil }}{% endnotice %}",
        "{% panel evil %}{{ evil }}{% endpanel %}",
        "{% progress 1 2 label=evil poll=evil %}",
        "{% empty_state evil what=evil href=evil action=evil %}",
        "{% details evil %}{{ evil }}{% enddetails %}",
        "{% lazy evil evil %}",
        "{% breadcrumb pairs %}{% tabs pairs %}",
        "{% button evil href=evil %}{% button evil name=evil %}",
        "{% post_button evil evil key=evil %}",
        "{% copy evil %}",
        "{% downloads url=evil %}",
    ],
)
def test_words_are_escaped(source: str) -> None:
    things = [
        {**BRANCH, "label": EVIL, "title": EVIL, "hint": EVIL, "status": EVIL, "when": EVIL}
        | {"action": EVIL, "children": [BRANCH]}
    ]
    columns = [Column("text", EVIL, link=lambda row: row["href"]), Column("value", EVIL)]
    html = render(
        source,
        path=f"/list?q={EVIL}",
        evil=EVIL,
        things=things,
        columns=columns,
        pairs=[(EVIL, EVIL)],
    )
    assert "script" in html
    elements = Elements(html)
    assert not elements.named("script")
    assert not any(name.startswith("on") or name == "style" for _, a in elements.all for name in a)


# --- tables ---------------------------------------------------------------------------------


def test_sorting_turns_round_and_begins_at_the_first_page() -> None:
    html = render("{% th 'Area' sort='area' %}", "/list?kind=hotel&page=7&sort=area")
    assert Elements(html).named("a")[0]["href"] == "?kind=hotel&sort=-area"
    assert Elements(html).named("th")[0]["aria-sort"] == "ascending"
    html = render("{% th 'Area' sort='area' %}", "/list?sort=-area")
    assert Elements(html).named("a")[0]["href"] == "?sort=area"
    assert Elements(html).named("th")[0]["aria-sort"] == "descending"


def test_the_order_by_default_shows_too() -> None:
    html = render("{% th 'Name' sort='name' %}{% th 'Area' sort='area' %}", sort="name")
    assert [head.get("aria-sort") for head in Elements(html).named("th")] == ["ascending", None]


def test_links_swap_only_the_part_they_stand_in() -> None:
    html = render("{% th 'A' sort='a' %}{% part 'rows' %}{% th 'B' sort='b' %}{% endpart %}")
    outside, inside = Elements(html).named("a")
    assert "hx-get" not in outside
    assert inside["hx-target"] == inside["hx-select"] == "#rows"
    assert inside["hx-get"] == inside["href"]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ("name", "pk")),
        ("sort=-area", ("-floor_area", "pk")),
        ("sort=password", ("name", "pk")),
        ("sort=--area", ("name", "pk")),
    ],
)
def test_only_offered_orders_reach_the_database(query: str, order: tuple[str, ...]) -> None:
    request = RequestFactory().get("/list?" + query)
    assert ordering(request, {"name": "name", "area": "floor_area"}, "name") == order


def test_pages_say_which_rows_they_show() -> None:
    page = Paginator(range(20_000), 100).page(2)
    html = render("{% pagination page %}", "/list?kind=hotel&page=2", page=page)
    assert "rows 101–200 of 20,000" in html
    assert {link["href"] for link in Elements(html).named("a")} == {
        f"?kind=hotel&page={number}" for number in (1, 3, 200)
    }


def test_one_page_and_no_page_have_no_links() -> None:
    for rows in ([], [1]):
        html = render("{% pagination page %}", page=Paginator(rows, 10).page(1))
        assert not Elements(html).named("a")
    assert "no rows" in render("{% pagination page %}", page=Paginator([], 10).page(1))


def test_url_with_changes_only_what_it_names() -> None:
    html = render("{% url_with page=3 sort=None as there %}{{ there }}", "/list?sort=a&kind=%26")
    assert html == "?kind=%26&amp;page=3"


def test_a_cell_names_its_column_and_a_row_its_heading() -> None:
    columns = [Column(0, "Building", head=True), Column(1, "Area", number=True)]
    html = render("{% data_table columns rows %}", columns=columns, rows=[("A", 5), ("B", None)])
    assert [cell["data-label"] for cell in Elements(html).named("td")] == ["Area", "Area"]
    assert html.count('<th scope="row">') == 2
    assert "—" in html


# --- forms ----------------------------------------------------------------------------------


class Form(forms.Form):
    days = forms.IntegerField(help_text="a number you can justify")
    way = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    heard = forms.BooleanField()
    note = forms.CharField(required=False)
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("the two dates cross")


def test_the_summary_leads_to_every_faulty_field() -> None:
    form = Form({})
    html = render("{% error_summary form %}{{ form }}", form=form)
    elements = Elements(html)
    ids = {attrs["id"] for _, attrs in elements.all if "id" in attrs}
    anchors = {link["href"] for link in elements.named("a")}
    assert anchors == {"#id_days", "#id_way_0", "#id_heard"}
    assert {anchor[1:] for anchor in anchors if anchor} <= ids
    assert html.count("the two dates cross") == 2
    assert "Token: This field is required." in html


def test_hint_and_error_describe_their_field() -> None:
    elements = Elements(render("{{ form }}", form=Form({})))
    ids = [attrs["id"] for _, attrs in elements.all if "id" in attrs]
    assert len(ids) == len(set(ids))
    days = next(attrs for attrs in elements.named("input") if attrs.get("name") == "days")
    assert days["aria-describedby"] == "id_days_helptext id_days_error"
    described = [a["aria-describedby"] for _, a in elements.all if a.get("aria-describedby")]
    assert {name for value in described for name in (value or "").split()} <= set(ids)


def test_a_correct_form_has_no_summary() -> None:
    assert "error-summary" not in render("{% error_summary form %}", form=Form())
    assert "error-summary" not in render("{% error_summary form %}")


def test_a_faulty_formset_is_summed_up_too() -> None:
    formset_class = forms.formset_factory(Form, min_num=1, validate_min=True)
    formset = formset_class({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"})
    assert "#id_form-0-days" in render("{% error_summary formset %}", formset=formset)


def test_a_button_form_carries_its_fields() -> None:
    html = render("{% post_button 'Remind' '/remind' case='17' %}")
    assert [i["value"] for i in Elements(html).named("input") if i["name"] == "case"] == ["17"]
    assert Elements(html).named("form")[0]["method"] == "post"


# --- navigation -----------------------------------------------------------------------------


@pytest.fixture
def own_nav(monkeypatch: pytest.MonkeyPatch) -> Any:
    from greenward.web import nav

    monkeypatch.setattr(nav, "_items", {})
    monkeypatch.setattr(nav, "reverse", lambda name: {"home": "/", "b": "/b/", "bx": "/b/x/"}[name])
    return nav


def _request(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = "chen"
    return request


@pytest.mark.parametrize(
    ("path", "active"), [("/", "home"), ("/b/7", "b"), ("/b/x/7", "bx"), ("/bx", None)]
)
def test_the_nearest_entry_is_active(own_nav: Any, path: str, active: str | None) -> None:
    for name in ("bx", "home", "b"):
        own_nav.register(name, name)
    entries = own_nav.entries(_request(path))
    assert [entry.label for entry in entries if entry.active] == ([active] if active else [])


def test_entries_come_in_order_and_only_to_whom_they_are_for(own_nav: Any) -> None:
    own_nav.register("b", "b", order=2, may=lambda user: user == "chen")
    own_nav.register("bx", "bx", order=3, may=lambda user: user == "li")
    own_nav.register("home", "home", order=1)
    assert [entry.label for entry in own_nav.entries(_request("/"))] == ["home", "b"]


def test_markup_inside_a_cell_or_a_row_stays_markup_and_values_stay_escaped() -> None:
    source = (
        "{% load web %}{% td label='a' %} <a href='/x'>{{ name }}</a> {% endtd %}"
        "{% row 'b' %} <b>{{ name }}</b> {% endrow %}"
    )
    shown = Template(source).render(Context({"name": "<i>"}))
    assert "<a href='/x'>&lt;i&gt;</a>" in shown and "<b>&lt;i&gt;</b>" in shown
