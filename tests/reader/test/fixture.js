// The two files of test vectors, as the Rust crates hold them.

import { readFileSync } from "node:fs";

function read(crate) {
  const file = new URL(`../../../crates/${crate}/tests/fixtures/vectors.txt`, import.meta.url);
  const vectors = new Map();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [, name, value] = /^(.*?) = (.*)$/.exec(line);
    vectors.set(name, value);
  }
  /** Counts what a test never asked for: a vector that nobody checks is no vector. */
  const unasked = new Set(vectors.keys());
  const value = (name) => {
    if (!vectors.has(name)) throw new Error(`there is no vector "${name}"`);
    unasked.delete(name);
    return vectors.get(name);
  };
  return {
    value,
    bytes: (name) => Buffer.from(value(name), "hex"),
    text: (name) => JSON.parse(value(name)),
    names: [...vectors.keys()],
    unasked,
  };
}

export const wire = read("wire");
export const sealed = read("sync");
