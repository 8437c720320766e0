// The document in a room: what frames carry, put together by Automerge.

import * as Automerge from "@automerge/automerge";

/** For changes: puts characters into a text, or takes some away. Places are in UTF-16 units. */
export const { splice } = Automerge;

export class Document {
  constructor() {
    this.doc = Automerge.init();
    /** Changes and documents that Automerge could not read. */
    this.unreadable = 0;
  }

  /** A checkpoint's document. */
  merge(saved) {
    this.try(() => Automerge.merge(this.doc, Automerge.load(saved)));
  }

  /** Changes in any order, known ones as well; those whose parents are missing wait inside. */
  apply(changes) {
    this.try(() => Automerge.applyChanges(this.doc, changes)[0]);
  }

  try(work) {
    try {
      this.doc = work();
    } catch {
      this.unreadable += 1;
    }
  }

  /** Changes something, and returns the change to be posted. */
  change(callback) {
    this.doc = Automerge.change(this.doc, callback);
    return Automerge.getLastLocalChange(this.doc);
  }

  save() {
    return Automerge.save(this.doc);
  }

  get heads() {
    return Automerge.getHeads(this.doc).sort();
  }

  /** What can be said of a document without knowing what it is about. */
  facts() {
    const { doc } = this;
    return {
      heads: this.heads,
      changes: Automerge.stats(doc).numChanges,
      unreadable: this.unreadable,
      missing: Automerge.getMissingDeps(doc, []),
    };
  }
}
