"""Small helpers: a text of our own under the regulation's title, tiers in one line, a client."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.statutes.bands import FineBand, bands
from greenward.bureau.statutes.discretion import Tier
from greenward.law.shenzhen import PACK

TITLE = PACK.title.zh
BAND = "55"
"""A fine of 100,000 to 300,000 yuan."""


def text(*articles: str, title: str = TITLE) -> bytes:
    """A text with these articles under a title, in words of our own."""
    numerals = "一二三四五六七八九十"
    lines = [f"第{numerals[n]}条 {words}" for n, words in enumerate(articles)]
    return "\n\n".join([f"# {title}", "## 第一章 总则", *lines]).encode()


def band(article: str = BAND) -> FineBand:
    return next(one for one in bands(PACK) if one.article == article)


def tier(name: str, low: int, high: int, **fields: Any) -> Tier:
    """A tier in yuan."""
    return Tier(name, low * 100, high * 100, f"{name}的情形", **fields)


TIERS = (
    tier("较轻", 100_000, 150_000),
    tier("一般", 150_000, 250_000),
    tier("较重", 250_000, 300_000),
)


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(actor.user)
    return client


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    return client.get(reverse(f"statutes:{name}", args=args), query).content.decode()


def send(client: Client, name: str, data: dict[str, Any], *args: Any) -> Any:
    return client.post(reverse(f"statutes:{name}", args=args), data)
