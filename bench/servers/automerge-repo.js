// The sync server of automerge-repo, as automerge-repo-sync-server puts it together, with today's
// packages and without its folder on disk: like the others it keeps documents in memory.

import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { WebSocketServer } from "ws";

const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
const repo = new Repo({
  network: [new WebSocketServerAdapter(sockets)],
  peerId: "storage-server",
  // It tells nobody of a document who doesn't ask for it.
  sharePolicy: async () => false,
});
sockets.on("listening", () => console.log(`listening on ${sockets.address().port}`));
globalThis.repo = repo;
