// The server of y-websocket, as its package starts it, but on any free port.

import { createServer } from "node:http";
import { createRequire } from "node:module";

import { setupWSConnection } from "@y/websocket-server/utils";

// The very ws that the package brings: the server's cost is partly its.
const require = createRequire(import.meta.resolve("@y/websocket-server/utils"));
const { Server } = require("ws");

const sockets = new Server({ noServer: true });
sockets.on("connection", setupWSConnection);
const http = createServer((_request, response) => response.end("okay"));
http.on("upgrade", (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit("connection", ws, request));
});
http.listen(0, "127.0.0.1", () => console.log(`listening on ${http.address().port}`));
