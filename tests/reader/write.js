// node write.js LINK RELAY TEXT
//
// Opens a room by an editing link, writes TEXT at the end of the plan's title, posts the change, and
// prints the document's heads as JSON once the relay has taken it.

import { Document, splice } from "./src/document.js";
import { parseLink } from "./src/keys.js";
import { Room } from "./src/room.js";

const [link, address, text] = process.argv.slice(2);
if (!text) {
  console.error("node write.js LINK RELAY TEXT");
  process.exit(2);
}
const { keys, relay } = parseLink(link);
const document = new Document();
const room = new Room(keys, relay ?? address, {
  document: (saved) => document.merge(saved),
  changes: (changes) => document.apply(changes),
});
await room.open();
const change = document.change((doc) => {
  splice(doc, ["plan", "title"], doc.plan.title.length, 0, text);
});
room.postChanges([change]);
await room.posted();
await room.close();
console.log(JSON.stringify({ heads: document.heads, device: room.device }));
