// One process of the load generator. It plays devices, which are real clients of one peer. Orders come
// from run.js, one at a time.

import diagnostics from "node:diagnostics_channel";
import { performance } from "node:perf_hooks";

import { EDIT, place } from "./text.js";

// Some providers wait for the end of their process, each for itself.
process.setMaxListeners(0);

const peer = await import(`./peers/${process.argv[2]}.js`);

/** Every socket to the server, so that bytes are counted alike for all. */
const sockets = new Set();
let closedBytes = 0;
diagnostics.subscribe("net.client.socket", ({ socket }) => {
  sockets.add(socket);
  socket.once("close", () => {
    sockets.delete(socket);
    closedBytes += socket.bytesRead + socket.bytesWritten;
  });
});

function bytes() {
  let sum = closedBytes;
  for (const socket of sockets) sum += socket.bytesRead + socket.bytesWritten;
  return sum;
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds, ms) {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) return false;
    await sleep(5);
  }
  return true;
}

/**
 * `{name, token, writer, others, edits}`. A room whose writer is in another process has none here.
 * An edit's number is the text's length, by the length of an edit.
 */
let rooms = [];
let port = 0;
/** What is known of the typing that is under way. */
let typing = null;

const orders = {
  async start(order) {
    port = order.port;
  },

  /** Opens rooms, each with one who writes and some who read. */
  async open({ names, readers }) {
    for (const name of names) {
      const { client, token } = await peer.found({ port, room: name });
      const room = { name, token, writer: client, others: [], edits: 0 };
      rooms.push(room);
      edit(room);
      await client.flushed();
      await enter(room, readers);
    }
    return rooms.map(({ name, token, edits }) => ({ name, token, edits }));
  },

  /** More readers for rooms that another process has opened. */
  async join({ opened, readers }) {
    for (const { name, token, edits } of opened) {
      const room = { name, token, writer: null, others: [], edits };
      rooms.push(room);
      await enter(room, readers);
    }
  },

  /**
   * One writer per room types, so many edits a second, for so long. With `watch`, two times are taken
   * of each edit: until a reader shows it, and only from when the writer's client is done with it
   * until the first byte comes in at the reader's socket, which is the server's part. With
   * `unwatched`, readers may put off what their library lets them put off; only Yoriai's client does.
   */
  async type({ perSecond, seconds, watch, unwatched }) {
    typing = { shown: [], heard: [], tracks: [], bytes: bytes(), cpu: process.cpuUsage() };
    for (const room of rooms) {
      room.sent = new Map();
      room.unheard = [];
      if (watch) room.stopListening = listen(room);
      for (const other of room.others) {
        const track = { room, other, first: room.edits, next: room.edits };
        typing.tracks.push(track);
        other.unwatched = unwatched;
        other.onChange = (length) => {
          const now = performance.now();
          const arrived = length / EDIT.length;
          for (; track.next < arrived; track.next++) {
            if (watch) typing.shown.push(now - room.sent.get(track.next));
          }
        };
      }
    }
    const pause = 1000 / perSecond;
    const begin = performance.now();
    const written = rooms.filter((room) => room.writer);
    const first = edits(written);
    const writers = written.map(async (room, at) => {
      // Spread over the pause, so that not all rooms speak at once.
      const start = begin + (pause * at) / written.length;
      for (let n = 0; n < perSecond * seconds; n++) {
        await sleep(Math.max(0, start + n * pause - performance.now()));
        if (performance.now() - begin > 1000 * (seconds + 1)) break;
        room.sent.set(room.edits, performance.now());
        edit(room);
        room.unheard.push(performance.now());
      }
    });
    await Promise.all(writers);
    return {
      typed: edits(written) - first,
      wanted: written.length * perSecond * seconds,
      edits: Object.fromEntries(written.map((room) => [room.name, room.edits])),
    };
  },

  /** Waits until everybody has everything, and says what it took. */
  async drain({ edits }) {
    for (const room of rooms) room.edits = edits[room.name];
    await until(() => typing.tracks.every(({ room, next }) => next >= room.edits), 20_000);
    const cpu = process.cpuUsage(typing.cpu);
    const sum = (of) => typing.tracks.reduce((total, track) => total + of(track), 0);
    for (const { other } of typing.tracks) other.onChange = () => {};
    for (const room of rooms) room.stopListening?.();
    return {
      deliveries: sum(({ first, next }) => next - first),
      expected: sum(({ first, room }) => room.edits - first),
      bytes: bytes() - typing.bytes,
      cpu: (cpu.user + cpu.system) / 1e6,
      shown: typing.shown,
      heard: typing.heard,
    };
  },

  /** A device of each room goes away. */
  async leave() {
    for (const room of rooms) {
      room.absent = room.others.pop();
      await room.absent.leave();
    }
  },

  /** Long histories, as fast as the server takes them; stops where it stands at the deadline. */
  async history({ edits, seconds }) {
    const end = performance.now() + 1000 * seconds;
    // Others in the room follow, and a writer is never far ahead of them: nothing piles up.
    const AHEAD = 500;
    const write = async (room) => {
      for (const other of room.others) other.unwatched = true;
      while (room.edits < edits && performance.now() < end) {
        for (let n = 0; n < 20 && room.edits < edits; n++) edit(room);
        const follows = () => room.others.every((other) => seen(other) > room.edits - AHEAD);
        await (follows() ? new Promise(setImmediate) : until(follows, 30_000));
      }
      await room.writer.flushed();
      const arrived = () => room.others.every((other) => seen(other) >= room.edits);
      if (!(await until(arrived, 240_000))) throw new Error("what was written didn't arrive");
    };
    await Promise.all(rooms.map(write));
    return { edits: rooms.map((room) => room.edits) };
  },

  /** They come back, one after another. */
  async rejoin() {
    const times = [];
    for (const room of rooms) {
      const missed = room.edits - seen(room.absent);
      const before = { bytes: bytes(), time: performance.now(), cpu: process.cpuUsage() };
      await room.absent.rejoin();
      const whole = await until(() => seen(room.absent) >= room.edits, 120_000);
      const cpu = process.cpuUsage(before.cpu);
      times.push({
        missed,
        whole,
        ms: performance.now() - before.time,
        bytes: bytes() - before.bytes,
        cpu: (cpu.user + cpu.system) / 1e6,
      });
      await room.absent.close();
    }
    return times;
  },

};

/** Lets readers in, and waits until they show what is there. */
async function enter(room, readers) {
  for (let at = 0; at < readers; at++) {
    const before = new Set(sockets);
    room.others.push(await peer.join({ port, token: room.token }));
    room.socket = [...sockets].find((socket) => !before.has(socket));
  }
  const everybody = () => room.others.every((other) => seen(other) >= room.edits);
  if (!(await until(everybody, 30_000))) throw new Error(`${room.name}: the text didn't come`);
}

/** Hears when something comes in for the reader of a room. What comes late is taken for all that is due. */
function listen(room) {
  const hear = () => {
    const now = performance.now();
    for (const sent of room.unheard.splice(0)) typing.heard.push(now - sent);
  };
  room.socket.on("data", hear);
  return () => room.socket.off("data", hear);
}

function edits(rooms) {
  return rooms.reduce((sum, room) => sum + room.edits, 0);
}

function edit(room) {
  room.writer.edit(place(room.edits, room.writer.length));
  room.edits += 1;
}

function seen(client) {
  return client.length / EDIT.length;
}

process.on("message", async ({ order, ...args }) => {
  try {
    process.send({ result: (await orders[order](args)) ?? null });
  } catch (error) {
    process.send({ error: error.stack });
  }
});
// A client that fails on its own account fails the measurement.
process.on("uncaughtException", (error) => process.send({ error: error.stack }));
process.on("disconnect", () => process.exit());
process.send({ result: "ready" });
