// Saves each answer as it is given and tells what became of it beside the answer.
// Whatever has no receipt yet is kept in this browser and sent when the line is back.
"use strict";
(() => {
  const form = document.getElementById("answers");
  const words = form.dataset;
  const seenField = form.elements.namedItem("seen");
  const token = form.elements.namedItem("csrf_token").value;
  const spoken = document.getElementById("spoken");
  const down = document.getElementById("down");
  const seen = Object.fromEntries(seenField.value.split(" ").filter(Boolean)
    .map((one) => one.split(":")).map(([key, revision]) => [key, Number(revision)]));
  const RETRY_MS = [2000, 5000, 10000, 30000];
  const TYPING_MS = 900;
  const GIVE_UP_MS = 4000;

  // Without a script a day is typed, so that none is lost; here the calendar helps.
  for (const one of form.querySelectorAll("input.date")) {
    if (one.value && !/^\d{4}-\d\d-\d\d$/.test(one.value)) continue;
    one.type = "date";
    one.min = one.dataset.min || "";
    one.max = one.dataset.max || "";
  }

  // By item key: {texts, reason, seen, state, section, ask}; state is "waiting" or
  // "held". The overview lists it by section and ask (kept.js).
  const queue = readQueue();
  let sending = null;
  let failures = 0;
  let attempting = false;
  let isDown = false;
  let timer = 0;
  const typing = new Map();

  function readQueue() {
    try { return JSON.parse(localStorage.getItem(words.queue)) || {}; } catch { return {}; }
  }

  function keepQueue() {
    try {
      if (Object.keys(queue).length) localStorage.setItem(words.queue, JSON.stringify(queue));
      else localStorage.removeItem(words.queue);
    } catch { /* a browser that keeps nothing still sends */ }
  }

  const askOf = (item) => item.querySelector("legend span, .legend span").textContent;
  const keyOf = (item) => item.id.slice(2);
  const itemOf = (key) => document.getElementById(`i-${key}`);
  const noteOf = (item) => item.querySelector("textarea[name^='n-']");
  const controlsOf = (item, prefix) => [...item.querySelectorAll(`[name^="${prefix}-"]:not([type="hidden"])`)];
  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";

  function collect(item) {
    const controls = controlsOf(item, "q").filter((one) => !isChoice(one) || one.checked);
    const reason = controlsOf(item, "r").find((one) => one.checked);
    const given = { texts: controls.map((one) => one.value).filter(Boolean), reason: reason ? reason.value : "" };
    const note = noteOf(item);
    return note ? { ...given, note: note.value } : given;
  }

  function show(item, given) {
    const controls = controlsOf(item, "q");
    const reasons = controlsOf(item, "r");
    const chosen = reasons.length ? given.texts : given.texts.concat(given.reason || []);
    for (const one of controls) {
      if (!isChoice(one)) one.value = given.texts[0] || "";
      else one.checked = chosen.length ? chosen.includes(one.value) : one.value === "";
    }
    for (const one of reasons) one.checked = one.value === (given.reason || "");
    note(item, given.note);
    item.dispatchEvent(new Event("input", { bubbles: false }));
  }

  function note(item, text) {
    const area = noteOf(item);
    if (!area || text === undefined) return;
    area.value = text;
    if (text) area.closest("details").open = true;
  }

  function tell(key, html, say) {
    const item = itemOf(key);
    if (!item) return;
    const line = item.querySelector(".receipt");
    if (html !== null) line.innerHTML = html;
    else line.textContent = say;
    line.classList.toggle("kept", html === null && say !== words.sending);
    line.querySelectorAll("time").forEach(window.meterTime);
    if (say === words.sending) return;
    const said = [...line.childNodes].filter((one) => one.nodeName !== "A");
    spoken.textContent = said.map((one) => one.textContent).join("").trim();
  }

  function complain(key, message) {
    const item = itemOf(key);
    if (!item) return;
    item.querySelector(".wrong")?.remove();
    item.classList.toggle("bad", Boolean(message));
    const control = item.matches("fieldset") ? item : controlsOf(item, "q")[0];
    if (control === item) item.setAttribute("aria-describedby", `e-${key}`);
    if (control !== item) control.setAttribute("aria-invalid", String(Boolean(message)));
    if (!message) return;
    const line = document.createElement("p");
    line.className = "wrong";
    line.id = `e-${key}`;
    line.textContent = message;
    item.querySelector("legend, .legend").after(line);
    tell(key, null, "");
    spoken.textContent = message;
  }

  function disagree(key, theirs) {
    const item = itemOf(key);
    if (!item) return;
    item.querySelector(".conflict")?.remove();
    item.querySelector("legend, .legend").insertAdjacentHTML("afterend", theirs.html);
    const box = item.querySelector(".conflict");
    box.querySelector(".keep").remove();
    box.querySelectorAll("time").forEach(window.meterTime);
    const choose = (label, action) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn quiet small";
      button.textContent = label;
      button.addEventListener("click", () => { box.remove(); action(); controlsOf(item, "q")[0].focus(); });
      return button;
    };
    const row = document.createElement("p");
    row.className = "actions";
    const both = () => {
      const mine = noteOf(item).value;
      note(item, [mine, theirs.their_note, theirs.as_note].filter(Boolean).join("\n"));
      change(item);
    };
    if (noteOf(item)) row.append(choose(words.both, both));
    row.prepend(
      choose(words.mine, () => change(item)),
      choose(words.theirs, () => {
        show(item, { ...theirs, note: theirs.their_note });
        delete queue[key];
        keepQueue();
        tell(key, "", "");
      }));
    box.append(row);
    tell(key, null, box.querySelector("strong").textContent);
  }

  function know(key, revision) {
    seen[key] = revision;
    seenField.value = Object.entries(seen).map((pair) => pair.join(":")).join(" ");
  }

  function change(item) {
    const key = keyOf(item);
    clearTimeout(typing.get(key));
    typing.delete(key);
    if (isHalfTyped(item)) return complain(key, words.day);
    queue[key] = {
      ...collect(item), seen: seen[key] || 0, state: "waiting",
      section: form.getAttribute("action"), ask: askOf(item),
    };
    keepQueue();
    tell(key, null, failures ? words.kept : words.sending);
    send();
  }

  // A day that no calendar has leaves its control empty, which must not pass for
  // an answer that was taken back.
  function isHalfTyped(item) {
    return controlsOf(item, "q").some((one) => one.validity.badInput);
  }

  function makeOperation() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  }

  function prepare() {
    const keys = Object.keys(queue).filter((key) => queue[key].state === "waiting");
    if (!keys.length) return null;
    const batch = { operation: makeOperation(), answers: {}, seen: {} };
    for (const key of keys) {
      const { texts, reason, note: said } = queue[key];
      batch.answers[key] = { texts, reason, note: said };
      batch.seen[key] = queue[key].seen;
    }
    return { batch, entries: Object.fromEntries(keys.map((key) => [key, queue[key]])) };
  }

  async function send() {
    if (sending) return;
    sending = prepare();
    if (!sending) return;
    clearTimeout(timer);
    await attempt();
  }

  async function attempt() {
    if (attempting) return;
    attempting = true;
    try { await post(); } finally { attempting = false; }
    if (!failures) send();
  }

  async function post() {
    let response;
    try {
      response = await fetch(words.save, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(sending.batch),
        keepalive: true,
        redirect: "error",
      });
    } catch {
      isDown = true;
      return wait();
    }
    isDown = false;
    down.hidden = true;
    if (response.ok) return settle(await response.json());
    if (response.status >= 500 || response.status === 429) return wait();
    let told = {};
    if (response.status === 409) try { told = await response.json(); } catch { /* no words */ }
    const line = told.error || words.lost;
    for (const key of Object.keys(sending.entries)) {
      if (queue[key] === sending.entries[key]) queue[key].state = "held";
      tell(key, null, line);
    }
    sending = null;
    failures = 0;
    keepQueue();
  }

  function wait() {
    for (const key of Object.keys(sending.entries)) tell(key, null, words.kept);
    timer = setTimeout(attempt, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  }

  function settle(reply) {
    const { entries } = sending;
    sending = null;
    failures = 0;
    for (const key of Object.keys(entries)) {
      const isLast = queue[key] === entries[key];
      if (key in reply.saved) {
        know(key, reply.saved[key]);
        if (queue[key]) queue[key].seen = reply.saved[key];
        if (!isLast) continue;
        delete queue[key];
        itemOf(key)?.querySelector(".conflict")?.remove();
        complain(key, "");
        tell(key, reply.receipts[key], "");
      } else if (isLast) {
        queue[key].state = "held";
        if (key in reply.conflicts) {
          know(key, reply.conflicts[key].revision);
          disagree(key, reply.conflicts[key]);
        } else if (key in reply.errors) {
          complain(key, reply.errors[key]);
        }
      }
    }
    const hidden = new Set(reply.hidden);
    for (const item of form.querySelectorAll(".item:not([data-when])")) {
      item.hidden = hidden.has(keyOf(item));
    }
    keepQueue();
  }

  // A reason and a value exclude each other; a value that gives way comes back.
  function settleReason(item, control) {
    if (control === noteOf(item)) return;
    const value = controlsOf(item, "q")[0];
    const reasons = controlsOf(item, "r");
    if (!reasons.length || isChoice(value)) {
      if (reasons.length && control.name.startsWith("q-") && control.checked) pick(reasons, "");
      if (reasons.length && control.name.startsWith("r-") && control.value) {
        for (const one of controlsOf(item, "q")) one.checked = false;
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

  form.addEventListener("change", (event) => {
    const item = event.target.closest(".item");
    if (!item || event.target.closest(".conflict")) return;
    settleReason(item, event.target);
    change(item);
  });

  form.addEventListener("input", (event) => {
    const item = event.target.closest(".item");
    if (!item || isChoice(event.target)) return;
    settleReason(item, event.target);
    const key = keyOf(item);
    clearTimeout(typing.get(key));
    typing.set(key, setTimeout(() => change(item), TYPING_MS));
  });

  // The button saves the whole page; what is on its way arrives before it.
  form.addEventListener("submit", (event) => {
    for (const key of typing.keys()) change(itemOf(key));
    const halfTyped = [...form.querySelectorAll(".item")].find(isHalfTyped);
    if (halfTyped) {
      event.preventDefault();
      change(halfTyped);
      controlsOf(halfTyped, "q")[0].focus();
      return;
    }
    if (!navigator.onLine) {
      event.preventDefault();
      return stay();
    }
    if (!sending || form.dataset.going) return;
    event.preventDefault();
    isDown = false;
    clearTimeout(timer);
    attempt();
    form.dataset.going = "yes";
    const start = Date.now();
    const poll = setInterval(() => {
      if (attempting && Date.now() - start < GIVE_UP_MS) return;
      clearInterval(poll);
      if (isDown) {
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
    spoken.textContent = down.textContent;
  }

  window.addEventListener("online", () => {
    down.hidden = true;
    if (!sending) return send();
    clearTimeout(timer);
    attempt();
  });

  // What an earlier visit could not send is shown again and sent now.
  for (const [key, kept] of Object.entries(queue)) {
    const item = itemOf(key);
    if (item) show(item, kept);
    kept.state = "waiting";
    tell(key, null, words.kept);
  }
  send();
})();
