// y-websocket: the provider and server that most Yjs applications begin with.

import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";

import { event, joined } from "./yjs.js";

export const name = "y-websocket";
export const packages = ["y-websocket", "@y/websocket-server", "yjs"];
export const server = () => ({ script: "servers/y-websocket.js" });

export async function found({ port, room }) {
  return { client: await join({ port, token: room }), token: room };
}

export function join({ port, token }) {
  return joined((doc) => {
    const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, token, doc, {
      WebSocketPolyfill: WebSocket,
      disableBc: true,
    });
    // Presence is no part of what is measured.
    provider.awareness.setLocalState(null);
    return {
      synced: event(provider, "sync", (synced) => synced),
      close: () => provider.destroy(),
    };
  });
}
