"""Other sites whose sign-in is accepted here (OpenID Connect Core 1.0), read from one TOML file.

    # GREENWARD_OIDC=/etc/greenward/oidc.toml
    [[issuer]]
    id = "city"                               # stands in the address /account/oidc/city/
    name = "市统一身份认证 / City sign-in"
    issuer = "https://id.example.gov.cn"
    client_id = "greenward"
    secret_file = "/etc/greenward/oidc.secret"
    match = "subject"                         # or "email": of a person on file, proven by the issuer
    second_factor = ["mfa", "hwk"]            # values of `amr` or `acr` that count as two factors
    pages = ["https://login.example.gov.cn"]  # where its sign-in pages are, when on other hosts

Nobody is created by signing in; who is not on file stays outside.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

KNOWN = {"id", "name", "issuer", "client_id", "secret_file", "match", "second_factor", "pages"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class IssuersError(ValueError):
    """The file of issuers cannot be used; the text says where and what to do."""


class Issuer(NamedTuple):
    id: str
    name: str
    issuer: str
    client_id: str
    secret: str
    match: Literal["subject", "email"] = "subject"
    second_factor: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def origins(self) -> list[str]:
        """Where pressing the button may lead: the issuer, and the hosts its pages are on."""
        found = (urlsplit(each) for each in (self.issuer, *self.pages))
        return [f"{parts.scheme}://{parts.netloc}" for parts in found]


def read(path: str) -> tuple[Issuer, ...]:
    """The issuers of a file; none when no file is named. Raises IssuersError."""
    if not path:
        return ()
    try:
        rows = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("issuer", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise IssuersError(f"{path}: {error}") from error
    found = tuple(_issuer(path, row) for row in rows)
    if len({each.id for each in found}) < len(found):
        raise IssuersError(f"{path}: two issuers have the same id")
    return found


def _issuer(path: str, row: dict[str, Any]) -> Issuer:
    if unknown := set(row) - KNOWN:
        raise IssuersError(f"{path}: unknown: {', '.join(sorted(unknown))}")
    try:
        secret = Path(row["secret_file"]).read_text(encoding="utf-8").strip()
        found = Issuer(
            *(str(row[name]) for name in ("id", "name", "issuer", "client_id")),
            secret,
            row.get("match", "subject"),
            tuple(row.get("second_factor", ())),
            tuple(row.get("pages", ())),
        )
    except KeyError as error:
        raise IssuersError(f"{path}: an issuer has no {error.args[0]}") from error
    except OSError as error:
        raise IssuersError(f"{path}: the secret cannot be read: {error}") from error
    if found.match not in ("subject", "email"):
        raise IssuersError(f'{path}: match is "subject" or "email"')
    for address in (found.issuer, *found.pages):
        where = urlsplit(address)
        if not where.hostname or (where.scheme != "https" and where.hostname not in LOOPBACK):
            raise IssuersError(f"{path}: {address} is not reached by https")
    return found


def origins(issuers: Iterable[Issuer]) -> list[str]:
    """The other sites a form may lead to: what the content security policy has to allow."""
    return [origin for each in issuers for origin in each.origins]


def providers(issuers: Iterable[Issuer]) -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS for these issuers."""
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": each.id,
                    "name": each.name,
                    "client_id": each.client_id,
                    "secret": each.secret,
                    "settings": {
                        "server_url": each.issuer,
                        "match": each.match,
                        "second_factor": list(each.second_factor),
                    },
                }
                for each in issuers
            ],
        }
    }
