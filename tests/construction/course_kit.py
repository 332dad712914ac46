"""Somebody at the pages of a project: goes to an address, fills in the form by its names, sends it.

What a page refuses fails at once with the page's own words, so that a test of the course reads as the
course goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, Role, User
from greenward.bureau.letters.models import Authority
from tests.construction.acceptance_kit import certify
from tests.fixtures.people import make_actor

FILE = dict[str, Any]
SEND = "main form button[type=submit]:not([name=more])"


def pdf_file(name: str, content: bytes) -> FILE:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


class Desk:
    """One browser window; whoever sits down is signed in."""

    def __init__(self, page: Any, sign_in: Callable[..., None], language: str) -> None:
        self.page, self.language = page, language
        self._sign_in = sign_in
        self.signed_in: list[str] = []

    def sits(self, who: Actor, language: str = "") -> Desk:
        """Somebody signs in at this window, in the language of the window or another."""
        assert who.user
        self._sign_in(self.page, who.user, language or self.language)
        self.signed_in.append(who.user.username)
        return self

    def opens(self, name: str, *args: Any, query: str = "") -> Desk:
        answer = self.page.goto(reverse(name, args=args) + query)
        assert answer.status == 200, f"{name}: {answer.status}: {self.text()[:800]}"
        return self

    def fills(self, **said: Any) -> Desk:
        """Each field of the form by its name; True ticks a box, a FILE is chosen."""
        for name, value in said.items():
            field = self.page.locator(f"main [name='{name}']")
            kind = field.first.evaluate("one => one.type")
            if kind == "radio":
                self.page.check(f"main [name='{name}'][value='{value}']")
            elif kind == "checkbox":
                field.first.set_checked(value)
            elif kind.startswith("select"):
                field.select_option(value)
            elif kind == "file":
                field.set_input_files(value)
            else:
                field.fill(str(value))
        return self

    def sends(self, button: str = SEND) -> Desk:
        """Press a button; what the page then refuses is an error of the test."""
        status = self.presses(button)
        assert status == 200, f"{self.page.url}: {status}: {self.text()[:1500]}"
        return self

    def presses(self, button: str = SEND) -> int:
        """Press a button; the status of the page that follows."""
        with self.page.expect_navigation() as seen:
            self.page.locator(button).first.click()
        return int(seen.value.status)

    def follows(self, link: str) -> Desk:
        """Go where a link of the page leads, by a part of its address."""
        with self.page.expect_navigation() as seen:
            self.page.locator(f"main a[href*='{link}']").first.click()
        assert seen.value.status == 200, f"{link}: {seen.value.status}"
        return self

    def text(self) -> str:
        """What stands on the page, without the frame around it."""
        return str(self.page.locator("main").inner_text())

    def reads(self, *words: str) -> Desk:
        """All of these words stand on the page."""
        text = self.text()
        missing = [word for word in words if word not in text]
        assert not missing, f"{missing} not on {self.page.url}: {text[:3000]}"
        return self

    def mine(self) -> str:
        """What the page of a project says that whoever sits here owes now."""
        return self._owed("待您办理", "By you")

    def others(self) -> str:
        """What it says that others owe, and who."""
        return self._owed("待他方办理", "By others")

    def _owed(self, *heads: str) -> str:
        lists = "one => one.nextElementSibling.innerText"
        found = self.page.locator("#owed ~ h3")
        return " ".join(
            " ".join(head.evaluate(lists).split())
            for head in found.all()
            if head.inner_text().startswith(heads)
        )

    def pdf(self, address: str) -> bytes:
        """A document behind an address, fetched with the session of the window."""
        answer = self.page.request.get(address)
        assert answer.status == 200, f"{address}: {answer.status}"
        content = bytes(answer.body())
        assert content.startswith(b"%PDF"), content[:200]
        return content


COMPANIES = {
    "clerk": ("深圳绿屿置业有限公司", "林晓"),
    "designer": ("南方建筑设计院", "何工"),
    "contractor": ("鹏城建设集团", "罗经理"),
    "supervisor": ("中海监理公司", "高总监"),
    "evaluator": ("岭南绿色建筑评估中心", "钟老师"),
    "laboratory": ("湾区室内环境检测所", "潘工"),
}
CERTIFICATES = {"evaluator": ("evaluation",), "laboratory": ("air", "sound")}


def cast(district: Area, posts: dict[str, Role]) -> dict[str, Actor]:
    """Those who would be there anyway: officials of a district, companies with one person each and
    their certificates, and somebody who will buy a home."""
    people = {name: make_actor(name, (role, district)) for name, role in posts.items()}
    for name, (company, person) in COMPANIES.items():
        body = Organisation.objects.create(name=company)
        people[name] = make_actor(name, organisations=(body,))
        User.objects.filter(username=name).update(name=person)
        for activity in CERTIFICATES.get(name, ()):
            certify(body, activity)
    people["buyer"] = make_actor("buyer")
    User.objects.filter(username="buyer").update(name="周小满")
    Authority.objects.create(
        area=district,
        name_zh=f"{district.name_zh}规划部门",
        name_en=f"Planning authority of {district.name_en}",
        short="福规",
        review_zh="市人民政府",
        review_en="the municipal government",
        court_zh="有管辖权的人民法院",
        court_en="the competent court",
    )
    return people
