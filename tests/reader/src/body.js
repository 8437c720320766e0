// What is inside a sealed body, and pieces of bodies that are too large for one frame ("Body" in
// docs/wire.md).

import { decode, encode, hex } from "./cbor.js";
import { KIND } from "./frame.js";
import { sha256 } from "./keys.js";

/** Most plain bytes in one frame, and most pieces of one body. */
export const PLAIN_BYTES = 960 * 1024 - 4;
const PIECES = 64;
/** Of a piece, what stands beside its part. */
const PIECE_HEAD = 64;

const NUMBER = { changes: 1, document: 2, piece: 3, whisper: 4, closing: 5 };

/** Reads the plain body of a frame of `kind`: `{type, …}`. Throws if it isn't one. */
export function decodeBody(bytes, kind) {
  const fields = decode(bytes);
  if (!Array.isArray(fields)) throw new Error("a body is an array");
  const [number, first, index, count, part] = fields;
  const isBytes = first instanceof Uint8Array;
  const fits = (length, ...kinds) => fields.length === length && kinds.includes(kind);
  switch (number) {
    case NUMBER.changes:
      if (!fits(2, KIND.changes) || !Array.isArray(first)) break;
      if (!first.every((change) => change instanceof Uint8Array)) break;
      return { type: "changes", changes: first };
    case NUMBER.document:
      if (!fits(2, KIND.checkpoint) || !isBytes) break;
      return { type: "document", document: first };
    case NUMBER.piece:
      if (!fits(5, KIND.changes, KIND.checkpoint) || !isBytes || first.length !== 32) break;
      if (!(part instanceof Uint8Array)) break;
      if (!(count >= 2 && count <= PIECES && index >= 0 && index < count)) break;
      return { type: "piece", set: hex(first), index, count, part };
    case NUMBER.whisper:
      if (!fits(2, KIND.whisper) || !isBytes) break;
      return { type: "whisper", bytes: first };
    case NUMBER.closing:
      if (!fits(2, KIND.closing) || !isBytes) break;
      return { type: "closing", bytes: first };
  }
  throw new Error("a body that its frame can't have");
}

export function changesBody(changes) {
  return encode([NUMBER.changes, changes]);
}

export function documentBody(document) {
  return encode([NUMBER.document, document]);
}

/** The body as it travels: itself, or its pieces. */
export function cut(plain) {
  if (plain.length <= PLAIN_BYTES) return [plain];
  const size = PLAIN_BYTES - PIECE_HEAD;
  const count = Math.ceil(plain.length / size);
  if (count > PIECES) throw new Error("a body too large for all pieces");
  const set = sha256(plain);
  return Array.from({ length: count }, (_, index) =>
    encode([NUMBER.piece, set, index, count, plain.subarray(index * size, (index + 1) * size)]),
  );
}

/** Sets of pieces that are not whole yet. */
export class Pieces {
  constructor() {
    this.sets = new Map();
  }

  /**
   * Takes a piece and the header that it came with. When the set is whole: `{body, headers}`, of
   * which `body` is null if the pieces don't make what they say.
   */
  take(piece, header) {
    const key = `${piece.set} ${piece.count}`;
    let set = this.sets.get(key);
    if (!set) this.sets.set(key, (set = new Map()));
    // The part is a view into a message that would otherwise be free to go.
    set.set(piece.index, { part: Buffer.from(piece.part), header });
    if (set.size < piece.count) return null;
    this.sets.delete(key);
    const entries = [...set].sort(([one], [other]) => one - other).map(([, entry]) => entry);
    const headers = entries.map((entry) => entry.header);
    return { body: join(piece.set, entries.map((entry) => entry.part), headers.at(-1)), headers };
  }

  get waiting() {
    return [...this.sets.values()].reduce((sum, set) => sum + set.size, 0);
  }
}

function join(set, parts, last) {
  const plain = Buffer.concat(parts);
  if (hex(sha256(plain)) !== set) return null;
  try {
    const body = decodeBody(plain, last.kind);
    return body.type === "piece" ? null : body;
  } catch {
    return null;
  }
}
