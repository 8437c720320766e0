// CBOR (RFC 8949), as far as docs/wire.md uses it: unsigned integers, byte strings, texts, arrays,
// maps, null; all of definite length. Integers above 2^53 are BigInts; a map becomes a JS Map with
// the hex of its keys, which are byte strings. What is written is the shortest form.

const UTF8 = new TextDecoder("utf-8", { fatal: true });
// Nothing on the wire is nested deeper than three levels.
const DEEPEST = 8;

/** The bytes are no CBOR item, or not one that this format has. */
export class CborError extends Error {}

/** Reads exactly one item. Byte strings are views into `bytes`, not copies. */
export function decode(bytes) {
  return read(new Reader(bytes, false));
}

/** The same, but refuses what is not in the shortest form. */
export function decodeShortest(bytes) {
  return read(new Reader(bytes, true));
}

function read(reader) {
  const value = reader.item(0);
  if (reader.at !== reader.bytes.length) throw new CborError("bytes after the item");
  return value;
}

/** The least argument that needs one, two, four or eight bytes of its own. */
const LEAST = [24, 0x100, 0x10000, 0x100000000];

class Reader {
  constructor(bytes, mustBeShortest) {
    this.bytes = bytes;
    this.mustBeShortest = mustBeShortest;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  item(depth) {
    if (depth > DEEPEST) throw new CborError("nested too deeply");
    const first = this.take(1)[0];
    if (first === 0xf6) return null;
    const value = this.argument(first & 0x1f);
    switch (first >> 5) {
      case 0:
        return value;
      case 2:
        return this.take(value);
      case 3:
        return text(this.take(value));
      case 4: {
        const items = [];
        for (let left = value; left > 0; left--) items.push(this.item(depth + 1));
        return items;
      }
      case 5: {
        const map = new Map();
        for (let left = value; left > 0; left--) {
          const key = this.item(depth + 1);
          if (!(key instanceof Uint8Array)) throw new CborError("a key is no byte string");
          map.set(hex(key), this.item(depth + 1));
        }
        if (map.size !== value) throw new CborError("a key stands twice");
        return map;
      }
      default:
        throw new CborError(`an item of type ${first >> 5}`);
    }
  }

  argument(low) {
    if (low < 24) return low;
    if (low > 27) throw new CborError("a length that is not definite");
    const size = 1 << (low - 24);
    const at = this.at;
    this.take(size);
    const value = this.unsigned(at, size);
    if (this.mustBeShortest && value < LEAST[low - 24]) throw new CborError("not the shortest form");
    return value;
  }

  unsigned(at, size) {
    if (size === 1) return this.view.getUint8(at);
    if (size === 2) return this.view.getUint16(at);
    if (size === 4) return this.view.getUint32(at);
    const large = this.view.getBigUint64(at);
    return large <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(large) : large;
  }

  take(count) {
    if (typeof count !== "number" || this.at + count > this.bytes.length) {
      throw new CborError("the bytes end too early");
    }
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}

function text(bytes) {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new CborError("a text that is not UTF-8");
  }
}

/** Writes one item in its shortest form. */
export function encode(value) {
  const parts = [];
  write(value, parts);
  return Buffer.concat(parts);
}

function write(value, parts) {
  if (value === null) parts.push(Buffer.of(0xf6));
  else if (typeof value === "number" || typeof value === "bigint") parts.push(head(0, value));
  else if (value instanceof Uint8Array) parts.push(head(2, value.length), value);
  else if (typeof value === "string") {
    const bytes = Buffer.from(value, "utf8");
    parts.push(head(3, bytes.length), bytes);
  } else if (Array.isArray(value)) {
    parts.push(head(4, value.length));
    for (const item of value) write(item, parts);
  } else if (value instanceof Map) {
    parts.push(head(5, value.size));
    for (const [key, item] of value) {
      write(Buffer.from(key, "hex"), parts);
      write(item, parts);
    }
  } else throw new CborError(`a ${typeof value} can't be written`);
}

function head(type, value) {
  const major = type << 5;
  if (value < 24) return Buffer.of(major | Number(value));
  if (value <= 0xff) return Buffer.of(major | 24, Number(value));
  const size = value <= 0xffff ? 2 : value <= 0xffffffff ? 4 : 8;
  const bytes = Buffer.alloc(1 + size);
  bytes[0] = major | { 2: 25, 4: 26, 8: 27 }[size];
  if (size === 8) bytes.writeBigUInt64BE(BigInt(value), 1);
  else bytes.writeUIntBE(Number(value), 1, size);
  return bytes;
}

/** Bytes as hex. */
export function hex(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
