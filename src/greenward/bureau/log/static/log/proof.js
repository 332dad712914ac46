/* Verifies a proof file (C2SP tlog-proof) with WebCrypto: nothing of the page, no network. */

const HEAD = "c2sp.org/tlog-proof@v1";
const DASH = "\u2014 ";
const NOTE = 1;
const COSIGNATURE = 4;
const encoder = new TextEncoder();

/** Why a proof does not hold: "form", "key", "entry", or "no_crypto" when it cannot be checked. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const require = (holds, code = "form") => {
  if (!holds) throw new Refused(code);
};

function bytes(text) {
  require(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text));
  const found = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  require(btoa(String.fromCharCode(...found)) === text);
  return found;
}

function whole(text) {
  require(/^(0|[1-9][0-9]{0,14})$/.test(text));
  return Number(text);
}

const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
const node = (left, right) => hash(Uint8Array.of(1), left, right);

/** A verifier key, name+id+base64(type key). */
export async function parseKey(text) {
  const [name, id, ...rest] = text.trim().split("+");
  const raw = bytes(rest.join("+"));
  require(name && raw.length === 33 && (raw[0] === NOTE || raw[0] === COSIGNATURE), "key");
  const whole = (await hash(encoder.encode(`${name}\n`), raw)).slice(0, 4);
  const hex = [...whole].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  require(hex === id, "key");
  return { name, id: whole, type: raw[0], raw: raw.slice(1) };
}

export function parseProof(text) {
  const cut = text.indexOf("\n\n");
  require(cut > 0);
  const lines = text.slice(0, cut).split("\n");
  require(lines[0] === HEAD && lines[1]?.startsWith("extra ") && lines[2]?.startsWith("index "));
  const hashes = lines.slice(3).map(bytes);
  require(hashes.length <= 64 && hashes.every((one) => one.length === 32));
  const checkpoint = text.slice(cut + 2);
  return { entry: bytes(lines[1].slice(6)), index: whole(lines[2].slice(6)), hashes, ...parseNote(checkpoint) };
}

function parseNote(text) {
  const cut = text.lastIndexOf("\n\n");
  require(cut > 0 && text.endsWith("\n"));
  const body = text.slice(0, cut + 1);
  const [origin, size, root, ...more] = body.slice(0, -1).split("\n");
  require(origin && root && more.every(Boolean));
  const signatures = text.slice(cut + 2, -1).split("\n").map((line) => {
    const [name, signature, ...rest] = line.slice(DASH.length).split(" ");
    require(line.startsWith(DASH) && name && signature && rest.length === 0);
    const raw = bytes(signature);
    require(raw.length > 4);
    return { name, id: raw.slice(0, 4), signature: raw.slice(4) };
  });
  require(signatures.length <= 64);
  return { body, origin, size: whole(size), root: bytes(root), signatures };
}

async function holds(key, body, signature) {
  let text = encoder.encode(body);
  if (key.type === COSIGNATURE) {
    if (signature.length <= 8) return false;
    const at = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
    text = joined(encoder.encode(`cosignature/v1\ntime ${at}\n`), text);
    signature = signature.slice(8);
  }
  try {
    const known = await crypto.subtle.importKey("raw", key.raw, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", known, signature, text);
  } catch {
    throw new Refused("no_crypto");
  }
}

async function signers(proof, keys) {
  const found = [];
  for (const line of proof.signatures) {
    const key = keys.find((one) => one.name === line.name && same(one.id, line.id));
    if (!key) continue;
    require(await holds(key, proof.body, line.signature), "key");
    found.push(key.name);
  }
  require(found.includes(proof.origin), "key");
  return found;
}

/** The root that the hashes lead to (RFC 9162, section 2.1.3.2); null when they do not fit.
    Indexes stay below 10^15, so they are halved as numbers: shifts would cut them to 32 bits. */
async function rootOf(leaf, index, size, hashes) {
  if (index >= size) return null;
  let at = index;
  let last = size - 1;
  let found = leaf;
  const half = (number) => Math.floor(number / 2);
  for (const beside of hashes) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      found = await node(beside, found);
      while (at % 2 === 0 && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      found = await node(found, beside);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 ? found : null;
}

/** Verify a proof file against verifier keys; throws Refused. */
export async function check(text, keyLines) {
  const proof = parseProof(text);
  require(crypto.subtle, "no_crypto");
  const keys = await Promise.all(keyLines.map(parseKey));
  const signedBy = await signers(proof, keys);
  const leaf = await hash(Uint8Array.of(0), proof.entry);
  const root = await rootOf(leaf, proof.index, proof.size, proof.hashes);
  require(root && same(root, proof.root), "entry");
  return { ...proof, signedBy };
}
