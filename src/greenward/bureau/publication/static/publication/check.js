/* The check page: takes the certificate from the address, verifies it here, then asks the office
   whether it was revoked. Words and keys stand in the page, so it works on without a network. */

import { Refused, numberClaimed, verify } from "./verify.js";

const data = (id) => JSON.parse(document.getElementById(id).textContent);
const keys = data("keys");
const words = data("words");
const answer = document.getElementById("answer");
const PATIENCE = 6000;
const HELD = "greenward-certificate";
let latest = 0;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const day = (seconds) => new Date(seconds * 1000).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });

/** What the office says: { status, since, reason, replaced_by }, or null when it cannot be asked. */
async function ask(number) {
  try {
    const response = await fetch(`/status/${encodeURIComponent(number)}`, {
      signal: AbortSignal.timeout(PATIENCE),
      cache: "no-store",
    });
    return response.ok || response.status === 404 ? await response.json() : null;
  } catch {
    return null;
  }
}

function outcome(claims, status) {
  if (status?.status === "unknown") return "not_on_file";
  if (status?.status === "revoked") return "revoked";
  if (claims.exp !== undefined && Date.now() >= claims.exp * 1000) return "expired";
  return status ? "valid" : "unasked";
}

async function check(text) {
  const turn = ++latest;
  answer.setAttribute("aria-busy", "true");
  let code, claims, status;
  try {
    claims = await verify(text, keys);
    status = await ask(claims.jti);
    code = outcome(claims, status);
  } catch (error) {
    code = error instanceof Refused ? error.code : "no_crypto";
  }
  if (turn === latest) show(code, text, claims, status);
}

function show(code, text, claims, status) {
  const [tone, said, why, next] = words.answers[code];
  const known = {
    day: code === "expired" ? day(claims.exp - 1) : status?.since,
    reason: words.reasons[status?.reason],
  };
  answer.className = `answer ${tone}`;
  answer.dataset.code = code;
  const parts = [element("h2", said), element("p", filled(why, known), { class: "why" }), element("p", next)];
  if (code === "no_crypto") parts.push(...officeInstead(text));
  if (status?.replaced_by) {
    const link = element("a", words.replaced, { href: `/v/${encodeURIComponent(status.replaced_by)}` });
    parts.push(element("p", ""));
    parts.at(-1).append(link);
  }
  if (claims && code !== "not_on_file") parts.push(...content(claims, code));
  answer.replaceChildren(...parts);
  answer.removeAttribute("aria-busy");
  answer.hidden = false;
}

/** What the certificate says; what that means only while it holds, since it promises nothing after. */
function content(claims, code) {
  const kind = words.kinds[claims.vct] ?? { title: claims.vct, headline: [], items: [], meanings: [] };
  const holds = code === "valid" || code === "unasked";
  const meant = (holds ? kind.meanings : []).filter(
    ({ when, times }) =>
      Object.entries(when).every(([name, value]) => claims[name] === value) &&
      Object.keys(times).every((name) => name in claims),
  );
  const sentences = meant.map(({ text, times }) => {
    const products = Object.fromEntries(
      Object.entries(times).map(([name, by]) => [name, (claims[name] * by).toLocaleString("en")]),
    );
    return element("li", filled(text, { ...claims, ...products }));
  });
  const said = ({ name, unit, choices }) => `${choices[claims[name]] ?? claims[name]} ${unit}`.trim();
  const items = kind.items.filter(({ name }) => name in claims);
  const glance = items.filter(({ name }) => kind.headline.includes(name)).map(said).join(" ");
  const rows = items.map((item) => [item.label, said(item)]);
  rows.push([words.number, claims.jti.replace(/(.{4})(?=.)/g, "$1-")], [words.issued, day(claims.iat)]);
  if (claims.exp !== undefined) rows.push([words.until, day(claims.exp - 1)]);
  const list = element("dl", "", { class: "says" });
  for (const [label, value] of rows) {
    const row = document.createElement("div");
    row.append(element("dt", label), element("dd", value));
    list.append(row);
  }
  const meaning = element("ul", "", { class: "meaning" });
  meaning.append(...sentences);
  const title = [element("h3", kind.title), element("p", glance, { class: "glance" })];
  return [...title, ...(sentences.length ? [meaning] : []), list];
}

/** The way for a browser that cannot verify: the office checks the text, or looks up its number. */
function officeInstead(text) {
  document.getElementById("text").value = text;
  document.getElementById("by-text").open = true;
  const number = numberClaimed(text);
  if (!/^[0-9A-Z]{1,40}$/.test(number)) return [];
  const paragraph = document.createElement("p");
  paragraph.append(element("a", number, { href: `/v/${number}` }));
  return [paragraph];
}

function fromAddress() {
  const held = sessionStorage.getItem(HELD);
  sessionStorage.removeItem(HELD);
  if (!location.hash && held) history.replaceState(null, "", `#${held}`);
  const text = location.hash.slice(1);
  if (text) check(text);
}

document.getElementById("text-form").addEventListener("submit", (event) => {
  const text = event.target.elements.text.value.trim().split("#").pop();
  if (!globalThis.crypto?.subtle || !text) return; // the office checks it then
  event.preventDefault();
  if (location.hash === `#${text}`) check(text);
  else location.hash = text;
});
document.addEventListener("submit", (event) => {
  if (event.target.querySelector("[name=language]") && location.hash) {
    sessionStorage.setItem(HELD, location.hash.slice(1)); // the other language keeps the question
  }
});
addEventListener("hashchange", fromAddress);
fromAddress();
