// Yoriai's relay, with the client of tests/reader: it seals, signs, checks and opens every frame, and
// puts the document together with Automerge, as the app does.

import { randomBytes } from "node:crypto";

import { Document, splice } from "../../tests/reader/src/document.js";
import { Keys } from "../../tests/reader/src/keys.js";
import { Room } from "../../tests/reader/src/room.js";
import { EDIT } from "../text.js";

export const name = "Yoriai";
export const packages = [];
export const server = ({ relay }) => ({
  program: relay,
  args: () => [
    ["--listen", "127.0.0.1:0"],
    // One address plays a thousand devices, and histories are written faster than people type.
    ["--sockets-per-address", "4096", "--rooms-per-address", "4096"],
    ["--frames-per-second-per-socket", "1000000", "--frames-per-second-per-room", "1000000"],
  ].flat(),
});

/** As the app does: a checkpoint when so many frames have come since the last, after a pause. */
const FRAMES_PER_CHECKPOINT = 200;
const PAUSE_MS = [2_000, 20_000];
/** How long a client that is `unwatched` lets checked and opened changes wait for each other. */
const UNWATCHED_MS = 3_000;

class Client {
  constructor(port, seed) {
    this.onChange = () => {};
    this.document = new Document();
    this.frames = 0;
    this.received = [];
    this.unwatched = false;
    this.room = new Room(Keys.ofEditSeed(seed), `ws://127.0.0.1:${port}/sync`, {
      document: (saved) => {
        this.document.merge(saved);
        this.frames = 0;
        this.onChange(this.length);
      },
      changes: (changes) => this.receive(changes),
      refused: (code) => {
        throw new Error(`the relay refused a frame with code ${code}`);
      },
    });
  }

  /** What came in one go is merged in one go; by a screen that nobody looks at, once a second. */
  receive(changes) {
    if (this.received.length === 0) {
      if (this.unwatched) setTimeout(() => this.merge(), UNWATCHED_MS);
      else setImmediate(() => this.merge());
    }
    this.received.push(...changes);
  }

  merge() {
    this.document.apply(this.received.splice(0));
    this.onChange(this.length);
  }

  get length() {
    return this.document.doc.text?.length ?? 0;
  }

  edit(at) {
    const change = this.document.change((doc) => splice(doc, ["text"], at, 0, EDIT));
    this.room.postChanges([change]);
    this.frames += 1;
    if (this.frames > FRAMES_PER_CHECKPOINT && !this.pause) {
      const [from, to] = PAUSE_MS;
      this.pause = setTimeout(() => {
        this.pause = null;
        this.frames = 0;
        this.room.postDocument(this.document.save());
      }, from + Math.random() * (to - from));
    }
  }

  async flushed() {
    await this.room.posted();
  }

  async leave() {
    await this.room.close();
  }

  async rejoin() {
    await this.room.open();
  }

  async close() {
    clearTimeout(this.pause);
    await this.room.close();
  }
}

export async function found({ port }) {
  const seed = randomBytes(32);
  const client = new Client(port, seed);
  await client.room.open();
  client.document.change((doc) => {
    doc.text = "";
  });
  client.room.postDocument(client.document.save());
  await client.flushed();
  return { client, token: seed.toString("hex") };
}

export async function join({ port, token }) {
  const client = new Client(port, Buffer.from(token, "hex"));
  await client.room.open();
  return client;
}
