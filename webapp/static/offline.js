// Lets a service worker serve the reader's pages while there is no line, and send what
// waits once the pages are closed. A browser without one does without.
"use strict";
(() => {
  const { base, worker } = document.getElementById("device").dataset;
  const workers = navigator.serviceWorker;
  const isCopy = document.body.classList.contains("copy");
  // Taken before any script changes what the server has sent.
  const html = isCopy ? "" : `<!doctype html>\n${document.documentElement.outerHTML}`;

  // A reader who is on the way to another page is not called back to this one.
  let isLeaving = false;
  addEventListener("beforeunload", () => { isLeaving = true; });
  window.meterReload = () => { if (!isLeaving) location.reload(); };

  window.meterSendLater = async (place) => {
    try { await (await workers.ready).sync.register(place); } catch { /* a page will send it */ }
  };

  // A page may have been loaded past the worker, before that was there.
  async function hand() {
    const { active } = await workers.ready;
    active.postMessage({ path: location.pathname, html });
  }

  const loaded = document.querySelector(".copied time");
  loaded.dateTime = document.body.dataset.loaded || "";
  window.meterTime(loaded);

  if (!workers) return;
  workers.register(worker, { scope: new URL("../", new URL(base, location.href)).pathname, updateViaCache: "all" })
    .then(() => isCopy || hand(), () => { /* refused here */ });
  if (!isCopy) workers.addEventListener("controllerchange", hand);
})();
