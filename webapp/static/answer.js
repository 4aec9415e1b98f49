// Saves each answer as it is given and tells what became of it beside the answer.
// Whatever has no receipt yet waits in the queue of this browser.
"use strict";
(() => {
  const form = document.getElementById("answers");
  const words = form.dataset;
  const down = document.getElementById("down");
  const standing = document.getElementById("standing");
  const seenField = form.elements.namedItem("seen");
  const place = document.getElementById("device").dataset.queue;
  const base = new URL(document.getElementById("device").dataset.base, location.href).href;
  const items = window.meterItems;
  const { itemOf, keyOf } = items;
  const seen = Object.fromEntries(seenField.value.split(" ").filter(Boolean)
    .map((one) => one.split(":")).map(([key, revision]) => [key, Number(revision)]));
  const RETRY_MS = [2000, 5000, 10000, 30000];
  const TYPING_MS = 900;
  const GIVE_UP_MS = 10000;

  // By item key, what has no receipt: {stamp, state, first}; state is "waiting" or
  // "held", `first` the stamp of the first that has none: this one takes its place.
  const unsaved = new Map();
  const typing = new Map();
  let isSending = false;
  let isWanted = false;
  let isDown = false;
  let failures = 0;
  let timer = 0;

  const sayKept = () => (self.meterQueue.isHeld(place) ? words.kept : words.open);
  const count = (state) => [...unsaved.values()].filter((one) => one.state === state).length;

  // One line for all answers of the page, heard when it becomes another one. What is
  // on its way for the first time is told beside its question alone.
  function stand() {
    const waiting = failures ? count("waiting") : 0;
    const held = count("held");
    const lines = [];
    if (waiting) lines.push(`${sayKept()}: ${waiting}`);
    if (held) lines.push(`${words.held} ${held}`);
    const isSaved = !unsaved.size && !form.querySelector(".wrong");
    if (isSaved && standing.textContent) lines.push(words.saved);
    const line = lines.join(". ");
    standing.classList.toggle("kept", Boolean(waiting || held));
    standing.hidden = !line;
    if (line === standing.textContent) return;
    standing.textContent = line;
    if (waiting) items.say(line);
  }

  function know(key, revision) {
    seen[key] = revision;
    seenField.value = Object.entries(seen).map((pair) => pair.join(":")).join(" ");
  }

  function change(item, state = "waiting") {
    const key = keyOf(item);
    clearTimeout(typing.get(key));
    typing.delete(key);
    if (items.isHalfTyped(item)) return items.complain(item, words.day);
    const stamp = self.meterSender.makeId();
    const entry = {
      ...items.collect(item), seen: seen[key] || 0, state, stamp, first: unsaved.get(key)?.first || stamp,
      section: form.getAttribute("action"), ask: items.askOf(item), said: items.sayGiven(item),
    };
    unsaved.set(key, entry);
    self.meterQueue.land(place, key, entry);
    if (state === "held" || failures) items.tell(item, sayKept());
    else items.tell(item, words.sending, true);
    stand();
    send();
  }

  // Send all that waits. Whatever comes in the meantime is sent after it.
  async function send() {
    isWanted = true;
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    try {
      let outcome = null;
      while (isWanted || (outcome && !outcome.isLate)) {
        isWanted = false;
        outcome = await self.meterSender.send(place, base);
        if (outcome?.isLate) wait(outcome);
        else if (outcome) settle(outcome);
      }
    } finally {
      isSending = false;
    }
  }

  function wait(outcome) {
    isDown = Boolean(outcome.isDown);
    const line = outcome.isForeign ? words.lost : sayKept();
    for (const [key, one] of unsaved) {
      if (one.state === "waiting" && itemOf(key)) items.tell(itemOf(key), line);
    }
    clearTimeout(timer);
    timer = setTimeout(send, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
    stand();
    window.meterSendLater(place);
  }

  // Also for what another window, or the service worker, has sent for this page.
  function settle({ batch, told, isRefused }) {
    failures = 0;
    isDown = false;
    down.hidden = true;
    for (const [key, stamp] of Object.entries(batch.stamps)) {
      const isLast = unsaved.get(key)?.stamp === stamp;
      if (isRefused) refuse(key, isLast, told.error || words.lost);
      else if (key in told.saved) confirm(key, isLast, told);
      else if (isLast) dispute(key, told);
    }
    if (!isRefused) items.hide(told.hidden);
    stand();
  }

  function refuse(key, isLast, line) {
    if (!isLast) return;
    unsaved.get(key).state = "held";
    if (itemOf(key)) items.tell(itemOf(key), line);
    items.say(line);
  }

  function confirm(key, isLast, told) {
    if (unsaved.has(key)) know(key, told.saved[key]);
    if (!isLast) return;
    unsaved.delete(key);
    const item = itemOf(key);
    if (!item) return;
    items.agree(item);
    items.complain(item, "");
    items.receipt(item, told.receipts[key]);
  }

  function dispute(key, told) {
    unsaved.get(key).state = "held";
    const item = itemOf(key);
    if (key in told.conflicts) know(key, told.conflicts[key].revision);
    if (!item) return;
    if (key in told.conflicts) disagree(item, told.conflicts[key]);
    else if (key in told.errors) items.complain(item, told.errors[key]);
    else items.tell(item, words.lost);
    stand();
  }

  function disagree(item, theirs) {
    const area = items.noteOf(item);
    const both = () => {
      items.showNote(item, [area.value, theirs.their_note, theirs.as_note].filter(Boolean).join("\n"));
      change(item);
    };
    items.disagree(item, theirs.html, [
      [words.mine, () => change(item)],
      [words.theirs, () => take(item, theirs)],
      ...(area ? [[words.both, both]] : []),
    ]);
  }

  // A page that is loaded again without a line is older than this answer.
  function take(item, theirs) {
    const key = keyOf(item);
    unsaved.delete(key);
    know(key, theirs.revision);
    items.complain(item, "");
    const { texts, reason, their_note: note, revision, receipt } = theirs;
    items.show(item, { texts, reason, note });
    items.receipt(item, receipt, true);
    const stamp = self.meterSender.makeId();
    self.meterQueue.change(place, (queue) => {
      queue.entries[key] = { texts, reason, note, seen: revision, state: "saved", stamp, receipt };
    });
    stand();
  }

  // A colleague's answer takes its place unless the reader has begun another one.
  function meet(key, theirs) {
    const item = itemOf(key);
    if (!item || theirs.revision <= (seen[key] || 0)) return;
    // What is on its way is told of by its own save, and may be what this news is.
    if (unsaved.get(key)?.state === "waiting") return;
    const isBegun = typing.has(key) || items.isHalfTyped(item);
    if (!isBegun && !unsaved.has(key)) return take(item, theirs);
    if (typing.has(key)) change(item, "held");
    know(key, theirs.revision);
    disagree(item, theirs);
  }

  // A reason and a value exclude each other; a value that gives way comes back.
  function settleReason(item, control) {
    if (control === items.noteOf(item)) return;
    const value = items.controlsOf(item, "q")[0];
    const reasons = items.controlsOf(item, "r");
    if (!reasons.length || items.isChoice(value)) {
      if (reasons.length && control.name.startsWith("q-") && control.checked) pick(reasons, "");
      if (reasons.length && control.name.startsWith("r-") && control.value) {
        for (const one of items.controlsOf(item, "q")) one.checked = false;
      }
    } else if (control !== value && control.value) {
      if (value.value) item.dataset.former = value.value;
      value.value = "";
    } else if (control !== value) {
      value.value = value.value || item.dataset.former || "";
    } else if (value.value) {
      pick(reasons, "");
    }
  }

  function pick(radios, value) {
    for (const one of radios) one.checked = one.value === value;
  }

  // Beside another answer a text is kept and goes out when the reader has chosen.
  const stateOf = (item, control) =>
    (items.isDisputed(item) && !items.isChoice(control) ? "held" : "waiting");

  form.addEventListener("change", (event) => {
    const item = event.target.closest(".item");
    if (!item || event.target.closest(".conflict")) return;
    settleReason(item, event.target);
    change(item, stateOf(item, event.target));
  });

  form.addEventListener("input", (event) => {
    const item = event.target.closest(".item");
    if (!item || items.isChoice(event.target)) return;
    settleReason(item, event.target);
    const key = keyOf(item);
    clearTimeout(typing.get(key));
    const finish = () => change(item, stateOf(item, event.target));
    typing.set(key, setTimeout(finish, TYPING_MS));
  });

  function finishTyping() {
    for (const key of [...typing.keys()]) {
      const item = itemOf(key);
      change(item, items.isDisputed(item) ? "held" : "waiting");
    }
  }

  // The button saves the whole page; what is on its way arrives before it.
  form.addEventListener("submit", (event) => {
    finishTyping();
    const halfTyped = [...form.querySelectorAll(".item")].find(items.isHalfTyped);
    if (halfTyped) {
      event.preventDefault();
      change(halfTyped);
      items.controlsOf(halfTyped, "q")[0].focus();
      return;
    }
    if (!navigator.onLine) {
      event.preventDefault();
      return stay();
    }
    const isWaiting = [...unsaved.values()].some((one) => one.state === "waiting");
    if (form.dataset.going || !(isSending || isWaiting)) return;
    event.preventDefault();
    isDown = false;
    send();
    form.dataset.going = "yes";
    const start = Date.now();
    const poll = setInterval(() => {
      if (isSending && Date.now() - start < GIVE_UP_MS) return;
      clearInterval(poll);
      // A line that has not answered by now would not carry the form either.
      if (isDown || isSending) {
        delete form.dataset.going;
        return stay();
      }
      form.requestSubmit(event.submitter);
      delete form.dataset.going;
    }, 30);
  });

  // A browser's own page about a line that is down would take the answers out of sight.
  function stay() {
    down.hidden = false;
    items.say(down.textContent);
  }

  window.addEventListener("online", () => {
    down.hidden = true;
    send();
  });
  window.addEventListener("pagehide", finishTyping);

  // What this page shows as saved need not be kept; the rest is to be sent now.
  function resume(queue) {
    for (const [key, one] of Object.entries(queue.entries)) {
      if (one.state !== "saved") one.state = "waiting";
      else if (itemOf(key) && (seen[key] || 0) >= one.seen) delete queue.entries[key];
    }
    return queue.entries;
  }

  // What the page does not know yet is shown: it was given in an earlier visit, or the
  // page was loaded without a line and is older.
  function recall(key, entry) {
    const item = itemOf(key);
    if (unsaved.has(key)) return;
    if (entry.state === "waiting") unsaved.set(key, entry);
    if (!item) return;
    items.show(item, entry);
    if (entry.state === "waiting") return items.tell(item, sayKept());
    know(key, entry.seen);
    items.receipt(item, entry.receipt);
  }

  self.meterSender.trust(base, form.elements.namedItem("csrf_token").value);
  self.meterSender.listen(place, settle);
  // News would take the place of what waits here and is not shown yet.
  const ready = self.meterQueue.change(place, resume).then((entries) => {
    for (const [key, entry] of Object.entries(entries)) recall(key, entry);
    stand();
    send();
  });
  window.meterAnswers = { seen, meet, ready };
})();
