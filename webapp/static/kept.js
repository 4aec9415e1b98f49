// Answers that this browser keeps because they were refused or never arrived (answer.js)
// are sent once more; what is still not saved is listed with links to its questions.
"use strict";
(async () => {
  const box = document.getElementById("kept");
  const place = box.dataset.queue;
  const token = document.querySelector('[name="csrf_token"]').value;

  function readQueue() {
    try { return JSON.parse(localStorage.getItem(place)) || {}; } catch { return {}; }
  }

  async function send(queue) {
    const part = (choose) => Object.fromEntries(
      Object.entries(queue).map(([key, one]) => [key, choose(one)]));
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const body = {
      operation: Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join(""),
      answers: part(({ texts, reason, note }) => ({ texts, reason, note })),
      seen: part((one) => one.seen),
    };
    try {
      const reply = await fetch("save", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(body),
        redirect: "error",
      });
      return reply.ok ? Object.keys((await reply.json()).saved) : [];
    } catch {
      return [];
    }
  }

  // Another window may have changed the queue while this one was sending.
  function forget(sent, saved) {
    const queue = readQueue();
    for (const key of saved) {
      if (JSON.stringify(queue[key]) === JSON.stringify(sent[key])) delete queue[key];
    }
    try {
      if (Object.keys(queue).length) localStorage.setItem(place, JSON.stringify(queue));
      else localStorage.removeItem(place);
    } catch { /* nothing was kept either */ }
    return queue;
  }

  function point(key, kept) {
    const line = document.createElement("li");
    const link = line.appendChild(document.createElement("a"));
    link.textContent = kept.ask || key;
    link.dir = "auto";
    if (kept.section) link.href = `sections/${encodeURIComponent(kept.section)}#i-${key}`;
    return line;
  }

  function show(queue) {
    const keys = Object.keys(queue);
    for (const one of document.querySelectorAll(".kept-count")) one.textContent = keys.length;
    for (const one of document.querySelectorAll("[data-kept]")) one.hidden = !keys.length;
    box.querySelector("ul").replaceChildren(...keys.map((key) => point(key, queue[key])));
  }

  const queue = readQueue();
  if (!Object.keys(queue).length) return;
  show(queue);
  const saved = await send(queue);
  if (!saved.length) return;
  show(forget(queue, saved));
})();
