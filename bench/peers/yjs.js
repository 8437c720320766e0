// What all peers that speak Yjs have in common: a document with one text, and a provider.

import * as Y from "yjs";

import { EDIT } from "../text.js";

export class YjsClient {
  /** `connect(doc)` makes the provider: `{synced, close}`. */
  constructor(connect) {
    this.connect = connect;
    this.onChange = () => {};
    this.open(new Y.Doc());
  }

  open(doc) {
    this.doc = doc;
    this.text = doc.getText("text");
    doc.on("update", (_update, origin) => {
      if (origin !== null) this.onChange(this.length);
    });
    this.provider = this.connect(doc);
  }

  get length() {
    return this.text.length;
  }

  edit(at) {
    this.text.insert(at, EDIT);
  }

  /** Every update is on its way as soon as it is made. */
  async flushed() {}

  /** The device goes away; what it keeps is its document. */
  async leave() {
    this.kept = Y.encodeStateAsUpdate(this.doc);
    await this.close();
  }

  async rejoin() {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, this.kept);
    this.open(doc);
  }

  async close() {
    this.provider.close();
    this.doc.destroy();
  }
}

/** Connects, and is done when what the server has is here. */
export async function joined(connect) {
  const client = new YjsClient(connect);
  await client.provider.synced;
  return client;
}

/** Done when an event has come whose value is what it should be. */
export function event(provider, name, holds) {
  return new Promise((resolve) => {
    const check = (value) => {
      if (!holds(value)) return;
      provider.off(name, check);
      resolve();
    };
    provider.on(name, check);
  });
}
