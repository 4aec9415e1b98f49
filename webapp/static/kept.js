// Answers that this browser keeps because they were refused or never arrived (answer.js)
// are sent once more; what is still not saved is named, with links to its questions.
"use strict";
(async () => {
  const box = document.getElementById("kept");
  const { base: root, queue: place } = document.getElementById("device").dataset;
  const base = new URL(root, location.href).href;
  const token = document.querySelector('[name="csrf_token"]')?.value;
  const words = box.dataset;
  const forget = document.getElementById("forget");

  const span = (name, text) => Object.assign(document.createElement(name), { textContent: text, dir: "auto" });

  // Without a token there is no way in any more: a link would lead nowhere.
  function point(key, kept, isWhyTold) {
    const line = document.createElement("li");
    const ask = line.appendChild(span(token ? "a" : "span", kept.ask || key));
    if (token) ask.href = new URL(`sections/${encodeURIComponent(kept.section)}#i-${key}`, base).href;
    if (kept.said) line.append(document.createElement("br"), span("strong", kept.said));
    if (kept.why && !isWhyTold) line.append(document.createElement("br"), span("span", kept.why));
    return line;
  }

  function resume(queue) {
    for (const one of Object.values(queue.entries)) if (one.state !== "saved") one.state = "waiting";
  }

  async function show() {
    const entries = await self.meterQueue.change(place, (queue) => Object.entries(queue.entries));
    const unsaved = entries.filter(([, one]) => one.state !== "saved");
    const isHeld = unsaved.some(([, one]) => one.state === "held");
    for (const one of document.querySelectorAll(".kept-count")) one.textContent = unsaved.length;
    for (const one of document.querySelectorAll("[data-kept]")) one.hidden = !unsaved.length;
    const [why, ...others] = new Set(unsaved.map(([, one]) => (one.state === "held" && one.why) || ""));
    const isOneReason = Boolean(why) && !others.length;
    box.querySelector("#lead").textContent = isOneReason ? why : isHeld || !token ? words.held : words.waiting;
    box.querySelector("ul").replaceChildren(...unsaved.map((pair) => point(...pair, isOneReason)));
    forget.hidden = !isHeld && Boolean(token);
    // The numbers of this page were counted before that was saved.
    const isOld = entries.some(([, one]) => one.at > performance.timeOrigin);
    if (isOld) window.meterReload?.();
  }

  async function send() {
    let outcome;
    do outcome = await self.meterSender.send(place, base);
    while (outcome && !outcome.isLate);
    if (outcome) window.meterSendLater(place);
    await show();
  }

  forget.addEventListener("click", async () => {
    if (forget.textContent !== words.sure) {
      forget.textContent = words.sure;
      return;
    }
    await self.meterQueue.change(place, (queue) => Object.assign(queue, { entries: {}, batch: null }));
    await show();
  });

  if (!token) return show();
  self.meterSender.trust(base, token);
  self.meterSender.listen(place, show);
  window.addEventListener("online", send);
  await self.meterQueue.change(place, resume);
  await show();
  await send();
})();
