// automerge-repo: the same documents as Yoriai's, with Automerge's own sync protocol, through a server
// that reads them.

import { save, splice } from "@automerge/automerge";
import { parseAutomergeUrl, Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";

import { EDIT } from "../text.js";

export const name = "automerge-repo";
export const packages = [
  "@automerge/automerge-repo",
  "@automerge/automerge-repo-network-websocket",
  "@automerge/automerge",
];
export const server = () => ({ script: "servers/automerge-repo.js" });

class Client {
  constructor(port) {
    this.port = port;
    this.onChange = () => {};
    this.connect();
  }

  connect() {
    this.adapter = new WebSocketClientAdapter(`ws://127.0.0.1:${this.port}`);
    this.repo = new Repo({ network: [this.adapter] });
  }

  watch(handle) {
    this.handle = handle;
    handle.on("change", () => this.onChange(this.length));
  }

  get length() {
    return this.handle.doc().text.length;
  }

  edit(at) {
    this.handle.change((doc) => splice(doc, ["text"], at, 0, EDIT));
  }

  async flushed() {}

  /** The device goes away; what it keeps is its document. */
  async leave() {
    this.kept = save(this.handle.doc());
    await this.close();
  }

  async rejoin() {
    const { documentId } = parseAutomergeUrl(this.handle.url);
    this.connect();
    this.watch(this.repo.import(this.kept, { docId: documentId }));
  }

  async close() {
    this.adapter.retryInterval = 0;
    await this.repo.shutdown();
  }
}

export async function found({ port }) {
  const client = new Client(port);
  client.watch(client.repo.create({ text: "" }));
  await client.adapter.whenReady();
  return { client, token: client.handle.url };
}

export async function join({ port, token }) {
  const client = new Client(port);
  await client.adapter.whenReady();
  client.watch(await client.repo.find(token));
  return client;
}
