// The service worker of the answers: pages come from the line, and from the last good
// copy while it is down; what waits in a queue is sent when it is back.
"use strict";
(() => {
  const files = self.meterFiles;
  const FILES = "meter-files-";
  const FILES_NAME = FILES + self.location.pathname;
  const HTML = "text/html; charset=utf-8";
  const PATIENCE_MS = 8000;
  const DAYS_MOST = 30;
  const scope = new URL(self.registration.scope);
  const PAGE = /^(\d+)\/(?:sections\/[^/]+)?$/;
  const LEAVE = /^(\d+)\/leave$/;
  const READER = /data-queue="(meter-(\d+)-[0-9a-f]+)"/;

  // Copies lie in a cache under the name of their reader's queue.
  function numberOf(pathname, kind = PAGE) {
    const found = pathname.startsWith(scope.pathname) && kind.exec(pathname.slice(scope.pathname.length));
    return found ? found[1] : null;
  }

  const overviewOf = (number) => `${scope.pathname}${number}/`;

  async function namesOf(number) {
    return (await caches.keys()).filter((name) => name.startsWith(`meter-${number}-`));
  }

  async function forget(number, but = "") {
    const names = await namesOf(number);
    await Promise.all(names.filter((name) => name !== but).map((name) => caches.delete(name)));
  }

  async function install() {
    const cache = await caches.open(FILES_NAME);
    await cache.addAll(files);
    await self.skipWaiting();
  }

  // Copies of pages that name former files would have no style and no scripts.
  async function renew() {
    const names = await caches.keys();
    const isRenewed = names.some((name) => name.startsWith(FILES) && name !== FILES_NAME);
    const former = isRenewed ? names.filter((name) => name.startsWith("meter-") && name !== FILES_NAME) : [];
    await Promise.all(former.map((name) => caches.delete(name)));
    await self.clients.claim();
  }

  // A page names its reader; the copies of whoever read here before go.
  async function keepPage(pathname, html) {
    const found = READER.exec(html);
    if (!found || found[2] !== numberOf(pathname)) return;
    await forget(found[2], found[1]);
    const cache = await caches.open(found[1]);
    const headers = { "Content-Type": HTML, Date: new Date().toUTCString() };
    await cache.put(pathname, new Response(html, { headers }));
  }

  async function keep(pathname, reply) {
    const number = numberOf(pathname);
    if (reply.status === 200) return keepPage(pathname, await reply.text());
    // Who may not see the page that was copied may see none of the others either.
    const isGone = reply.status === 410 || (reply.status === 404 && await find(pathname));
    if (isGone) await forget(number);
  }

  async function find(pathname) {
    const [name] = await namesOf(numberOf(pathname));
    const page = name && await (await caches.open(name)).match(pathname);
    if (!page) return null;
    const age = Date.now() - Date.parse(page.headers.get("Date"));
    return age < DAYS_MOST * 86400000 ? page : null;
  }

  // A copy says on its face that it is one, and of when. Where the page was never
  // opened here, the overview tells which ones were.
  async function findCopy(pathname) {
    const own = await find(pathname);
    const page = own || await find(overviewOf(numberOf(pathname)));
    if (!page) return null;
    const loaded = new Date(page.headers.get("Date")).toISOString();
    const kind = own ? "copy" : "copy elsewhere";
    const html = (await page.text()).replace("<body>", `<body class="${kind}" data-loaded="${loaded}">`);
    return new Response(html, { headers: { ...self.meterHeaders, "Content-Type": HTML } });
  }

  const tire = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));

  async function openPage(event, pathname) {
    const fetched = fetch(event.request);
    const kept = fetched.then((reply) => keep(pathname, reply.clone()));
    event.waitUntil(kept.catch(() => { /* the line is down */ }));
    const reply = await Promise.race([fetched, tire()]).catch(() => null);
    // What stands before the server answers so while that is away.
    const isDown = !reply || (reply.status >= 502 && reply.status <= 504);
    return (isDown && await findCopy(pathname)) || reply || fetched;
  }

  async function openFile(request) {
    const cache = await caches.open(FILES_NAME);
    return await cache.match(request, { ignoreVary: true }) || fetch(request);
  }

  async function sendAll(place) {
    const base = new URL(`${place.split("-")[1]}/`, scope).href;
    let outcome;
    do outcome = await self.meterSender.send(place, base);
    while (outcome && !outcome.isLate);
    if (outcome) throw new Error("The line is down; the browser will wake this again.");
  }

  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(renew()));
  self.addEventListener("sync", (event) => event.waitUntil(sendAll(event.tag)));
  self.addEventListener("message", (event) => event.waitUntil(keepPage(event.data.path, event.data.html)));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== scope.origin) return;
    const left = request.method === "POST" && numberOf(pathname, LEAVE);
    if (left) event.waitUntil(forget(left));
    if (request.method !== "GET") return;
    if (request.mode === "navigate" && numberOf(pathname)) event.respondWith(openPage(event, pathname));
    else if (files.includes(pathname)) event.respondWith(openFile(request));
  });
})();
