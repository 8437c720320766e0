// Messages between client and relay ("Transport" in docs/wire.md).

import { decode, encode, hex } from "./cbor.js";
import { checkVector } from "./vector.js";

const VERSION = 1;

export function hello(room, key, vector, token = null) {
  return encode([1, VERSION, room, key, vector, token]);
}

export function post(frame) {
  return encode([2, frame]);
}

export function fetch(vector) {
  return encode([3, vector]);
}

/** Reads what a relay says: `{type, …}`. Throws for what isn't in the table. */
export function decodeMessage(bytes) {
  const fields = decode(bytes);
  if (!Array.isArray(fields)) throw new Error("a message is an array");
  const [number, first, second, third] = fields;
  const length = (wanted) => {
    if (fields.length !== wanted) throw new Error("a message of another length");
  };
  switch (number) {
    case 16:
      length(2);
      checkVector(first);
      return { type: "welcome", vector: first };
    case 17:
      length(2);
      if (!(first instanceof Uint8Array)) throw new Error("a frame is a byte string");
      return { type: "deliver", frame: first };
    case 18:
      length(1);
      return { type: "caught up" };
    case 19:
      length(3);
      return { type: "ack", device: deviceOf(first), sequence: second };
    case 20:
      length(4);
      return { type: "refuse", code: first, device: deviceOf(second), sequence: third };
    case 21:
      length(1);
      return { type: "fetch again" };
    case 22:
      length(3);
      return { type: "bye", code: first, pause: second };
    default:
      throw new Error("an unknown message");
  }
}

function deviceOf(bytes) {
  if (!(bytes instanceof Uint8Array) || bytes.length !== 8) throw new Error("not a device");
  return hex(bytes);
}
