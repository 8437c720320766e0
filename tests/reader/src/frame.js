// Frames ("Frame" in docs/wire.md): reading, checking, signing. What a body means is body.js.

import { decodeShortest, encode, hex } from "./cbor.js";
import { sha256 } from "./keys.js";
import { open, seal } from "./seal.js";
import { checkVector } from "./vector.js";

export const KIND = { changes: 1, checkpoint: 2, whisper: 3, closing: 4 };
export const NO_PREVIOUS = Buffer.alloc(32);
export const EPOCH = 1;

const VERSION = 1;
const FRAME_BYTES = 1024 * 1024;
const SIGNED = Buffer.from("yoriai frame v1\0", "latin1");
const LARGEST_U64 = 2n ** 64n - 1n;

/** Reads a frame: `{header, headerBytes, body, signature, hash}`. Throws if it isn't one. */
export function decodeFrame(bytes) {
  if (bytes.length > FRAME_BYTES) throw new Error("a frame above the cap");
  const parts = decodeShortest(bytes);
  if (!Array.isArray(parts) || parts.length !== 3) throw new Error("a frame has three parts");
  const [headerBytes, body, signature] = parts;
  byteString(headerBytes);
  byteString(body);
  byteString(signature, 64);
  const fields = decodeShortest(headerBytes);
  if (!Array.isArray(fields) || fields[0] !== VERSION) throw new Error("an unknown version");
  return { header: headerOf(fields), headerBytes, body, signature, hash: sha256(bytes) };
}

function headerOf(fields) {
  if (fields.length !== 8) throw new Error("a header has eight fields");
  const [, room, epoch, kind, device, sequence, previous, cover] = fields;
  byteString(room, 16);
  unsigned(epoch, 0xffffffff);
  byteString(device, 8);
  unsigned(sequence, LARGEST_U64);
  byteString(previous, 32);
  if (!Object.values(KIND).includes(kind)) throw new Error("an unknown kind");
  const hasPrevious = !NO_PREVIOUS.equals(previous);
  const counted =
    kind === KIND.whisper
      ? sequence === 0 && !hasPrevious
      : sequence > 0 && hasPrevious === sequence > 1;
  if (!counted) throw new Error("sequence and previous don't fit the kind");
  if ((cover !== null) !== (kind === KIND.checkpoint)) throw new Error("cover and kind don't fit");
  if (cover !== null) checkVector(cover);
  return { room, epoch, kind, device: hex(device), sequence, previous, cover };
}

function byteString(value, length = null) {
  if (!(value instanceof Uint8Array) || (length !== null && value.length !== length)) {
    throw new Error("not a byte string of the right length");
  }
}

function unsigned(value, most) {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  if (!isNumber || value > most) throw new Error("not an integer in its range");
}

/** Encodes a header. */
export function encodeHeader({ room, epoch, kind, device, sequence, previous, cover }) {
  return encode([VERSION, room, epoch, kind, Buffer.from(device, "hex"), sequence, previous, cover]);
}

function signed(headerBytes, body) {
  return Buffer.concat([SIGNED, headerBytes, sha256(body)]);
}

/** Throws unless the frame is of this room and was signed by its key. */
export function checkFrame(frame, keys) {
  if (Buffer.compare(frame.header.room, keys.room) !== 0) throw new Error("a foreign room");
  if (!keys.verify(signed(frame.headerBytes, frame.body), frame.signature)) {
    throw new Error("not signed by the room's key");
  }
}

/** The plain body. Throws if it was not sealed for this header. */
export function openFrame(frame, keys) {
  if (frame.header.epoch !== EPOCH) throw new Error("sealed with a key of another epoch");
  return open(keys.cipher, frame.headerBytes, frame.body);
}

/** Signs a body that is sealed already. */
export function signFrame(headerBytes, body, keys) {
  return encode([headerBytes, body, keys.sign(signed(headerBytes, body))]);
}

/** Seals and signs: the frame's bytes. */
export function makeFrame(header, plain, keys, nonce) {
  const headerBytes = encodeHeader(header);
  return signFrame(headerBytes, seal(keys.cipher, headerBytes, plain, nonce), keys);
}
