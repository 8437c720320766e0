// The processes of a measurement: a server and what it costs, and the workers that play devices.
// Every process that is started here is ended here, by its own handle.

import { execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { getPriority, setPriority } from "node:os";
import { createInterface } from "node:readline";

const TICKS = Number(execFileSync("getconf", ["CLK_TCK"]));
const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;

/** Whoever ends this process, however, ends what it started. */
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

function keep(child) {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Seconds of processor time that all programs on the machine have taken, since it started. */
export function allCpu() {
  const [user, nice, system, , , irq, softirq] = readFileSync("/proc/stat", "utf8")
    .split("\n", 1)[0]
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

export class Server {
  static async start(how) {
    const server = new Server();
    // Who names a port gets one that was free; the others choose and say it.
    const named = how.args?.length > 0 ? await freePort() : null;
    const [program, args] = how.script
      ? [process.execPath, [how.script]]
      : [how.program, how.args(named)];
    server.child = keep(
      spawn(program, args, {
        cwd: here,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, NODE_ENV: "production" },
      }),
    );
    server.said = "";
    const lines = createInterface({ input: server.child.stdout });
    server.child.stderr.on("data", (text) => (server.said = (server.said + text).slice(-2000)));
    const heard = new Promise((resolve) => {
      lines.on("line", (line) => {
        const found = /^listening on (?:http:\/\/[^:]*:)?(\d+)/.exec(line);
        if (found) resolve(Number(found[1]));
      });
    });
    const ended = once(server.child, "exit").then(([code]) => {
      throw new Error(`the server ended (${code}): ${server.said}`);
    });
    ended.catch(() => {});
    server.port = await Promise.race([named === null ? heard : answers(named), ended]);
    return server;
  }

  /** Resident memory in bytes. */
  get memory() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) * 1024;
  }

  /** Seconds of processor time since the start, of all its threads. */
  get cpu() {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  async stop() {
    await end(this.child);
  }
}

async function answers(port) {
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return port;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export class Worker {
  /** One that is `humble` leaves the processors to others who want them. */
  static async start(peer, port, humble) {
    const worker = new Worker();
    worker.child = keep(
      fork(`${here}/worker.js`, [peer], { stdio: ["ignore", 2, 2, "ipc"] }),
    );
    if (humble) setPriority(worker.child.pid, Math.min(19, getPriority() + 10));
    await worker.answer();
    await worker.order("start", { port });
    return worker;
  }

  answer() {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error("a worker ended"));
      this.child.once("exit", gone);
      this.child.once("message", ({ result, error }) => {
        this.child.off("exit", gone);
        if (error) reject(new Error(error));
        else resolve(result);
      });
    });
  }

  order(order, args = {}) {
    const answer = this.answer();
    this.child.send({ order, ...args });
    return answer;
  }

  async stop() {
    await end(this.child);
  }
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await exit;
  clearTimeout(hard);
}
