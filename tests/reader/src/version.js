// A version of the plan inside its own link ("Links" in docs/wire.md): packed text, no server.

import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";

const VERSION = 1;
const UNPACKED_BYTES = 4 * 1024 * 1024;

/** The text in a `#/s/…` link. */
export function unpackVersionLink(fragment) {
  const parts = /^#?\/s\/([A-Za-z0-9_-]+)$/.exec(fragment);
  if (!parts) throw new Error("this is no version link");
  const packed = Buffer.from(parts[1], "base64url");
  if (packed[0] !== VERSION) throw new Error("packed by a newer version");
  const deflated = packed.subarray(5);
  const check = createHash("sha256").update(deflated).digest().subarray(0, 4);
  if (!check.equals(packed.subarray(1, 5))) throw new Error("the link was changed on the way");
  const bytes = inflateRawSync(deflated, { maxOutputLength: UNPACKED_BYTES });
  if (bytes.length % 2 !== 0) throw new Error("half a character");
  return new TextDecoder("utf-16le", { fatal: true, ignoreBOM: true }).decode(bytes);
}
