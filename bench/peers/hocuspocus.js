// Hocuspocus: a Yjs server for products, with its own provider.

import { HocuspocusProvider } from "@hocuspocus/provider";
import { WebSocket } from "ws";

import { event, joined } from "./yjs.js";

export const name = "Hocuspocus";
export const packages = ["@hocuspocus/server", "@hocuspocus/provider", "yjs"];
export const server = () => ({ script: "servers/hocuspocus.js" });

export async function found({ port, room }) {
  return { client: await join({ port, token: room }), token: room };
}

export function join({ port, token }) {
  return joined((doc) => {
    const provider = new HocuspocusProvider({
      url: `ws://127.0.0.1:${port}`,
      name: token,
      document: doc,
      // Presence is no part of what is measured.
      awareness: null,
      WebSocketPolyfill: WebSocket,
    });
    return {
      synced: event(provider, "synced", ({ state }) => state),
      close: () => provider.destroy(),
    };
  });
}
