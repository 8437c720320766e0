// Hocuspocus as its documentation starts it, without an extension: documents live in memory.

import { Server } from "@hocuspocus/server";

const server = new Server({ address: "127.0.0.1", port: 0, quiet: true });
await server.listen();
console.log(`listening on ${server.httpServer.address().port}`);
