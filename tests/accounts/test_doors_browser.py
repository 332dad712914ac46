"""The doors with a real browser: by keyboard, with an authenticator app, with a passkey."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from playwright.sync_api import expect

from greenward.bureau.accounts.doors.models import Session
from greenward.bureau.accounts.doors.sessions import BEGAN, SessionStore
from greenward.bureau.accounts.models import User
from tests.fixtures.pictures import codes_in

from .conftest import PASSWORD, code_of

pytestmark = pytest.mark.browser


@pytest.fixture
def key(page: Any) -> Iterator[Any]:
    """A device with a built-in key that its holder opens by finger (WebDriver's virtual one)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield session
    session.detach()


def type_in(page: Any, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("登录名").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_an_official_sets_up_an_app_and_signs_in_with_it_by_keyboard(page: Any, wu: User) -> None:
    page.goto("/acts")
    type_in(page, "wu")
    page.get_by_role("heading", name="请先设置登录的第二步验证").wait_for()
    page.get_by_role("link", name="设置验证器应用").press("Enter")
    secret = scanned(page)
    page.get_by_label("应用当前显示的验证码").fill(code_of(secret, time.time()))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="恢复码").wait_for()
    expect(page.locator("main li")).to_have_count(10)
    page.get_by_role("link", name="我已保存").click()
    page.goto("/acts")
    page.get_by_role("heading", name="行为日志").wait_for()
    page.get_by_role("button", name="退出").first.press("Enter")
    page.wait_for_url("**/sign-in**")

    page.goto("/acts")
    type_in(page, "wu")
    page.get_by_role("heading", name="第二步验证").wait_for()
    page.keyboard.type(code_of(secret, time.time() + 30))  # the next one: this one is used
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="行为日志").wait_for()
    expect(page.locator("#messages")).to_contain_text("您上次登录时间为", use_inner_text=True)


def scanned(page: Any) -> str:
    """The secret in the square, read as a phone reads it; the same is on the page to type."""
    address = codes_in(page, page.locator("svg.qr").screenshot())[0].text
    assert address.startswith("otpauth://totp/wu?")
    assert "issuer=Greenward" in address
    secret = re.search(r"secret=([A-Z2-7]+)", address)[1]
    page.get_by_text("无法扫描？").click()
    assert page.locator("#secret").inner_text().replace(" ", "") == secret
    return secret


def test_a_passkey_is_added_and_then_opens_the_door_alone(page: Any, wu: User, key: Any) -> None:
    page.goto("/account/own/second-factor")
    type_in(page, "wu")
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_role("heading", name="恢复码").wait_for()
    page.goto("/account/own")
    expect(page.locator("main")).to_contain_text("通行密钥 1", use_inner_text=True)
    page.get_by_role("button", name="退出").first.click()
    page.wait_for_url("**/sign-in**")

    page.goto("/account/sign-in")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/inbox")
    page.goto("/acts")
    page.get_by_role("heading", name="行为日志").wait_for()


def test_a_passkey_is_the_second_step_after_a_password(page: Any, wu: User, key: Any) -> None:
    page.goto("/account/own/second-factor")
    type_in(page, "wu")
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_role("heading", name="恢复码").wait_for()
    page.get_by_role("button", name="退出").first.click()
    page.wait_for_url("**/sign-in**")
    page.goto("/acts")
    type_in(page, "wu")
    page.get_by_role("button", name="使用通行密钥").click()
    page.get_by_role("heading", name="行为日志").wait_for()


def test_a_key_that_is_not_registered_opens_nothing(
    page: Any, wu: User, lin: User, key: Any
) -> None:
    page.goto("/account/own/second-factor")
    type_in(page, "wu")
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_role("heading", name="恢复码").wait_for()
    Authenticator.objects.filter(user=wu).delete()
    page.get_by_role("button", name="退出").first.click()
    page.wait_for_url("**/sign-in**")
    page.goto("/account/sign-in")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.get_by_text("此通行密钥未在本站登记。").wait_for()


def test_a_device_that_refuses_says_what_else_to_do(page: Any, wu: User, key: Any) -> None:
    page.goto("/account/sign-in")
    page.get_by_role("button", name="用通行密钥登录").click()  # it holds no key for this site
    page.get_by_text("未使用通行密钥。请重试，或用登录名和密码登录。").wait_for()


def test_who_fails_too_often_reads_how_long_to_wait(page: Any, lin: User) -> None:
    page.goto("/account/sign-in")
    for _ in range(6):
        with page.expect_navigation():
            type_in(page, "lin", "guess")
    expect(page.locator("main")).to_contain_text("请等待 15 分钟", use_inner_text=True)


@pytest.mark.parametrize("limit", ["idle", "absolute"])
def test_a_session_that_ran_out_leads_to_the_door_and_back(
    page: Any, lin: User, limit: str
) -> None:
    page.goto("/account/own")
    type_in(page, "lin")
    page.get_by_role("heading", name="您的登录").wait_for()
    row = Session.objects.get(user=lin)
    if limit == "idle":
        row.expire_date -= timedelta(minutes=121)
        row.save()
    else:
        began_earlier(row, timedelta(hours=11, minutes=59, seconds=58))
        page.wait_for_timeout(2500)
    page.reload()
    page.get_by_text("您已被退出").wait_for()
    type_in(page, "lin")
    page.get_by_role("heading", name="您的登录").wait_for()


def began_earlier(row: Session, by: timedelta) -> None:
    """As if this session, in use all the while, had begun so much earlier."""
    store = SessionStore(row.session_key)
    store[BEGAN] -= by.total_seconds()
    store.save()


def test_one_ends_the_session_on_another_device(
    page: Any, lin: User, attempt: Callable[..., Any]
) -> None:
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    attempt(other, "lin")
    page.goto("/account/own")
    type_in(page, "lin")
    row = page.get_by_role("row", name="Firefox · Windows")
    row.get_by_role("button", name="结束").click()
    page.get_by_text("该会话已结束。").wait_for()
    expect(page.get_by_role("row", name="Firefox · Windows")).to_have_count(0)
    assert other.get("/account/own").status_code == 302


def test_the_page_says_in_words_how_good_a_new_password_is(page: Any, lin: User) -> None:
    page.goto("/account/own/password")
    type_in(page, "lin")
    field = page.get_by_label("新密码")
    said = page.locator("[data-strength]")
    for typed, words in (
        ("seven77", "还差 5 个字符。"),
        ("aaaaaaaaaaaaaaaaaa", "虽长，但字符几乎相同，容易被猜中。"),
        ("twelve signs", "长度足够，再长一些更好。"),
        ("lamp river quietly", "很好，足够长。"),
    ):
        field.fill(typed)
        expect(said).to_have_text(words)
    page.get_by_label("显示输入内容").check()
    assert field.get_attribute("type") == "text"
    page.get_by_label("当前密码").fill(PASSWORD)
    page.get_by_role("button", name="修改密码").click()
    page.get_by_text("密码已修改").wait_for()
