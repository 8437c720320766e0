// node read.js LINK [RELAY]
//
// Opens a room by a viewing (or editing) link, reads all that the relay keeps of it, and prints what
// it found as JSON. LINK is what stands after the app's address, from `#` on; RELAY is the address
// of its socket (ws://…/sync), unless the link names one.

import { Document } from "./src/document.js";
import { parseLink } from "./src/keys.js";
import { Room } from "./src/room.js";

const [link, address] = process.argv.slice(2);
if (!link) {
  console.error("node read.js LINK [RELAY]");
  process.exit(2);
}
const { keys, relay } = parseLink(link);
const document = new Document();
const room = new Room(keys, relay ?? address, {
  document: (saved) => document.merge(saved),
  changes: (changes) => document.apply(changes),
});
await room.open();
await room.close();

const { doc } = document;
const sizes = Object.entries(doc)
  .filter(([, value]) => value !== null && typeof value === "object")
  .map(([name, value]) => [name, Object.keys(value).length]);
console.log(
  JSON.stringify({
    ...document.facts(),
    frames: room.counts,
    rejected: room.rejected,
    holes: room.holdings.holes(),
    pieces: room.pieces.waiting,
    title: doc.plan?.title ?? null,
    sizes: Object.fromEntries(sizes),
  }),
);
