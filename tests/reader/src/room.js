// One client in one room ("Catching up" in docs/wire.md): says hello, takes what comes, checks and
// opens it, passes on what is inside; posts, for who came by an editing link. It knows no document:
// changes and documents are bytes here.
//
// It keeps what it holds for as long as it lives, so `open` may be called again after a socket
// broke. After a refusal it posts nothing more and says so. A client that stores its device id must
// also be ready to write anew under another; this one draws a new id each time it starts.

import { randomBytes } from "node:crypto";
import WebSocket from "ws";

import { changesBody, cut, decodeBody, documentBody, Pieces } from "./body.js";
import { hex } from "./cbor.js";
import { checkFrame, decodeFrame, EPOCH, KIND, makeFrame, NO_PREVIOUS, openFrame } from "./frame.js";
import { sha256 } from "./keys.js";
import * as message from "./message.js";
import { Holdings } from "./vector.js";

const IN_FLIGHT = 32;
const BEAT_MS = 30_000;

export class Room {
  /**
   * `heard` may hold `changes(list, device)`, `document(bytes, device)`, `whisper(bytes, device)`,
   * `closing()`, `refused(code)`, `closed(bye)`: called for what comes.
   */
  constructor(keys, address, heard = {}) {
    this.keys = keys;
    this.address = address;
    this.heard = heard;
    this.holdings = new Holdings();
    this.pieces = new Pieces();
    this.seen = new Set();
    /** What came, by kind, and what could not be used, by reason. */
    this.counts = { changes: 0, checkpoint: 0, whisper: 0, closing: 0 };
    this.rejected = [];
    this.device = hex(randomBytes(8));
    this.sequence = 0;
    this.acknowledged = 0;
    this.previous = NO_PREVIOUS;
    /** Own frames, `{frame, kind}` by sequence, that no relay has acknowledged. */
    this.outbox = new Map();
    /** How many of them are on their way. */
    this.flying = 0;
    this.proven = false;
    /** The code of the refusal after which nothing more is posted. */
    this.refused = null;
    this.waiting = [];
  }

  /** Connects, and is done when everything that the relay kept has come. */
  open() {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.address);
      this.socket = socket;
      this.caughtUp = false;
      this.proven = false;
      this.flying = 0;
      this.refused = null;
      this.bye = null;
      socket.on("open", () => {
        const { room, verifying } = this.keys;
        socket.send(message.hello(room, verifying, this.vector()));
        this.beat = setInterval(() => this.onBeat(), BEAT_MS);
      });
      socket.on("message", (bytes) => {
        this.quiet = false;
        this.onMessage(message.decodeMessage(bytes));
        if (this.caughtUp) resolve();
      });
      socket.on("error", reject);
      socket.on("close", () => {
        clearInterval(this.beat);
        this.caughtUp = false;
        reject(new Error(`the relay closed the socket (${this.bye?.code ?? "no reason"})`));
        this.settle();
        this.heard.closed?.(this.bye);
      });
    });
  }

  close() {
    return new Promise((resolve) => {
      if (!this.socket || this.socket.readyState === WebSocket.CLOSED) return resolve();
      this.socket.on("close", resolve);
      this.socket.close();
    });
  }

  /** What a hello says: of others what came without holes, of oneself what was acknowledged. */
  vector() {
    const vector = this.holdings.vector();
    vector.delete(this.device);
    if (this.acknowledged > 0) vector.set(this.device, this.acknowledged);
    return new Map([...vector].sort());
  }

  onBeat() {
    if (this.quiet && this.asked) return this.socket.terminate();
    this.asked = this.quiet === true;
    if (this.quiet) this.socket.send(message.fetch(this.vector()));
    this.quiet = true;
  }

  onMessage(said) {
    switch (said.type) {
      case "deliver":
        return this.onFrame(said.frame);
      case "caught up":
        this.caughtUp = true;
        return this.sendWaiting();
      case "ack":
        return this.onAck(said);
      case "refuse":
        this.refused = said.code;
        this.settle();
        return this.heard.refused?.(said.code);
      case "fetch again":
        return this.socket.send(message.fetch(this.vector()));
      case "bye":
        this.bye = said;
    }
  }

  onFrame(bytes) {
    try {
      const frame = decodeFrame(bytes);
      const name = hex(frame.hash);
      if (this.seen.has(name)) return;
      checkFrame(frame, this.keys);
      const body = decodeBody(openFrame(frame, this.keys), frame.header.kind);
      this.seen.add(name);
      this.counts[Object.keys(KIND)[frame.header.kind - 1]] += 1;
      this.onBody(body, [frame.header]);
    } catch (error) {
      this.rejected.push(error.message);
    }
  }

  onBody(body, headers) {
    if (body.type === "piece") {
      const whole = this.pieces.take(body, headers[0]);
      if (whole?.body === null) throw new Error("pieces that don't make a body");
      if (whole) this.onBody(whole.body, whole.headers);
      return;
    }
    const last = headers.at(-1);
    if (last.kind !== KIND.whisper) {
      for (const header of headers) this.holdings.take(header.device, header.sequence);
    }
    switch (body.type) {
      case "changes":
        return this.heard.changes?.(body.changes, last.device);
      case "document":
        this.holdings.cover(last.cover);
        return this.heard.document?.(body.document, last.device);
      case "whisper":
        return this.heard.whisper?.(body.bytes, last.device);
      case "closing":
        return this.heard.closing?.();
    }
  }

  /** Posts one burst of changes. */
  postChanges(changes) {
    this.post(changesBody(changes), KIND.changes, null);
  }

  /** Posts a whole saved document, which must hold everything that is held here. */
  postDocument(document) {
    const cover = this.holdings.vector();
    if (this.sequence > 0) cover.set(this.device, this.sequence);
    this.post(documentBody(document), KIND.checkpoint, new Map([...cover].sort()));
  }

  post(plain, kind, cover) {
    const parts = cut(plain);
    const last = parts.pop();
    for (const part of parts) this.write(part, KIND.changes, null);
    this.write(last, kind, cover);
    this.sendWaiting();
  }

  write(plain, kind, cover) {
    this.sequence += 1;
    const header = {
      room: this.keys.room,
      epoch: EPOCH,
      kind,
      device: this.device,
      sequence: this.sequence,
      previous: this.previous,
      cover,
    };
    const frame = makeFrame(header, plain, this.keys, randomBytes(24));
    this.previous = sha256(frame);
    this.holdings.take(this.device, this.sequence);
    this.outbox.set(this.sequence, { frame, kind });
  }

  /** In order: the first alone, then a window; a checkpoint when all before it are acknowledged. */
  sendWaiting() {
    if (!this.caughtUp || this.refused !== null) return;
    const window = this.proven ? IN_FLIGHT : 1;
    while (this.flying < window) {
      const next = this.outbox.get(this.acknowledged + this.flying + 1);
      if (!next || (next.kind === KIND.checkpoint && this.flying > 0)) return;
      this.socket.send(message.post(next.frame));
      this.flying += 1;
    }
  }

  onAck({ device, sequence }) {
    if (device !== this.device || !this.outbox.delete(sequence)) return;
    this.acknowledged = sequence;
    this.flying -= 1;
    this.proven = true;
    this.sendWaiting();
    if (this.outbox.size === 0) this.settle();
  }

  settle() {
    for (const done of this.waiting.splice(0)) done();
  }

  /** Done when the relay has acknowledged everything that was posted. */
  async posted() {
    if (this.outbox.size > 0) await new Promise((done) => this.waiting.push(done));
    if (this.refused !== null) throw new Error(`the relay refused a frame (${this.refused})`);
    if (this.outbox.size > 0) throw new Error("the socket closed before everything was taken");
  }
}
