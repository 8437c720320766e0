// Links and the keys that follow from them ("Keys" and "Links" in docs/wire.md).

import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from "node:crypto";

/** What stands before a raw key in the two envelopes (RFC 8410) that Node reads. */
const PRIVATE = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC = Buffer.from("302a300506032b6570032100", "hex");

/**
 * The encodings of all points of small order, without the sign bit: order 4, 1, 8, 8, 2, and the
 * two that write 0 and 1 as p and p + 1. Node's library takes them; the format does not.
 */
const SMALL_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
].map((point) => Buffer.from(point, "hex"));

function isOfSmallOrder(point) {
  const unsigned = Buffer.from(point);
  unsigned[31] &= 0x7f;
  return SMALL_ORDER.some((small) => small.equals(unsigned));
}

/** SHA-256. */
export function sha256(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function derive(seed, label) {
  return Buffer.from(hkdfSync("sha256", seed, Buffer.alloc(0), label, 32));
}

/** The verifying key of a signing seed. */
export function verifyingKey(signingSeed) {
  const key = createPrivateKey({
    key: Buffer.concat([PRIVATE, signingSeed]),
    format: "der",
    type: "pkcs8",
  });
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(PUBLIC.length);
}

/** All keys of a room: `room`, `verifying`, `cipher` as bytes, `verify`, and `sign` for who may. */
export class Keys {
  constructor(viewSeed, verifying, signingSeed = null) {
    if (isOfSmallOrder(verifying)) throw new Error("the link's key is of small order");
    this.viewSeed = viewSeed;
    this.verifying = Buffer.from(verifying);
    this.room = sha256(verifying).subarray(0, 16);
    this.cipher = derive(viewSeed, "yoriai read v1");
    this.publicKey = createPublicKey({
      key: Buffer.concat([PUBLIC, verifying]),
      format: "der",
      type: "spki",
    });
    this.privateKey =
      signingSeed &&
      createPrivateKey({
        key: Buffer.concat([PRIVATE, signingSeed]),
        format: "der",
        type: "pkcs8",
      });
  }

  static ofEditSeed(seed) {
    const signingSeed = derive(seed, "yoriai edit v1");
    return new Keys(derive(seed, "yoriai view v1"), verifyingKey(signingSeed), signingSeed);
  }

  /** Whether the room's key signed this. */
  verify(message, signature) {
    return (
      !isOfSmallOrder(signature.subarray(0, 32)) &&
      verify(null, message, this.publicKey, signature)
    );
  }

  sign(message) {
    if (!this.privateKey) throw new Error("who came by a viewing link can't sign");
    return sign(null, message, this.privateKey);
  }
}

/** Reads an editing or viewing link: `{keys, relay}`, where `relay` may be null. */
export function parseLink(fragment) {
  const parts = /^#?\/([ev])\/([A-Za-z0-9_-]+)(?:\?r=(.+))?$/.exec(fragment);
  if (!parts) throw new Error("this is neither an editing nor a viewing link");
  const [, kind, data, relay] = parts;
  const bytes = Buffer.from(data, "base64url");
  // Node reads over what doesn't belong into base64url; the format doesn't.
  if (bytes.toString("base64url") !== data || bytes.length !== (kind === "e" ? 32 : 64)) {
    throw new Error("the link is damaged");
  }
  const keys =
    kind === "e"
      ? Keys.ofEditSeed(bytes)
      : new Keys(bytes.subarray(0, 32), bytes.subarray(32));
  return { keys, relay: relay === undefined ? null : relayAddress(relay) };
}

function relayAddress(encoded) {
  const address = decodeURIComponent(encoded);
  if (!/^wss?:\/\/[A-Za-z0-9[][!-~]*$/.test(address) || address.length > 256) {
    throw new Error("the relay's address in the link can't be used");
  }
  return address;
}

/** The viewing link for some keys. */
export function viewLink(keys, relay = null) {
  const data = Buffer.concat([keys.viewSeed, keys.verifying]).toString("base64url");
  return `#/v/${data}${relay === null ? "" : `?r=${escape(relay)}`}`;
}

function escape(address) {
  return address.replace(/[^A-Za-z0-9\-._~:/]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
}
