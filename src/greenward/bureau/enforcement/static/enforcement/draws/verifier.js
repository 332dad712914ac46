// Recomputes a published draw in the browser, by the same steps as verifier.py. Sends nothing.

import { md5 } from "./md5.js";

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

function fromHex(text) {
  if (typeof text !== "string" || !/^([0-9a-f]{2})*$/i.test(text)) throw new TypeError("not hex");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

// By code point, as the published bytes are sorted; JavaScript alone would sort by UTF-16 unit.
function byCodePoint(a, b) {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++)
    if (left[i] !== right[i]) return left[i].codePointAt(0) - right[i].codePointAt(0);
  return left.length - right.length;
}

const byValue = (values) => (a, b) => (values.get(a) < values.get(b) ? -1 : 1);

function canonical(data) {
  if (Array.isArray(data)) return `[${data.map(canonical).join(",")}]`;
  if (data === null || typeof data !== "object") return JSON.stringify(data);
  const keys = Object.keys(data).sort(byCodePoint);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(data[key])}`).join(",")}}`;
}

/** SHA-256 of the canonical text, in hex. */
export const digest = async (data) => hex(await sha256(utf8(canonical(data))));

function need(data, key) {
  if (data === null || typeof data !== "object" || !Object.hasOwn(data, key))
    throw new TypeError(`nothing stands at ${key}`);
  return data[key];
}

const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};

// --- randomness and orders --------------------------------------------------------------------

// RFC 3797, section 4.
function encode(values) {
  const source = (value) =>
    typeof value === "string"
      ? `${value}.`
      : Array.from(value).sort((a, b) => a - b).map((number) => `${number}.`).join("");
  return utf8(values.map((value) => `${source(value)}/`).join(""));
}

const hmac = (key) =>
  crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
const sign = async (key, bytes) => new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));

// RFC 5869: extract with the code as salt, expand over the label.
async function vrs(code, seed) {
  const key = await hmac(await sign(await hmac(code), seed));
  const one = Uint8Array.of(1);
  return async (kind, ids) => {
    const label = (id) => joined(utf8([...kind, id].join("\n")), one);
    const values = await Promise.all(ids.map((id) => sign(key, label(id))));
    return new Map(ids.map((id, at) => [id, hex(values[at])]));
  };
}

// The place of each in the sorted list.
async function rfc3797(_code, seed) {
  return async (kind, ids) => {
    const own = kind.length > 1 ? `${hex(await sha256(utf8(kind.join("\n")))).toUpperCase()}./` : "";
    const key = joined(seed, utf8(own));
    const left = [...ids].sort(byCodePoint);
    const places = new Map();
    for (let step = 0; left.length; step++) {
      const counter = Uint8Array.of(step >> 8, step & 255);
      const at = Number(md5(joined(counter, key, counter)) % BigInt(left.length));
      places.set(left.splice(at, 1)[0], String(step + 1).padStart(5, "0"));
    }
    return places;
  };
}

// --- one round ---------------------------------------------------------------------------------

function barred(inspector, target, out) {
  const about = (one) =>
    one.inspector === inspector.id && (one.target === undefined || one.target === target.id);
  if (out.some(about)) return "withdrawn";
  return need(inspector, "recused").includes(need(target, "owner")) ? "recused" : null;
}

// They alone are in the order of a target.
const serving = (pool, target) =>
  pool.inspectors.filter((one) => need(one, "districts").includes(need(target, "district")));

function choose(pool, places, free, out, wanted) {
  const [chosen, skipped, quota] = [[], [], []];
  const order = byValue(places);
  for (const [stratum, asked] of [...wanted].sort(([a], [b]) => byCodePoint(a, b))) {
    const mine = free.filter((target) => need(target, "stratum") === stratum);
    mine.sort((a, b) => order(a.id, b.id));
    let taken = 0;
    for (const target of mine) {
      if (taken === asked) break;
      const able = serving(pool, target).filter((one) => !barred(one, target, out)).length;
      if (able >= (pool.per_target ?? 2)) {
        chosen.push(target.id);
        taken += 1;
      } else
        skipped.push({ target: target.id, order: places.get(target.id), reason: "too_few_inspectors" });
    }
    quota.push({ stratum, of: mine.length, asked, taken });
  }
  return { chosen, skipped, quota };
}

// The inspectors of each target under a cap; null at a dead end.
function pair(pool, work, loads, cap) {
  const [chosen, skipped, load, most] = [[], [], new Map(loads), pool.per_target ?? 2];
  for (const { entry, queue } of work) {
    const inspectors = [...entry.inspectors];
    for (const { value, id, bar } of queue) {
      if (inspectors.length === most) break;
      const reason = bar ?? ((load.get(id) ?? 0) >= cap ? "cap" : null);
      if (reason) skipped.push({ target: entry.target, order: value, reason, inspector: id });
      else {
        inspectors.push({ id, order: value });
        load.set(id, (load.get(id) ?? 0) + 1);
      }
    }
    if (inspectors.length < most) return null;
    chosen.push({ ...entry, inspectors });
  }
  return { chosen, skipped };
}

async function run(pool, order, standing, out, wanted, again) {
  const targets = new Map(need(pool, "targets").map((one) => [need(one, "id"), one]));
  for (const one of need(pool, "inspectors")) need(one, "id");
  const places = await order(["target"], [...targets.keys()]);
  const gone = new Set(out.filter((one) => one.inspector === undefined).map((one) => one.target));
  const free = [...targets.values()].filter((one) => !standing.has(one.id) && !gone.has(one.id));
  const first = choose(pool, places, free, out, wanted);
  const work = [];
  for (const id of [...first.chosen, ...again].sort(byValue(places))) {
    const fresh = { target: id, stratum: need(targets.get(id), "stratum"), order: places.get(id), inspectors: [] };
    const entry = standing.get(id) ?? fresh;
    const here = new Set(entry.inspectors.map((one) => one.id));
    const able = serving(pool, targets.get(id));
    const values = await order(["inspector", id], able.map((one) => one.id));
    const queue = able
      .filter((one) => !here.has(one.id))
      .map((one) => ({ value: values.get(one.id), id: one.id, bar: barred(one, targets.get(id), out) }))
      .sort((a, b) => (a.value < b.value ? -1 : 1));
    work.push({ entry, queue });
  }
  const loads = new Map();
  for (const entry of standing.values())
    for (const { id } of entry.inspectors) loads.set(id, (loads.get(id) ?? 0) + 1);
  for (let cap = need(pool, "cap"); cap <= pool.cap + targets.size; cap++) {
    const found = pair(pool, work, loads, cap); // the cap is raised by one at a dead end
    if (found)
      return { cap, chosen: found.chosen, skipped: [...first.skipped, ...found.skipped], quota: first.quota };
  }
  throw new TypeError("too few inspectors");
}

// --- the whole file ----------------------------------------------------------------------------

const kind = (data) => (Array.isArray(data) ? "list" : data === null ? "null" : typeof data);

// Where two results first differ, as a path; empty when nowhere.
function differs(ours, theirs, path) {
  if (kind(ours) !== kind(theirs)) return path;
  if (ours === null || typeof ours !== "object") return ours === theirs ? "" : path;
  const keys = Object.keys(ours).sort(Array.isArray(ours) ? undefined : byCodePoint);
  if (keys.length !== Object.keys(theirs).length) return path;
  if (!keys.every((key) => Object.hasOwn(theirs, key))) return path;
  const steps = Array.isArray(ours) ? ours.keys() : keys;
  for (const step of steps) {
    const found = differs(ours[step], theirs[step], `${path}/${step}`);
    if (found) return found;
  }
  return "";
}

function wantedOf(pool) {
  const sizes = new Map();
  for (const { stratum } of pool.targets) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  const asked = (stratum, quota) =>
    kind(quota) === "object"
      ? Math.ceil(((sizes.get(stratum) ?? 0) * need(quota, "basis_points")) / 10000)
      : quota;
  return new Map(Object.entries(need(pool, "quota")).map(([s, quota]) => [s, asked(s, quota)]));
}

// What stands without a withdrawal, and what has to be made good.
function withdraw(standing, left) {
  const after = new Map(standing);
  const again = [];
  if (left.inspector === undefined) {
    const { stratum } = after.get(left.target);
    after.delete(left.target);
    return { after, again, wanted: new Map([[stratum, 1]]) };
  }
  for (const [target, entry] of standing) {
    const kept = entry.inspectors.filter((one) => one.id !== left.inspector);
    if (kept.length === entry.inspectors.length || (left.target ?? target) !== target) continue;
    after.set(target, { ...entry, inspectors: kept });
    again.push(target);
  }
  return { after, again, wanted: new Map() };
}

async function bound(code, times) {
  for (let i = 0; i < times; i++) code = await sha256(code);
  return hex(code);
}

/** What is wrong with a draw file, as paths into it; empty when all is as it should be. Throws
 *  where the file cannot be verified. `published`: the hash of the announcement, if known. */
export async function verify(file, published = "") {
  const [said, pool, wrong] = [need(file, "announcement"), need(file, "pool"), []];
  const method = need({ vrs, rfc3797 }, need(said, "method"));
  if (published && (await digest(said)) !== published.toLowerCase()) wrong.push("announcement");
  if ((await digest(pool)) !== need(said, "pool_sha256")) wrong.push("pool");
  const seed = encode(need(file, "values"));
  let [standing, out] = [new Map(), []];
  for (const [at, done] of [file, ...need(file, "substitutions")].entries()) {
    const path = at ? `substitutions/${at - 1}/` : "";
    const code = fromHex(need(done, "code"));
    if (method === vrs && (await bound(code, at + 1)) !== said.commit) wrong.push(`${path}code`);
    let [wanted, again] = [at ? new Map() : wantedOf(pool), []];
    if (at) {
      const left = need(done, "withdrawn");
      out = [...out, left];
      ({ after: standing, again, wanted } = withdraw(standing, left));
    }
    const result = await run(pool, await method(code, seed), standing, out, wanted, again);
    const found = differs(result, need(done, "result"), `${path}result`);
    if (found) wrong.push(found);
    standing = new Map([...standing, ...result.chosen.map((entry) => [entry.target, entry])]);
  }
  return wrong;
}
