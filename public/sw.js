// Keeps the app itself on the device, so that it opens in a hall without a network.
// Plans are not its business: they lie in IndexedDB.
//
// The build replaces the two placeholders: the files of this version, and a hash over them.
const VERSION = "__VERSION__";
const FILES = __ASSETS__;
const CACHE = `yoriai-${VERSION}`;

self.addEventListener("install", (event) => {
  // No skipWaiting: a new version waits until nobody edits, and the app offers it.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(["./", ...FILES])));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith("yoriai-") && name !== CACHE).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(caches.match("./", { cacheName: CACHE }).then((page) => page ?? fetch(request)));
    return;
  }
  event.respondWith(caches.match(request, { cacheName: CACHE }).then((file) => file ?? fetch(request)));
});
