// The vectors of crates/sync: keys, links, padding, sealed bodies, pieces.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { changesBody, cut, decodeBody, Pieces } from "../src/body.js";
import { decode, encode } from "../src/cbor.js";
import { checkFrame, decodeFrame, KIND, makeFrame, NO_PREVIOUS, openFrame } from "../src/frame.js";
import { Keys, parseLink, sha256, viewLink } from "../src/keys.js";
import { open, padme, seal } from "../src/seal.js";
import { unpackVersionLink } from "../src/version.js";
import { Holdings } from "../src/vector.js";
import { sealed } from "./fixture.js";

const NONCE = 24;
const keys = Keys.ofEditSeed(sealed.bytes("edit seed"));

after(() => assert.deepEqual([...sealed.unasked], [], "every vector was checked"));

test("all keys follow from the edit seed", () => {
  assert.deepEqual(keys.viewSeed, sealed.bytes("view seed"));
  assert.deepEqual(keys.verifying, sealed.bytes("verifying key"));
  assert.deepEqual(keys.room, sealed.bytes("room"));
  assert.deepEqual(keys.cipher, sealed.bytes("cipher key"));
});

test("links are read, and viewing links written", () => {
  const edit = parseLink(sealed.text("editing link"));
  assert.deepEqual(edit.keys.room, keys.room);
  assert.ok(edit.keys.privateKey);
  assert.equal(edit.relay, null);
  assert.equal(viewLink(keys), sealed.text("viewing link"));
  const view = parseLink(sealed.text("viewing link"));
  assert.deepEqual(view.keys.cipher, keys.cipher);
  assert.deepEqual(view.keys.room, keys.room);
  assert.equal(view.keys.privateKey, null);
  for (const at of [0, 1]) {
    const [relay, link] = [`relay ${at}`, `viewing link with relay ${at}`].map(sealed.text);
    assert.equal(parseLink(link).relay, relay);
    assert.equal(viewLink(keys, relay), link);
  }
});

test("a cut link is damaged", () => {
  for (const name of ["editing link", "viewing link"]) {
    const link = sealed.text(name);
    for (let end = 5; end < link.length; end++) {
      assert.throws(() => parseLink(link.slice(0, end)), `${name} cut at ${end}`);
    }
  }
});

test("a relay's address that can't be one is refused", () => {
  const link = sealed.text("viewing link");
  const wrong = ["http://example.jp", "wss://", "wss://a b", "wss://例え", "%zz", `wss://${"a".repeat(260)}`];
  for (const address of wrong) assert.throws(() => parseLink(`${link}?r=${address}`), address);
  assert.throws(() => parseLink(`${link}?x=wss://example.jp`));
});

test("a version link holds its text", () => {
  assert.equal(unpackVersionLink(sealed.text("version link")), sealed.text("version text"));
});

test("lengths are padded as pinned", () => {
  const lengths = sealed.names.filter((name) => name.startsWith("padded length of "));
  assert.ok(lengths.length > 8);
  for (const name of lengths) {
    assert.equal(padme(4 + Number(name.split(" ").at(-1))), Number(sealed.value(name)), name);
  }
});

for (const [name, kind] of Object.entries(KIND)) {
  test(`a sealed frame of ${name} is opened, and made anew byte for byte`, () => {
    const bytes = sealed.bytes(`${name} frame`);
    const plain = sealed.bytes(`${name} plain body`);
    const frame = decodeFrame(bytes);
    checkFrame(frame, keys);
    assert.equal(frame.header.kind, kind);
    assert.deepEqual(frame.hash, sealed.bytes(`${name} hash`));
    assert.deepEqual(openFrame(frame, keys), plain);
    assert.deepEqual(makeFrame(frame.header, plain, keys, frame.body.subarray(0, NONCE)), bytes);
  });
}

test("bodies say what went into them", () => {
  const body = (name) => decodeBody(sealed.bytes(`${name} plain body`), KIND[name]);
  const text = (bytes) => Buffer.from(bytes).toString();
  assert.deepEqual(body("changes").changes.map(text), ["a change", "another change"]);
  assert.equal(text(body("checkpoint").document), "a whole document");
  assert.deepEqual(decode(body("whisper").bytes), [1, 1, "寄合", ""]);
  assert.equal(body("closing").bytes.length, 0);
  assert.throws(() => decodeBody(sealed.bytes("changes plain body"), KIND.checkpoint));
});

test("another key, header or byte opens nothing", () => {
  const [key, header, nonce] = [Buffer.alloc(32, 3), Buffer.from("header"), Buffer.alloc(NONCE, 5)];
  const body = seal(key, header, Buffer.from("body"), nonce);
  assert.equal(open(key, header, body).toString(), "body");
  assert.throws(() => open(Buffer.alloc(32, 4), header, body));
  assert.throws(() => open(key, Buffer.from("another"), body));
  for (let at = 0; at < body.length; at++) {
    const changed = Buffer.from(body);
    changed[at] ^= 1;
    assert.throws(() => open(key, header, changed), `byte ${at}`);
  }
  for (let end = 0; end < body.length; end++) assert.throws(() => open(key, header, body.subarray(0, end)));
});

test("a body too large for a frame is cut, made and joined as pinned", () => {
  const change = Buffer.alloc(1_500_000);
  for (let at = 0; at < change.length; at++) change[at] = at * 7;
  const parts = cut(changesBody([change]));
  const pieces = new Pieces();
  let previous = NO_PREVIOUS;
  let joined = null;
  parts.forEach((part, at) => {
    assert.equal(part.length, Number(sealed.value(`piece ${at} plain length`)));
    const header = {
      room: keys.room,
      epoch: 1,
      kind: KIND.changes,
      device: "09".repeat(8),
      sequence: at + 1,
      previous,
      cover: null,
    };
    const bytes = makeFrame(header, part, keys, sealed.bytes(`piece ${at} nonce`));
    previous = sha256(bytes);
    assert.deepEqual(previous, sealed.bytes(`piece ${at} hash`));
    const frame = decodeFrame(bytes);
    assert.equal(joined, null);
    joined = pieces.take(decodeBody(openFrame(frame, keys), KIND.changes), frame.header);
  });
  assert.equal(parts.length, 2);
  assert.deepEqual(Buffer.from(joined.body.changes[0]), change);
  assert.equal(pieces.waiting, 0);
});

test("pieces that don't make what they say make nothing", () => {
  const part = (index) => encode([3, sha256(Buffer.from("else")), index, 2, Buffer.of(index)]);
  const pieces = new Pieces();
  const header = { kind: KIND.changes };
  assert.equal(pieces.take(decodeBody(part(0), KIND.changes), header), null);
  assert.equal(pieces.take(decodeBody(part(1), KIND.changes), header).body, null);
  const alone = encode([3, sha256(Buffer.from("else")), 0, 1, Buffer.of(0)]);
  assert.throws(() => decodeBody(alone, KIND.changes));
});

test("only what came without holes is held", () => {
  const holdings = new Holdings();
  const [one, other] = ["01".repeat(8), "02".repeat(8)];
  holdings.take(other, 1);
  holdings.take(one, 2);
  assert.deepEqual([...holdings.vector()], [[other, 1]]);
  assert.deepEqual(holdings.holes(), [one]);
  holdings.take(one, 4);
  holdings.cover(new Map([[one, 3]]));
  assert.deepEqual([...holdings.vector()], [[one, 4], [other, 1]]);
  assert.deepEqual(holdings.holes(), []);
});
