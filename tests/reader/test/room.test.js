// A room on a real socket, whose other end says by hand what a relay might: also what it shouldn't.

import assert from "node:assert/strict";
import { once } from "node:events";
import { afterEach, test } from "node:test";

import { WebSocketServer } from "ws";

import { changesBody, cut, documentBody } from "../src/body.js";
import { decode, encode } from "../src/cbor.js";
import { decodeFrame, KIND, makeFrame, NO_PREVIOUS } from "../src/frame.js";
import { Keys, sha256 } from "../src/keys.js";
import { Room } from "../src/room.js";

const keys = Keys.ofEditSeed(Buffer.alloc(32, 1));
const others = Keys.ofEditSeed(Buffer.alloc(32, 2));
const [WELCOME, CAUGHT_UP] = [encode([16, new Map()]), encode([18])];
const DEVICE = "0a".repeat(8);

/** The frames of one device, one after another. */
function frames(bodies, { device = DEVICE, by = keys } = {}) {
  let previous = NO_PREVIOUS;
  return bodies.map(({ plain, kind = KIND.changes, cover = null }, at) => {
    const header = {
      room: by.room,
      epoch: 1,
      kind,
      device,
      sequence: at + 1,
      previous,
      cover,
    };
    const frame = makeFrame(header, plain, by, Buffer.alloc(24, at + 1));
    previous = sha256(frame);
    return frame;
  });
}

const change = (text) => ({ plain: changesBody([Buffer.from(text)]) });

let open = [];
afterEach(async () => {
  for (const { server, room } of open.splice(0)) {
    await room.close();
    server.close();
  }
});

/** A room at whose other end `delivered` comes after hello, and `answer` whatever is posted. */
async function roomWith(delivered, answer = () => {}) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const heard = [];
  server.on("connection", (socket) => {
    socket.on("message", (bytes) => {
      const [number, first] = decode(bytes);
      if (number === 1) {
        socket.send(WELCOME);
        for (const frame of delivered) socket.send(encode([17, frame]));
        socket.send(CAUGHT_UP);
      } else answer(socket, number, first);
    });
  });
  const room = new Room(keys, `ws://127.0.0.1:${server.address().port}`, {
    changes: (changes) => heard.push(...changes.map((bytes) => Buffer.from(bytes).toString())),
    document: (bytes) => heard.push(`document ${Buffer.from(bytes)}`),
  });
  open.push({ server, room });
  await room.open();
  return { room, heard };
}

test("what comes twice, and in any order, is passed on once", async () => {
  const [one, two, three] = frames([change("1"), change("2"), change("3")]);
  const { room, heard } = await roomWith([three, one, one, two, three]);
  assert.deepEqual(heard, ["3", "1", "2"]);
  assert.deepEqual([...room.vector()], [[DEVICE, 3]]);
  assert.deepEqual(room.holdings.holes(), []);
});

test("what is forged, foreign or damaged is not passed on, and what comes after it is", async () => {
  const [good] = frames([change("good")]);
  const [foreign] = frames([change("foreign")], { by: others });
  const damaged = Buffer.from(good);
  damaged[damaged.length - 1] ^= 1;
  // Signed by another key, for this room.
  const forged = decodeFrame(good);
  const signature = decodeFrame(foreign).signature;
  const forgedBytes = encode([forged.headerBytes, forged.body, signature]);
  const { room, heard } = await roomWith([foreign, damaged, forgedBytes, Buffer.of(0), good]);
  assert.deepEqual(heard, ["good"]);
  assert.equal(room.rejected.length, 4);
});

test("a body of the room's that the document doesn't know is not counted as held", async () => {
  const [newer] = frames([{ plain: encode([9, Buffer.of(1)]) }]);
  const { room, heard } = await roomWith([newer]);
  assert.deepEqual(heard, []);
  assert.equal(room.vector().size, 0);
});

test("a hole is seen", async () => {
  const [, two] = frames([change("1"), change("2")]);
  const { room, heard } = await roomWith([two]);
  assert.deepEqual(heard, ["2"]);
  assert.equal(room.vector().size, 0);
  assert.deepEqual(room.holdings.holes(), [DEVICE]);
});

test("of two frames under one number both are taken", async () => {
  const [one] = frames([change("one life")]);
  const [other] = frames([change("another life")]);
  const { heard } = await roomWith([one, other]);
  assert.deepEqual(heard, ["one life", "another life"]);
});

test("pieces are passed on when all are there, and not counted before", async () => {
  const large = "x".repeat(1_200_000);
  const [first, second] = cut(changesBody([Buffer.from(large)])).map((plain) => ({ plain }));
  const [one, two] = frames([first, second]);
  const half = await roomWith([two]);
  assert.deepEqual(half.heard, []);
  assert.equal(half.room.pieces.waiting, 1);
  assert.equal(half.room.vector().size, 0);
  const whole = await roomWith([two, one]);
  assert.equal(whole.heard[0], large);
  assert.deepEqual([...whole.room.vector()], [[DEVICE, 2]]);
});

test("a checkpoint counts for what it covers", async () => {
  const other = "0b".repeat(8);
  const cover = new Map([[other, 7]]);
  const body = { plain: documentBody(Buffer.from("plan")), kind: KIND.checkpoint, cover };
  const { room, heard } = await roomWith(frames([body]));
  assert.deepEqual(heard, ["document plan"]);
  assert.deepEqual([...room.vector()], [[DEVICE, 1], [other, 7]]);
});

test("own frames go one alone, then 32 ahead, and a checkpoint when all are acknowledged", async () => {
  const posted = [];
  let socket;
  const { room } = await roomWith([], (from, number, frame) => {
    socket = from;
    posted.push(decodeFrame(frame).header);
  });
  const settled = async (count) => {
    while (posted.length < count) await new Promise(setImmediate);
    // Time for what should not come.
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(posted.length, count);
  };
  const acknowledge = (sequence) =>
    socket.send(encode([19, Buffer.from(room.device, "hex"), sequence]));
  for (let n = 0; n < 40; n++) room.postChanges([Buffer.of(n)]);
  room.postDocument(Buffer.from("all of it"));
  await settled(1);
  acknowledge(1);
  await settled(33);
  for (let n = 2; n <= 33; n++) acknowledge(n);
  await settled(40);
  for (let n = 34; n <= 40; n++) acknowledge(n);
  await settled(41);
  const sequences = posted.map(({ sequence }) => sequence);
  assert.deepEqual(sequences, Array.from({ length: 41 }, (_, n) => n + 1));
  assert.equal(posted[40].kind, KIND.checkpoint);
  assert.deepEqual([...posted[40].cover], [[room.device, 40]]);
  acknowledge(41);
  await room.posted();
});

test("after a refusal nothing more is posted, and it is said", async () => {
  const { room } = await roomWith([], (socket, _number, frame) => {
    const { device, sequence } = decodeFrame(frame).header;
    socket.send(encode([20, 9, Buffer.from(device, "hex"), sequence]));
  });
  room.postChanges([Buffer.of(1)]);
  room.postChanges([Buffer.of(2)]);
  await assert.rejects(room.posted(), /refused a frame \(9\)/);
});
