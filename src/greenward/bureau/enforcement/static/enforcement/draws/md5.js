// MD5 (RFC 1321), which RFC 3797 prescribes and browsers do not offer. Nothing here rests on it
// being hard to collide: the key is public and fixed before anybody can choose an input.

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));
const rotate = (word, by) => (word << by) | (word >>> (32 - by));

function mix(i, b, c, d) {
  if (i < 16) return [(b & c) | (~b & d), i];
  if (i < 32) return [(d & b) | (~d & c), (5 * i + 1) % 16];
  if (i < 48) return [b ^ c ^ d, (3 * i + 5) % 16];
  return [c ^ (b | ~d), (7 * i) % 16];
}

function padded(bytes) {
  const size = ((bytes.length + 8) >> 6) + 1;
  const view = new DataView(new ArrayBuffer(size * 64));
  bytes.forEach((byte, at) => view.setUint8(at, byte));
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(size * 64 - 8, BigInt(bytes.length) * 8n, true);
  return view;
}

/** The digest as a 128-bit whole number, its first byte the most significant. */
export function md5(bytes) {
  const view = padded(bytes);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i++) {
      const [f, word] = mix(i, b, c, d);
      const sum = (a + f + SINES[i] + view.getUint32(block + word * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotate(sum, SHIFTS[(i >> 4) * 4 + (i % 4)])) | 0];
    }
    state = [a, b, c, d].map((word, at) => (word + state[at]) | 0);
  }
  const out = new DataView(new ArrayBuffer(16));
  state.forEach((word, at) => out.setInt32(at * 4, word, true));
  return (out.getBigUint64(0) << 64n) | out.getBigUint64(8);
}
