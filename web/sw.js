// Keeps the page's files, so that it works without a network after the first visit. `cargo xtask site`
// writes these two from what it built.
const VERSION = "";
const FILES = [];

// An origin may have several copies of the page, each with caches of its own.
const OURS = `kubecore ${registration.scope} `;
const CACHE = OURS + VERSION;

addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

// A new version waits until no page of the old one is open, so that files of two never mix.
addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(clean());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = url.hash = "";
  if (request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  if (url.href === new URL("index.html", registration.scope).href) url.href = registration.scope;
  const answer = async () => {
    const cache = await caches.open(CACHE);
    return (await cache.match(url.href)) ?? fetch(request);
  };
  event.respondWith(answer());
});
