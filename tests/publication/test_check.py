"""The public check page in a real browser: what it says about true, false and withdrawn
certificates, that the office's own check agrees, and that it goes on without a network.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace as changed
from datetime import timedelta
from typing import Any

import pytest
import time_machine
import zxingcpp
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from greenward.bureau.certificates import services
from greenward.bureau.certificates.checking import check
from greenward.bureau.certificates.keys import public_keys, ring
from greenward.bureau.certificates.models import Reason
from greenward.trust import certificates as trust
from greenward.trust.keys import KeyRing, PublicKey, Signer
from tests.certificates.kit import CLAIMS, altered, building, issued

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 375, "height": 812}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    settings.PUBLIC_URL = live_server.url
    return live_server.url


@pytest.fixture
def label(transactional_db: None, officer: Any, director: Any, futian: Any, site: str) -> Any:
    return issued(officer, director, building(futian))


def opened(page: Any, text: str) -> str:
    """What the browser says about a text: the code of its answer."""
    page.goto("about:blank")
    page.goto(f"/v#{text}")
    expect(page.locator("#answer[data-code]:not([aria-busy])")).to_be_visible()
    return page.locator("#answer").get_attribute("data-code")


def both(page: Any, text: str) -> str:
    """The answer of the browser, which must be the office's own."""
    said = opened(page, text)
    assert said == check(text).code
    return said


def test_a_genuine_one(page, label):
    assert both(page, label.jws) == "valid"
    words = page.locator("#answer").inner_text()
    assert "真实" in words
    assert "岭南大厦" in words
    assert "★★" in words
    assert "3,420" in words, "38 kWh/(m²·a) in a home of 90 m²"
    assert page.locator("#answer h2").evaluate("e => getComputedStyle(e, '::before').content")


def test_a_revoked_one_says_since_when_and_why(page, label, officer, director, futian):
    services.revoke(director, label, reason=Reason.NOT_MET, note="internal")
    assert both(page, label.jws) == "revoked"
    words = page.locator("#answer").inner_text()
    assert str(timezone.localdate()) in words
    assert str(Reason.NOT_MET.label) in words
    assert "internal" not in page.content()


def test_a_replaced_one_leads_to_its_successor(page, label, officer, director):
    draft = services.prepare(
        officer,
        kind=label.kind,
        subject=building_of(label),
        claims={**CLAIMS, "star": 3},
        replaces=label,
    )
    new = services.approve(director, draft)
    assert both(page, label.jws) == "revoked"
    page.locator("#answer a").click()
    page.wait_for_url(f"**/v/{new.number}")
    expect(page.locator("#answer")).to_contain_text("★★★", use_inner_text=True)


def building_of(label: Any) -> Any:
    from greenward.bureau.registry.models import Building

    return Building.objects.get(pk=label.subject_id)


def test_an_expired_one(page, officer, director, futian, site, transactional_db):
    with time_machine.travel(timezone.now() - timedelta(40), tick=True):
        old = issued(officer, director, building(futian), until=timezone.localdate())
    assert both(page, old.jws) == "expired"
    assert str(old.last_day) in page.locator("#answer").inner_text()


def test_one_bit_altered(page, label):
    raw = bytearray(label.jws.encode())
    for at in (3, raw.index(b".") + 20, len(raw) - 40):
        bad = bytearray(raw)
        bad[at] ^= 1
        assert both(page, bad.decode()) in ("altered", "malformed", "unknown_key")
    assert both(page, altered(label.jws)) in ("altered", "malformed")
    expect(page.locator("#answer")).not_to_contain_text("岭南大厦", use_inner_text=True)


def test_a_rotated_key(page, label, officer, director):
    ring().rotate()
    after = issued(officer, director, building_of(label))
    assert both(page, label.jws) == both(page, after.jws) == "valid"


def test_keys_of_others(page, label, tmp_path):
    """Another office's key, the log's key, and the log's key under the certificate key's name."""
    says, _ = trust.verify(label.jws, public_keys())
    stranger = KeyRing(tmp_path / "elsewhere", "stranger").signer()
    log = KeyRing(tmp_path / "keys", "log").signer()
    forged = Signer(PublicKey(label.kid, log.public.raw, log.public.made_on), log._private)
    assert both(page, trust.sign(says, stranger)) == "unknown_key"
    assert both(page, trust.sign(says, log)) == "unknown_key"
    assert both(page, trust.sign(says, forged)) == "altered"


def test_one_that_the_office_signed_but_has_not_on_file(page, label):
    says, _ = trust.verify(label.jws, public_keys())
    text = trust.sign(changed(says, number="00000000000A"), ring().signer())
    assert both(page, text) == "not_on_file"
    expect(page.locator("#answer")).not_to_contain_text("岭南大厦", use_inner_text=True)


def forms(label: Any) -> list[str]:
    """Well-signed texts that are no certificates, and texts that are none at all."""

    def signed(header: Any, payload: Any) -> str:
        parts = [json.dumps(part).encode() for part in (header, payload)]
        message = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
        raw = ring().signer().sign(message.encode())
        return f"{message}.{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"

    claims = trust.verify(label.jws, public_keys())[0].claims()
    head = {"alg": "Ed25519", "kid": label.kid}
    return [
        signed({**head, "alg": "none"}, claims),
        signed({**head, "alg": "EdDSA"}, claims),
        signed({**head, "crit": ["b64"]}, claims),
        signed({**head, "jwk": public_keys()[0]}, claims),
        signed([], claims),
        signed(head, {**claims, "exp": "never"}),
        signed(head, {**claims, "iat": None}),
        signed(head, [claims]),
        signed(head, {}),
        label.jws + "=",
        label.jws + ".",
        label.jws[:-1],
        label.jws.replace(".", "..", 1),
        "a.b.c",
        "..",
        "x" * 5_000,
    ]


def test_every_other_form_is_refused_by_both(page, label):
    for text in forms(label):
        assert both(page, text) not in ("valid", "expired", "revoked", "unasked")


def test_any_altered_byte_in_the_browser(page, label):
    """Every byte of the text in turn, by the page's own verifier: none is genuine."""
    page.goto("/v")
    genuine = page.evaluate(
        """async ({ text, keys }) => {
          const { verify } = await import("/static/publication/verify.js");
          const passed = [];
          const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ";
          for (let at = 0; at < text.length; at++) {
            const other = letters[(letters.indexOf(text[at]) + 1 + (at % 67)) % letters.length];
            const bad = text.slice(0, at) + other + text.slice(at + 1);
            if (bad === text) continue;
            await verify(bad, keys).then(() => passed.push(at), () => 0);
          }
          const whole = (await verify(text, keys)).jti;
          return { passed, whole };
        }""",
        {"text": label.jws, "keys": {"keys": public_keys()}},
    )
    assert genuine == {"passed": [], "whole": label.number}


def test_without_a_network_it_still_verifies(page, label, officer, director):
    second = issued(officer, director, building_of(label))
    assert opened(page, label.jws) == "valid"
    page.context.set_offline(True)
    for text, answer in ((second.jws, "unasked"), (altered(second.jws), "altered|malformed")):
        page.evaluate("text => { location.hash = text }", text)
        expect(page.locator("#answer")).not_to_have_attribute("data-code", "valid")
        page.wait_for_function(
            "answers => answers.includes(document.getElementById('answer').dataset.code)",
            arg=answer.split("|"),
        )
    page.context.set_offline(False)


def test_nothing_but_the_number_is_sent(page, label):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    assert opened(page, label.jws) == "valid"
    payload = label.jws.split(".")[1]
    assert any(url.endswith(f"/status/{label.number}") for url in asked)
    assert not any(payload in url.partition("#")[0] for url in asked)


def test_a_browser_too_old_is_offered_the_offices_check(page, label):
    page.goto("/v")
    page.add_init_script(
        "if (isSecureContext) SubtleCrypto.prototype.importKey = () => Promise.reject(new Error())"
    )
    assert opened(page, label.jws) == "no_crypto"
    assert page.locator("#answer a").get_attribute("href") == f"/v/{label.number}"
    page.add_init_script("Object.defineProperty(globalThis, 'crypto', { value: undefined })")
    assert opened(page, label.jws) == "no_crypto"
    page.locator("#text-form button").click()
    page.wait_for_load_state()
    expect(page.locator("#answer")).to_contain_text("真实", use_inner_text=True)
    assert page.locator("#answer").get_attribute("data-code") is None


def test_the_other_language_keeps_the_question(page, label):
    assert opened(page, label.jws) == "valid"
    page.get_by_role("button", name="English").click()
    expect(page.locator("#answer[data-code=valid] h2")).to_contain_text("Genuine and valid")


def test_text_from_the_code_can_be_pasted(page, label):
    page.goto("/v")
    page.locator("#by-text summary").click()
    page.locator("#text").fill(f"  https://somewhere.cn/v#{label.jws}\n")
    page.locator("#text-form button").click()
    expect(page.locator("#answer[data-code=valid]")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_it_fits_a_phone(page, label, language):
    page.set_viewport_size(PHONE)
    page.set_extra_http_headers({"Accept-Language": language})
    assert opened(page, label.jws) == "valid"
    assert page.evaluate(SIDEWAYS) == 0
    for url in ("/public/", f"/v/{label.number}"):
        assert page.goto(url).status == 200
        assert page.evaluate(SIDEWAYS) == 0


GREY = """async text => {
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const { width, height } = picture;
    const paper = new OffscreenCanvas(width, height).getContext("2d");
    paper.drawImage(picture, 0, 0);
    const colours = paper.getImageData(0, 0, width, height).data;
    let grey = "";
    for (let at = 0; at < colours.length; at += 4) grey += String.fromCharCode(colours[at + 1]);
    return { width, height, grey: btoa(grey) };
}"""


def read(page: Any, png: bytes) -> list[Any]:
    """The codes in a picture; the browser unpacks it into grey points."""
    found = page.evaluate(GREY, base64.b64encode(png).decode())
    points = memoryview(base64.b64decode(found["grey"]))
    return zxingcpp.read_barcodes(points.cast("B", (found["height"], found["width"])))


def test_both_codes_of_the_printed_page_are_read(page, sign_in, label, owner, site):
    """The owner prints it. From a picture of each code and of the whole sheet, as a camera sees it."""
    about = building_of(label)
    about.owner_id = owner.organisations[0]
    about.save()
    sign_in(page, owner.user)
    assert page.goto(f"/certificates/{label.pk}/print").status == 200
    small = f"{site}/v/{label.number}".upper()
    whole = f"{site}/v#{label.jws}"
    found = {
        name: read(page, page.locator(f"#{name} svg").screenshot())
        for name in ("small-code", "whole-code")
    }
    assert [one.text for one in found["small-code"]] == [small]
    assert [one.text for one in found["whole-code"]] == [whole]
    assert (found["small-code"][0].ec_level, found["whole-code"][0].ec_level) == ("Q", "M")
    page.set_viewport_size({"width": 1600, "height": 1800})
    assert {one.text for one in read(page, page.screenshot(full_page=True))} == {small, whole}
    page.context.clear_cookies()
    page.goto(small.replace(site.upper(), site))  # a browser makes the host small, not the path
    expect(page.locator("#answer")).to_contain_text("真实", use_inner_text=True)
    assert both(page, whole.partition("#")[2]) == "valid"


def test_without_scripts_the_number_is_enough(browser, site, label):
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"/v#{label.jws}")
    expect(page.locator("noscript").first).to_be_attached()
    page.locator("#number").fill(f"{label}".lower())
    page.locator("#number").press("Enter")
    page.wait_for_url(f"**/v/{label.number}")
    expect(page.locator("#answer")).to_contain_text("真实", use_inner_text=True)
    for wrong in ("123", "7Q2M-9XR4-TKWX"):
        page.goto("/v")
        page.locator("#number").fill(wrong)
        page.locator("#number").press("Enter")
        expect(page.locator("#answer")).to_be_visible()
        expect(page.locator("#answer")).not_to_contain_text("真实", use_inner_text=True)
    context.close()


def test_for_other_sites_and_programs(label, officer, director):
    client = Client()
    answer = client.get(f"/status/{label.number}")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "max-age=60" in answer["Cache-Control"]
    assert answer.json()["status"] == "valid"
    assert client.get("/status/000000000000").status_code == 404
    assert client.get("/.well-known/jwks.json").json() == {"keys": public_keys()}
    assert all("d" not in key for key in public_keys())
    services.revoke(director, label, reason=Reason.MISTAKE)
    assert client.get("/status/").json()["revoked"] == [
        {"number": label.number, "since": str(timezone.localdate()), "reason": "mistake"}
    ]


def test_the_front_leads_to_every_check(client) -> None:
    page = client.get("/public/").content.decode()
    for address in ("/v", "/letters/check", "/log/", "/draws/"):
        assert f'href="{address}"' in page
