/* Verifies a certificate: compact JWS (RFC 7515) with Ed25519 (RFC 8037), by WebCrypto alone. The
   same steps, in the same order, as greenward/trust/certificates.py; nothing is sent anywhere. */

const LONGEST = 4096;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A refusal; `code` is one of malformed, unknown_key, altered, no_crypto. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The bytes of canonical base64url (RFC 4648, section 5, no padding), or null. */
function bytes(part) {
  if (!/^[A-Za-z0-9_-]*$/.test(part) || part.length % 4 === 1) return null;
  const plain = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  const again = btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return again === part ? Uint8Array.from(plain, (c) => c.charCodeAt(0)) : null;
}

function json(part) {
  try {
    return JSON.parse(utf8.decode(bytes(part)));
  } catch {
    throw new Refused("malformed");
  }
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function header(part) {
  const found = json(part);
  const names = isObject(found) ? Object.keys(found).sort().join() : "";
  if (names !== "alg,kid" || found.alg !== "Ed25519" || typeof found.kid !== "string") {
    throw new Refused("malformed");
  }
  return found;
}

function claims(part) {
  const found = json(part);
  const whole = Number.isSafeInteger;
  const fits =
    isObject(found) &&
    ["iss", "jti", "vct"].every((name) => typeof found[name] === "string") &&
    whole(found.iat) &&
    ["exp", "log"].every((name) => !(name in found) || whole(found[name])) &&
    Object.values(found).every((value) => typeof value === "string" || whole(value));
  if (!fits) throw new Refused("malformed");
  return found;
}

/** The number a text claims to have, unverified: only to ask the office about it. */
export function numberClaimed(text) {
  try {
    return claims(text.split(".")[1] ?? "").jti;
  } catch {
    return "";
  }
}

/** The claims of a genuine certificate. `keys` is a JWK set (RFC 7517). Throws Refused. */
export async function verify(text, keys) {
  const parts = text.split(".");
  if (text.length > LONGEST || parts.length !== 3 || !parts[1]) throw new Refused("malformed");
  const [head, payload, signature] = parts;
  const { kid } = header(head);
  if (bytes(payload) === null) throw new Refused("malformed");
  const key = keys.keys.find((one) => one.kid === kid);
  if (!key) throw new Refused("unknown_key");
  const raw = bytes(signature);
  if (raw === null || !(await fits(key, raw, `${head}.${payload}`))) throw new Refused("altered");
  return claims(payload);
}

async function fits(key, signature, message) {
  const name = "Ed25519";
  try {
    const { kty, crv, x } = key;
    const imported = await crypto.subtle.importKey("jwk", { kty, crv, x }, { name }, false, ["verify"]);
    return await crypto.subtle.verify({ name }, imported, signature, new TextEncoder().encode(message));
  } catch {
    throw new Refused("no_crypto");
  }
}
