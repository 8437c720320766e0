// y-sweet: a Yjs server in Rust, the nearest to Yoriai's relay in what it is built of.

import { createYjsProvider } from "@y-sweet/client";
import { DocumentManager } from "@y-sweet/sdk";
import { WebSocket } from "ws";

import { event, joined } from "./yjs.js";

export const name = "y-sweet";
export const packages = ["y-sweet", "@y-sweet/client", "yjs"];
export const server = ({ ySweet }) => ({
  program: ySweet,
  // It has no way to be given port 0, so the port is one that was free a moment ago.
  args: (port) => ["serve", "--host", "127.0.0.1", "--port", String(port)],
});

// Its provider asks whether the browser is online, and listens for it to change.
globalThis.window ??= globalThis;
globalThis.addEventListener ??= () => {};
globalThis.removeEventListener ??= () => {};

export async function found({ port, room }) {
  const manager = new DocumentManager(`ys://127.0.0.1:${port}`);
  const token = await manager.getOrCreateDocAndToken(room);
  return { client: await join({ port, token }), token };
}

export function join({ token }) {
  return joined((doc) => {
    const provider = createYjsProvider(doc, token.docId, async () => token, {
      WebSocketPolyfill: WebSocket,
      showDebuggerLink: false,
    });
    // Presence is no part of what is measured.
    provider.awareness.setLocalState(null);
    return {
      synced: event(provider, "connection-status", (status) => status === "connected"),
      close: () => {
        // It would connect again, whoever closed the socket.
        provider.connect = async () => {};
        provider.destroy();
      },
    };
  });
}
