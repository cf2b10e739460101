// Keeps the crisis lines for when there is no connection. Nothing about anybody is kept here.
importScripts(...{{ scripts|safe }});
const VERSION = {{ version|safe }};
const KEPT = {{ kept|safe }};
const [OFFLINE, NOTES] = KEPT;
const LEAVING = ["{% url "leave" %}", NOTES];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

// A page always comes from the network. Without one, or when only a proxy answers, the kept page tells the truth.
async function page(request) {
  const path = new URL(request.url).pathname;
  const kept = () => caches.match(LEAVING.includes(path) ? NOTES : OFFLINE, { ignoreVary: true });
  try {
    const response = await fetch(request);
    return [502, 503, 504].includes(response.status) ? await kept() : response;
  } catch {
    return kept();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(page(request));
  } else if (KEPT.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreVary: true })));
  }
});
