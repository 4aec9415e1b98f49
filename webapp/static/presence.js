// Says while a page is on the screen that its reader is here, and hears who else is and
// what they have changed: seldom where nothing does.
"use strict";
(() => {
  const BEAT_MS = 30000;
  const LEAST_MS = 8000;
  const MOST_MS = 45000;
  const here = document.getElementById("here");
  const notice = document.getElementById("closed");
  const base = new URL(document.getElementById("device").dataset.base, location.href).href;
  const section = document.getElementById("answers")?.getAttribute("action");
  const path = section ? `sections/${section}/now` : "now";
  let pause = LEAST_MS;
  let beaten = 0;
  let known = "";
  let timer = 0;

  function write(revisions) {
    return Object.entries(revisions).map((pair) => pair.join(":")).join(" ");
  }

  async function ask() {
    const address = new URL(path, base);
    if (section) {
      await window.meterAnswers.ready;
      address.searchParams.set("seen", write(window.meterAnswers.seen));
    }
    const headers = known ? { "If-None-Match": known } : {};
    const reply = await self.meterSender.reach(address, { headers, cache: "no-store" });
    if (reply.status === 304) return false;
    if (!reply.ok) return false;
    known = reply.etag;
    heed(reply.told);
    return true;
  }

  function heed(told) {
    here.innerHTML = told.here;
    here.hidden = !told.here;
    notice.textContent = told.standing;
    notice.hidden = !told.standing;
    if (!section) return;
    for (const [key, theirs] of Object.entries(told.changes)) window.meterAnswers.meet(key, theirs);
    window.meterItems.hide(told.hidden);
  }

  async function beat() {
    if (Date.now() - beaten < BEAT_MS) return;
    const reply = await self.meterSender.post(base, path, {});
    if (reply.ok) beaten = Date.now();
  }

  async function tick() {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const isNew = await ask();
      renew();
      pause = isNew ? LEAST_MS : Math.min(1.5 * pause, MOST_MS);
      await beat();
    } catch { // the line is down; the next time may do
      pause = Math.min(2 * pause, MOST_MS);
    }
    clearTimeout(timer);
    timer = setTimeout(tick, Math.min(pause, section ? MOST_MS : BEAT_MS));
  }

  // With its news a copy of a section is as good as new; an overview is loaded again.
  function renew() {
    if (!document.body.classList.contains("copy")) return;
    if (section) document.body.classList.remove("copy");
    else window.meterReload();
  }

  function look() {
    pause = LEAST_MS;
    tick();
  }

  look();
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", look);
})();
