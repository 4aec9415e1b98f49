// Sends what waits in a queue: from a page, or from the service worker when the pages
// are closed. A batch keeps its operation id until it is answered, so that the server
// takes it once, however often it is sent.
"use strict";
self.meterSender = (() => {
  const ITEMS_MOST = 100;
  const KEEPALIVE_MOST = 20000;
  const PATIENCE_MS = 10000;
  const PATIENCE_MOST_MS = 60000;
  const tokens = {};
  const channels = {};
  let patience = PATIENCE_MS;

  function makeId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  }

  const channelOf = (place) => (channels[place] ||= new BroadcastChannel(place));

  function listen(place, heed) {
    channelOf(place).onmessage = (event) => heed(event.data);
  }

  function trust(base, token) {
    tokens[base] = token;
  }

  // A line that says nothing for seconds is no line. One that is merely slow gets
  // longer with each try, or its answers would never be heard.
  async function reach(address, options = {}) {
    const line = new AbortController();
    const timer = setTimeout(() => line.abort(), patience);
    const headers = { "Content-Type": "application/json", ...options.headers };
    try {
      const reply = await fetch(address, { redirect: "error", ...options, headers, signal: line.signal });
      const told = read(await reply.text(), reply.status);
      patience = PATIENCE_MS;
      return { status: reply.status, ok: reply.ok, etag: reply.headers.get("ETag"), told };
    } catch (error) {
      if (line.signal.aborted) patience = Math.min(2 * patience, PATIENCE_MOST_MS);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  // What is not written by our server comes from something that stands before it.
  function read(text, status) {
    return text || status >= 400 ? JSON.parse(text) : {};
  }

  // A page that was opened without a line has the token of another day.
  async function post(base, path, body, isAgain = false) {
    if (!tokens[base]) {
      const asked = await reach(new URL("now", base));
      if (!asked.ok) return asked;
      tokens[base] = asked.told.token;
    }
    const text = JSON.stringify(body);
    const reply = await reach(new URL(path, base), {
      method: "POST",
      headers: { "X-CSRFToken": tokens[base] },
      body: text,
      keepalive: text.length < KEEPALIVE_MOST,
    });
    if (reply.status !== 400 || isAgain) return reply;
    delete tokens[base];
    return post(base, path, body, true);
  }

  // A section that is refused does not keep the others from being saved.
  function prepare(queue) {
    if (queue.batch) return queue.batch;
    const waiting = Object.entries(queue.entries).filter(([, one]) => one.state === "waiting");
    if (!waiting.length) return null;
    const section = waiting[0][1].section;
    const chosen = waiting.filter(([, one]) => one.section === section).slice(0, ITEMS_MOST);
    const part = (choose) => Object.fromEntries(chosen.map(([key, one]) => [key, choose(one)]));
    queue.batch = {
      operation: makeId(),
      answers: part(({ texts, reason, note }) => ({ texts, reason, note })),
      seen: part((one) => one.seen),
      stamps: part((one) => one.stamp),
    };
    return queue.batch;
  }

  // What is saved stays listed until a page has been loaded that shows it.
  function settle(queue, { batch, told, isRefused }) {
    for (const [key, stamp] of Object.entries(batch.stamps)) {
      const entry = queue.entries[key];
      if (!entry) continue;
      const isLast = entry.stamp === stamp;
      if (!isRefused && key in told.saved) {
        entry.seen = told.saved[key];
        if (isLast) Object.assign(entry, { state: "saved", receipt: told.receipts[key], at: Date.now() });
      } else if (isLast) {
        Object.assign(entry, { state: "held", why: told.errors?.[key] || told.error || "" });
      }
    }
    queue.batch = null;
  }

  async function sendNext(place, base) {
    const batch = await self.meterQueue.change(place, prepare);
    if (!batch) return null;
    let reply;
    try {
      const { operation, answers, seen } = batch;
      reply = await post(base, "save", { operation, answers, seen, queue: place });
    } catch {
      return { batch, isLate: true, isDown: true };
    }
    const { status, told } = reply;
    // 403: somebody else's session; it is theirs to send when they are back.
    if (status >= 500 || status === 429 || status === 403) return { batch, isLate: true, isForeign: status === 403 };
    // Whom the server does not know any more may read no copies either; the page says
    // how to come back.
    const isGone = status === 404 || status === 410;
    if (isGone) await self.caches?.delete(place);
    const outcome = { batch, told: isGone ? {} : told, isRefused: !reply.ok };
    await self.meterQueue.change(place, (queue) => settle(queue, outcome));
    channelOf(place).postMessage(outcome);
    return outcome;
  }

  // Send one batch and tell what became of it; null where nothing waits. One window
  // sends at a time, and the others hear of it.
  function send(place, base) {
    const next = () => sendNext(place, base);
    return navigator.locks ? navigator.locks.request(`send ${place}`, next) : next();
  }

  return { makeId, listen, trust, reach, post, send };
})();
