// The vectors of crates/wire: headers, frames, messages.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { decode, encode } from "../src/cbor.js";
import { checkFrame, decodeFrame, encodeHeader, KIND, NO_PREVIOUS, signFrame } from "../src/frame.js";
import { Keys, sha256, verifyingKey } from "../src/keys.js";
import * as message from "../src/message.js";
import { wire } from "./fixture.js";

const SEED = Buffer.from(Array.from({ length: 32 }, (_, at) => at));
const keys = new Keys(Buffer.alloc(32), verifyingKey(SEED), SEED);
const VECTOR = new Map([
  ["01".repeat(8), 3],
  ["02".repeat(8), 300],
]);
const BODY = Buffer.from("a sealed body");

after(() => assert.deepEqual([...wire.unasked], [], "every vector was checked"));

test("a verifying key and a room follow from a signing seed", () => {
  assert.deepEqual(keys.verifying, wire.bytes("verifying key"));
  assert.deepEqual(keys.room, wire.bytes("room"));
});

for (const [name, kind] of Object.entries(KIND)) {
  test(`a frame of ${name} is written and read byte for byte`, () => {
    const whisper = kind === KIND.whisper;
    const header = {
      room: keys.room,
      epoch: 1,
      kind,
      device: "07".repeat(8),
      sequence: whisper ? 0 : 2,
      previous: whisper ? NO_PREVIOUS : Buffer.alloc(32, 0xaa),
      cover: kind === KIND.checkpoint ? VECTOR : null,
    };
    const bytes = wire.bytes(`${name} frame`);
    assert.deepEqual(encodeHeader(header), wire.bytes(`${name} header`));
    assert.deepEqual(signFrame(encodeHeader(header), BODY, keys), bytes);
    const read = decodeFrame(bytes);
    assert.deepEqual(read.header, header);
    assert.deepEqual(read.body, BODY);
    assert.deepEqual(read.hash, wire.bytes(`${name} hash`));
    checkFrame(read, keys);
  });
}

test("what a client says is written byte for byte", () => {
  const { room, verifying } = keys;
  assert.deepEqual(message.hello(room, verifying, VECTOR), wire.bytes("hello"));
  const withToken = message.hello(room, verifying, VECTOR, "hall-3");
  assert.deepEqual(withToken, wire.bytes("hello with token"));
  assert.deepEqual(message.post(wire.bytes("changes frame")), wire.bytes("post"));
  assert.deepEqual(message.fetch(VECTOR), wire.bytes("fetch"));
});

test("what a relay says is read", () => {
  const read = (name) => message.decodeMessage(wire.bytes(name));
  const [device, sequence] = ["07".repeat(8), 2];
  assert.deepEqual(read("welcome"), { type: "welcome", vector: VECTOR });
  assert.deepEqual(read("welcome to an empty room"), { type: "welcome", vector: new Map() });
  const frame = wire.bytes("checkpoint frame");
  assert.deepEqual(read("deliver"), { type: "deliver", frame });
  assert.deepEqual(read("caught up"), { type: "caught up" });
  assert.deepEqual(read("ack"), { type: "ack", device, sequence });
  assert.deepEqual(read("refuse"), { type: "refuse", code: 8, device, sequence });
  assert.deepEqual(read("fetch again"), { type: "fetch again" });
  assert.deepEqual(read("bye"), { type: "bye", code: 18, pause: 5000 });
});

test("a change of any bit of a frame is refused", () => {
  const good = wire.bytes("changes frame");
  for (let at = 0; at < good.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const bytes = Buffer.from(good);
      bytes[at] ^= 1 << bit;
      assert.throws(() => checkFrame(decodeFrame(bytes), keys), `bit ${bit} of byte ${at}`);
    }
  }
});

test("a frame that was cut, or has more after it, is refused", () => {
  const good = wire.bytes("checkpoint frame");
  for (let end = 0; end < good.length; end++) {
    assert.throws(() => decodeFrame(good.subarray(0, end)));
  }
  assert.throws(() => decodeFrame(Buffer.concat([good, Buffer.of(0)])));
});

test("a frame in a longer encoding is refused", () => {
  const [header, body, signature] = decode(wire.bytes("changes frame"));
  const longer = Buffer.concat([
    Buffer.of(0x83),
    encode(header),
    // The body's length, 13, fits the head byte; here it takes a byte of its own.
    Buffer.of(0x58, 13),
    body,
    encode(signature),
  ]);
  assert.throws(() => decodeFrame(longer), /shortest/);
});

test("a key of small order opens no room, and signs nothing", () => {
  // The curve's neutral element: under the loose check it accepts a signature on anything.
  const neutral = Buffer.alloc(32);
  neutral[0] = 1;
  assert.throws(() => new Keys(Buffer.alloc(32), neutral), /small order/);
  const forged = Buffer.concat([neutral, Buffer.alloc(32)]);
  assert.equal(keys.verify(Buffer.from("anything"), forged), false);
});

test("a header in a longer encoding is refused, though it is signed", () => {
  const header = wire.bytes("changes header");
  // array(8), version, then the room: here its length takes two bytes.
  const longer = Buffer.concat([
    header.subarray(0, 2),
    Buffer.of(0x58, 16),
    header.subarray(3),
  ]);
  assert.throws(() => decodeFrame(signFrame(longer, BODY, keys)), /shortest/);
});

test("integers come back as they went, in the shortest form", () => {
  const lengths = [
    [23, 1],
    [24, 2],
    [255, 2],
    [256, 3],
    [65535, 3],
    [65536, 5],
    [2 ** 32, 9],
    [2 ** 53 - 1, 9],
    [2n ** 64n - 1n, 9],
  ];
  for (const [value, length] of lengths) {
    const bytes = encode(value);
    assert.equal(bytes.length, length);
    assert.equal(decode(bytes), value);
  }
});

test("CBOR that this format doesn't have is refused", () => {
  // Negative, float, tag, boolean, indefinite, a length beyond the end, a key twice, deep nesting.
  const wrong = ["20", "f93c00", "c000", "f5", "9fff", "5bffffffffffffffff", "a2410101410102"];
  wrong.push("81".repeat(20) + "00", "61ff", "");
  for (const hex of wrong) assert.throws(() => decode(Buffer.from(hex, "hex")), hex);
});

test("the hash of a frame is that of its bytes", () => {
  assert.deepEqual(sha256(wire.bytes("changes frame")), wire.bytes("changes hash"));
});
