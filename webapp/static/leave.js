// Leaving a device takes along what this browser keeps of the answers: copies of pages,
// and, once the reader knows, answers that are not saved. Who answers apart leaves more
// than one response.
"use strict";
(() => {
  const form = document.getElementById("leave");
  const places = form.dataset.queues.split(" ");
  const warning = document.getElementById("unsaved");
  let isLeaving = false;

  const changeAll = (edit) => Promise.all(places.map((place) => self.meterQueue.change(place, edit)));

  async function leave() {
    const entries = await changeAll((queue) => Object.values(queue.entries));
    const isSaved = entries.flat().every((one) => one.state === "saved");
    if (!isSaved && warning.hidden) {
      warning.hidden = false;
      return;
    }
    await changeAll((queue) => Object.assign(queue, { entries: {}, batch: null }));
    await Promise.all(places.map((place) => self.caches?.delete(place)));
    isLeaving = true;
    form.requestSubmit();
  }

  form.addEventListener("submit", (event) => {
    if (isLeaving) return;
    event.preventDefault();
    leave();
  });
})();
