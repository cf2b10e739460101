// What this browser does without a network. Nothing about anybody is ever in a cache. One rule for each kind of request:
//   a page         from the network; without one, or when only a proxy answers, the kept page tells the truth
//   a sent form    the same; what could not be sent goes to the part that registered for its address in `unsent`
//   a kept file    with a hash in its name from the cache; another one from the network first
//   all the rest   is left to the browser
self.unsent = new Map();
importScripts(...{{ scripts|safe }});
const VERSION = {{ version|safe }};
const KEPT = {{ kept|safe }};
const [OFFLINE, NOTES] = KEPT;
const LEAVING = ["{% url "leave" %}", NOTES];
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const PROXY_ALONE = [502, 503, 504];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

const kept = (path) => caches.match(path, { ignoreVary: true });

/** Name the rule for a request; `null` leaves it to the browser. */
function ruleFor({ url, method, mode }) {
  const { origin, pathname } = new URL(url);
  if (origin !== self.location.origin) return null;
  if (mode === "navigate") return method === "GET" ? "page" : "form";
  if (method !== "GET" || !KEPT.includes(pathname)) return null;
  return HASHED.test(pathname) ? "lasting" : "fresh";
}

async function page(request) {
  const path = new URL(request.url).pathname;
  const keepUnsent = request.method === "POST" && self.unsent.get(path);
  const copy = keepUnsent && request.clone();
  const instead = async () => {
    if (keepUnsent) await keepUnsent(copy).catch(() => {});
    return kept(LEAVING.includes(path) ? NOTES : OFFLINE);
  };
  try {
    const response = await fetch(request);
    return PROXY_ALONE.includes(response.status) ? await instead() : response;
  } catch {
    return instead();
  }
}

const RULES = {
  page,
  form: page,
  lasting: async (request) => (await kept(new URL(request.url).pathname)) ?? fetch(request),
  fresh: (request) => fetch(request).catch(() => kept(new URL(request.url).pathname)),
};

self.addEventListener("fetch", (event) => {
  const rule = RULES[ruleFor(event.request)];
  if (rule) event.respondWith(rule(event.request));
});
