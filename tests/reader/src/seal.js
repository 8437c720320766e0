// Sealing ("Body" in docs/wire.md): XChaCha20-Poly1305 over a padded body, bound to the header.
// Node has ChaCha20-Poly1305 only; the step from one to the other is HChaCha20
// (draft-irtf-cfrg-xchacha-03, section 2).

import { createCipheriv, createDecipheriv } from "node:crypto";

const NONCE = 24;
const TAG = 16;

/** Seals a plain body under an encoded header. The nonce must be 24 random bytes. */
export function seal(key, header, plain, nonce) {
  const cipher = createCipheriv("chacha20-poly1305", subkey(key, nonce), shortNonce(nonce), {
    authTagLength: TAG,
  });
  const padded = pad(plain);
  cipher.setAAD(header, { plaintextLength: padded.length });
  const sealed = Buffer.concat([cipher.update(padded), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

/** Opens a sealed body; throws when it is not authentic, or not padded as it must be. */
export function open(key, header, body) {
  if (body.length < NONCE + TAG) throw new Error("a body too short to be sealed");
  const nonce = body.subarray(0, NONCE);
  const sealed = body.subarray(NONCE, body.length - TAG);
  const cipher = createDecipheriv("chacha20-poly1305", subkey(key, nonce), shortNonce(nonce), {
    authTagLength: TAG,
  });
  cipher.setAAD(header, { plaintextLength: sealed.length });
  cipher.setAuthTag(body.subarray(body.length - TAG));
  return unpad(Buffer.concat([cipher.update(sealed), cipher.final()]));
}

/** Length, body, zeros. */
export function pad(plain) {
  const padded = Buffer.alloc(padme(plain.length + 4));
  padded.writeUInt32LE(plain.length);
  padded.set(plain, 4);
  return padded;
}

function unpad(padded) {
  const end = padded.length < 4 ? Infinity : 4 + padded.readUInt32LE();
  if (end > padded.length || padme(end) !== padded.length) throw new Error("wrong padding");
  if (padded.subarray(end).some((byte) => byte !== 0)) throw new Error("padding is not zero");
  return padded.subarray(4, end);
}

/** The Padmé length. */
export function padme(length) {
  if (length < 2) return length;
  const exponent = Math.floor(Math.log2(length));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  // An exponent of 0 has been dealt with, and log2 of 1 is 0: both are small and exact.
  const step = 2 ** Math.max(0, exponent - kept);
  return Math.ceil(length / step) * step;
}

function shortNonce(nonce) {
  return Buffer.concat([Buffer.alloc(4), nonce.subarray(16, NONCE)]);
}

/** HChaCha20 of a key and the first 16 bytes of a nonce. */
function subkey(key, nonce) {
  const s = new Uint32Array(16);
  s.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  for (let at = 0; at < 8; at++) s[4 + at] = key.readUInt32LE(4 * at);
  for (let at = 0; at < 4; at++) s[12 + at] = nonce.readUInt32LE(4 * at);
  for (let round = 0; round < 10; round++) {
    quarter(s, 0, 4, 8, 12);
    quarter(s, 1, 5, 9, 13);
    quarter(s, 2, 6, 10, 14);
    quarter(s, 3, 7, 11, 15);
    quarter(s, 0, 5, 10, 15);
    quarter(s, 1, 6, 11, 12);
    quarter(s, 2, 7, 8, 13);
    quarter(s, 3, 4, 9, 14);
  }
  const out = Buffer.alloc(32);
  for (let at = 0; at < 4; at++) {
    out.writeUInt32LE(s[at], 4 * at);
    out.writeUInt32LE(s[12 + at], 16 + 4 * at);
  }
  return out;
}

function quarter(s, a, b, c, d) {
  s[a] += s[b];
  s[d] = rotate(s[d] ^ s[a], 16);
  s[c] += s[d];
  s[b] = rotate(s[b] ^ s[c], 12);
  s[a] += s[b];
  s[d] = rotate(s[d] ^ s[a], 8);
  s[c] += s[d];
  s[b] = rotate(s[b] ^ s[c], 7);
}

function rotate(word, by) {
  return (word << by) | (word >>> (32 - by));
}
