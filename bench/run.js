// node run.js RELAY Y_SWEET Y_SWEET_VERSION [--quick] [--only PEER,…] [--load KEY=NUMBER,…]
//
// Gives Yoriai's relay and its peers the same work, one after another, on this machine, and prints
// what it measured as one JSON object. What it is doing goes to stderr.
//
// For each peer a server runs, and three workers that play devices. First 100 rooms with ten sockets
// each: how much memory do they take, idle; then somebody types in every room. In some rooms the
// writer and one reader are in a worker of their own: what is timed there is not the wait for a
// processor that 950 other devices share. Then, with a server begun anew, a few rooms with a long
// history: how much memory do they take, and how long does a device wait that missed all of it.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

import { allCpu, Server, Worker } from "./process.js";

const PEERS = ["yoriai", "y-sweet", "hocuspocus", "y-websocket", "automerge-repo"];
/** Beside the one for the watched rooms. */
const CROWD = 2;

const args = process.argv.slice(2);
const flag = (name) => args.includes(name) && args.splice(args.indexOf(name), 1).length > 0;
const option = (name, otherwise) =>
  args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : otherwise;
const quick = flag("--quick");
const only = option("--only", PEERS.join(",")).split(",");
const otherLoad = option("--load", "").split(",").filter(Boolean);
const [relay, ySweet, ySweetVersion] = args;

/** How much of everything; `--quick` is for trying the generator out, not for figures. */
const LOAD = {
  rooms: quick ? 8 : 100,
  watchedRooms: quick ? 2 : 25,
  readers: 9,
  rates: [1, 5],
  unwatchedAbove: 1,
  seconds: quick ? 3 : 20,
  settle: quick ? 500 : 5_000,
  historyRooms: quick ? 2 : 10,
  historyEdits: quick ? 300 : 10_000,
  historySeconds: quick ? 20 : 180,
};
for (const [key, number] of otherLoad.map((one) => one.split("="))) LOAD[key] = Number(number);

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text) => process.stderr.write(`  ${text}\n`);

/** One part for each worker of the crowd. */
function split(names) {
  return Array.from({ length: CROWD }, (_, at) => names.filter((_, n) => n % CROWD === at));
}

function percentile(sorted, percent) {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? null;
}

const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);

async function stage(file, peer, work) {
  const server = await Server.start(peer.server({ relay, ySweet }));
  const workers = [];
  try {
    for (let n = 0; n < CROWD + 1; n++) workers.push(await Worker.start(file, server.port, n > 0));
    await sleep(LOAD.settle);
    return await work(server, ...workers);
  } finally {
    for (const worker of workers) await worker.stop();
    await server.stop();
  }
}

/** The same order to some workers at once. */
function all(workers, order, each = () => ({})) {
  return Promise.all(workers.map((worker, at) => worker.order(order, each(at))));
}

async function crowd(server, watched, ...others) {
  const before = server.memory;
  const names = Array.from({ length: LOAD.rooms }, (_, n) => `room-${n}`);
  const opened = split(
    await watched.order("open", { names: names.slice(0, LOAD.watchedRooms), readers: 1 }),
  );
  await all(others, "join", (at) => ({ opened: opened[at], readers: LOAD.readers - 1 }));
  const rest = split(names.slice(LOAD.watchedRooms));
  await all(others, "open", (at) => ({ names: rest[at], readers: LOAD.readers }));
  await sleep(LOAD.settle);
  const sockets = LOAD.rooms * (1 + LOAD.readers);
  const result = { sockets, idle: (server.memory - before) / sockets, rates: [] };
  say(`${sockets} sockets, ${(result.idle / 1024).toFixed(1)} KiB each`);
  for (const perSecond of LOAD.rates) {
    const [cpu, busy, start] = [server.cpu, allCpu(), performance.now()];
    const workers = [watched, ...others];
    const typed = await all(workers, "type", (at) => ({
      perSecond,
      seconds: LOAD.seconds,
      watch: at === 0,
      unwatched: at > 0 && perSecond > LOAD.unwatchedAbove,
    }));
    const edits = Object.assign({}, ...typed.map((one) => one.edits));
    const parts = await all(workers, "drain", () => ({ edits }));
    const sorted = (of) => parts.flatMap(of).sort((a, b) => a - b);
    const [shown, heard] = [sorted((part) => part.shown), sorted((part) => part.heard)];
    const count = sum(typed, (one) => one.typed);
    const rate = {
      perSecond,
      typed: count,
      wanted: sum(typed, (one) => one.wanted),
      deliveries: sum(parts, (part) => part.deliveries),
      expected: sum(parts, (part) => part.expected),
      timed: shown.length,
      p50: percentile(shown, 50),
      p99: percentile(shown, 99),
      heard50: percentile(heard, 50),
      heard99: percentile(heard, 99),
      serverCpu: server.cpu - cpu,
      workerCpu: sum(parts, (part) => part.cpu),
      /** The share of the machine that other programs took: a quiet machine has next to none. */
      foreign: 0,
      bytesPerEdit: sum(parts, (part) => part.bytes) / count,
    };
    const whole = (availableParallelism() * (performance.now() - start)) / 1000;
    rate.serverMsPerEdit = (1000 * rate.serverCpu) / count;
    rate.foreign = Math.max(0, allCpu() - busy - rate.serverCpu - rate.workerCpu) / whole;
    result.rates.push(rate);
    say(
      `${perSecond} edits a second and room: p50 ${rate.p50?.toFixed(1)} ms, p99 ` +
        `${rate.p99?.toFixed(1)} ms, heard after ${rate.heard50?.toFixed(1)} and ` +
        `${rate.heard99?.toFixed(1)} ms; server ${rate.serverCpu.toFixed(1)} s of processor, ` +
        `workers ${rate.workerCpu.toFixed(1)} s, others ${(100 * rate.foreign).toFixed(0)} % of all; ${rate.deliveries} of ${rate.expected} arrived`,
    );
  }
  return result;
}

async function history(server, ...workers) {
  // The watched one has nothing to do here.
  workers.shift();
  const names = split(Array.from({ length: LOAD.historyRooms }, (_, n) => `history-${n}`));
  // One writes, one follows, one goes away.
  await all(workers, "open", (at) => ({ names: names[at], readers: 2 }));
  await all(workers, "leave");
  await sleep(LOAD.settle);
  const [before, cpu, start] = [server.memory, server.cpu, performance.now()];
  const written = await all(workers, "history", () => ({
    edits: LOAD.historyEdits,
    seconds: LOAD.historySeconds,
  }));
  const seconds = (performance.now() - start) / 1000;
  await sleep(LOAD.settle);
  const edits = sum(written.flatMap((one) => one.edits), (n) => n);
  const memory = (server.memory - before) / LOAD.historyRooms;
  const serverCpu = server.cpu - cpu;
  say(
    `${edits} edits in ${seconds.toFixed(1)} s, server ${serverCpu.toFixed(1)} s of processor, ` +
      `${(memory / 2 ** 20).toFixed(2)} MiB a room`,
  );
  // One worker at a time, so that no device waits for another one's processor.
  const times = [];
  for (const worker of workers) times.push(...(await worker.order("rejoin")));
  const median = (of) => percentile(times.map(of).sort((a, b) => a - b), 50);
  const catchUp = {
    missed: median((time) => time.missed),
    ms: median((time) => time.ms),
    bytes: median((time) => time.bytes),
    cpu: median((time) => time.cpu),
    whole: times.filter((time) => time.whole).length,
    devices: times.length,
  };
  say(`missed ${catchUp.missed}: ${catchUp.ms.toFixed(0)} ms, ${catchUp.bytes} bytes`);
  return { rooms: LOAD.historyRooms, edits, seconds, serverCpu, memory, catchUp };
}

function versions(peer) {
  const version = (name) => {
    const file = new URL(`node_modules/${name}/package.json`, import.meta.url);
    return JSON.parse(readFileSync(file, "utf8")).version;
  };
  // y-sweet's own server is the one program that npm doesn't bring.
  return peer.packages.map((name) => `${name} ${name === "y-sweet" ? ySweetVersion : version(name)}`);
}

const report = { node: process.version, load: LOAD, peers: [] };
for (const file of only) {
  const peer = await import(`./peers/${file}.js`);
  process.stderr.write(`${peer.name}\n`);
  const entry = { name: peer.name, packages: versions(peer) };
  for (const [part, work] of Object.entries({ crowd, history })) {
    try {
      entry[part] = await stage(file, peer, work);
    } catch (error) {
      entry[part] = { error: error.message.split("\n")[0] };
      say(`${part}: ${error.stack}`);
    }
  }
  report.peers.push(entry);
}
console.log(JSON.stringify(report));
process.exit();
