// The queue of a person at a response: answers that this browser keeps until they are
// saved, shared by pages and the service worker. What is given lands in localStorage,
// which a page can write to while it is being closed, and moves on into IndexedDB. It
// stays where it landed if the browser refuses that.
"use strict";
self.meterQueue = (() => {
  const STORE = "queues";
  const memory = {};
  let opening = null;

  function open() {
    opening ||= new Promise((resolve) => {
      const asked = indexedDB.open("meter", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
      asked.onsuccess = () => {
        asked.result.onclose = () => { opening = null; };
        resolve(asked.result);
      };
      asked.onerror = () => resolve(null);
    }).catch(() => null);
    return opening;
  }

  const complete = (found) => found || { entries: {}, batch: null };
  const isEmpty = (queue) => !queue.batch && !Object.keys(queue.entries).length;

  function readLanded(place) {
    if (memory[place]) return memory[place];
    try { return complete(JSON.parse(localStorage.getItem(place))); } catch { return complete(null); }
  }

  // A worker has no localStorage, and some browsers refuse it; then the page holds it.
  function writeLanded(place, queue) {
    delete memory[place];
    try {
      if (isEmpty(queue)) localStorage.removeItem(place);
      else localStorage.setItem(place, JSON.stringify(queue));
    } catch { if (!isEmpty(queue)) memory[place] = queue; }
  }

  function land(place, key, entry) {
    const landed = readLanded(place);
    landed.entries[key] = entry;
    writeLanded(place, landed);
  }

  // An answer may land before its page hears that the one it takes the place of is
  // saved: it has not seen less than that one.
  function takeIn(queue, landed) {
    for (const [key, entry] of Object.entries(landed.entries)) {
      const former = queue.entries[key];
      if (former?.stamp === entry.stamp) continue;
      if (former?.first === entry.first) entry.seen = Math.max(entry.seen, former.seen);
      queue.entries[key] = entry;
    }
    queue.batch ||= landed.batch;
  }

  // More may have landed since.
  function clear(place, moved) {
    const landed = readLanded(place);
    for (const [key, entry] of Object.entries(moved.entries)) {
      if (landed.entries[key]?.stamp === entry.stamp) delete landed.entries[key];
    }
    landed.batch = null;
    writeLanded(place, landed);
  }

  function changeStored(database, place, edit) {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
      const store = transaction.objectStore(STORE);
      const landed = structuredClone(readLanded(place));
      let told;
      store.get(place).onsuccess = (event) => {
        const queue = complete(event.target.result);
        takeIn(queue, landed);
        told = edit(queue);
        if (isEmpty(queue)) store.delete(place);
        else store.put(queue, place);
      };
      transaction.oncomplete = () => {
        if (!isEmpty(landed)) clear(place, landed);
        resolve(told);
      };
      transaction.onabort = () => reject(transaction.error);
    });
  }

  // Let `edit` change the queue of a place, whole or not at all; gives what it returns.
  async function change(place, edit) {
    const database = await open();
    try { if (database) return await changeStored(database, place, edit); } catch { /* it stays where it landed */ }
    const queue = readLanded(place);
    const told = edit(queue);
    writeLanded(place, queue);
    return told;
  }

  const isHeld = (place) => !memory[place];

  return { land, change, isHeld };
})();
