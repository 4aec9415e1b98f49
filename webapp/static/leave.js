// Leaving a device takes along what this browser keeps of the answers: copies of pages,
// and, once the reader knows, answers that are not saved.
"use strict";
(() => {
  const form = document.getElementById("leave");
  const place = document.getElementById("device").dataset.queue;
  const warning = document.getElementById("unsaved");
  let isLeaving = false;

  async function leave() {
    const entries = await self.meterQueue.change(place, (queue) => Object.values(queue.entries));
    const isSaved = entries.every((one) => one.state === "saved");
    if (!isSaved && warning.hidden) {
      warning.hidden = false;
      return;
    }
    await self.meterQueue.change(place, (queue) => Object.assign(queue, { entries: {}, batch: null }));
    await self.caches?.delete(place);
    isLeaving = true;
    form.requestSubmit();
  }

  form.addEventListener("submit", (event) => {
    if (isLeaving) return;
    event.preventDefault();
    leave();
  });
})();
