// Items of a section: what stands in their controls, and what is told beside them.
"use strict";
window.meterItems = (() => {
  const form = document.getElementById("answers");
  const spoken = document.getElementById("spoken");

  const keyOf = (item) => item.id.slice(2);
  const itemOf = (key) => document.getElementById(`i-${key}`);
  const askOf = (item) => item.querySelector("legend span, .legend span").textContent;
  const noteOf = (item) => item.querySelector("textarea[name^='n-']");
  const controlsOf = (item, prefix) => [...item.querySelectorAll(`[name^="${prefix}-"]:not([type="hidden"])`)];
  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";

  // Without a script a day is typed, so that none is lost; here the calendar helps.
  for (const one of form.querySelectorAll("input.date")) {
    if (one.value && !/^\d{4}-\d\d-\d\d$/.test(one.value)) continue;
    one.type = "date";
    one.min = one.dataset.min || "";
    one.max = one.dataset.max || "";
  }

  function collect(item) {
    const controls = controlsOf(item, "q").filter((one) => !isChoice(one) || one.checked);
    const reason = controlsOf(item, "r").find((one) => one.checked);
    const given = { texts: controls.map((one) => one.value).filter(Boolean), reason: reason ? reason.value : "" };
    const note = noteOf(item);
    return note ? { ...given, note: note.value } : given;
  }

  // The answer as it is read on the page, to name it elsewhere.
  function sayGiven(item) {
    const controls = [...controlsOf(item, "q"), ...controlsOf(item, "r")];
    const given = controls.filter((one) => !isChoice(one) || (one.checked && one.value)).map(sayControl);
    return [...given, noteOf(item)?.value].filter(Boolean).join(", ");
  }

  function sayControl(control) {
    if (!isChoice(control)) return control.value.trim();
    const label = control.closest("label").cloneNode(true);
    label.querySelector("small")?.remove();
    return label.textContent.trim();
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
    showNote(item, given.note);
    item.dispatchEvent(new Event("input", { bubbles: false }));
  }

  function showNote(item, text) {
    const area = noteOf(item);
    if (!area || text === undefined) return;
    area.value = text;
    if (text) area.closest("details").open = true;
  }

  // Only those without a condition on this page, which conditions.js judges by itself.
  function hide(keys) {
    const hidden = new Set(keys);
    for (const item of form.querySelectorAll(".item:not([data-when])")) {
      item.hidden = hidden.has(keyOf(item));
    }
  }

  // A day that no calendar has leaves its control empty, which must not pass for
  // an answer that was taken back.
  function isHalfTyped(item) {
    return controlsOf(item, "q").some((one) => one.validity.badInput);
  }

  function say(text) {
    spoken.textContent = text;
  }

  function receipt(item, html, isTheirs = false) {
    const line = item.querySelector(".receipt");
    line.innerHTML = html;
    line.classList.remove("kept");
    line.classList.toggle("theirs", isTheirs);
    line.querySelectorAll("time").forEach(window.meterTime);
    const said = [...line.childNodes].filter((one) => one.nodeName !== "A");
    say(said.map((one) => one.textContent).join("").trim());
  }

  function tell(item, text, isQuiet = false) {
    const line = item.querySelector(".receipt");
    line.textContent = text;
    line.classList.toggle("kept", !isQuiet);
    line.classList.remove("theirs");
  }

  function complain(item, message) {
    const id = `e-${keyOf(item)}`;
    item.querySelector(".wrong")?.remove();
    item.classList.toggle("bad", Boolean(message));
    const control = item.matches("fieldset") ? item : controlsOf(item, "q")[0];
    if (control === item) item.setAttribute("aria-describedby", id);
    if (control !== item) control.setAttribute("aria-invalid", String(Boolean(message)));
    if (!message) return;
    const line = document.createElement("p");
    line.className = "wrong";
    line.id = id;
    line.textContent = message;
    item.querySelector("legend, .legend").after(line);
    tell(item, "");
    say(message);
  }

  // Show what somebody else answered, with a button for each of [label, action].
  function disagree(item, html, choices) {
    agree(item);
    item.querySelector("legend, .legend").insertAdjacentHTML("afterend", html);
    const box = item.querySelector(".conflict");
    box.querySelector(".keep").remove();
    box.querySelectorAll("time").forEach(window.meterTime);
    const row = document.createElement("p");
    row.className = "actions";
    row.append(...choices.map(([label, action]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn quiet small";
      button.textContent = label;
      button.addEventListener("click", () => { box.remove(); action(); controlsOf(item, "q")[0].focus(); });
      return button;
    }));
    box.append(row);
    tell(item, box.querySelector("strong").textContent);
    say(box.querySelector("strong").textContent);
  }

  function agree(item) {
    item.querySelector(".conflict")?.remove();
  }

  const isDisputed = (item) => Boolean(item.querySelector(".conflict button"));

  return {
    keyOf, itemOf, askOf, noteOf, controlsOf, isChoice, collect, show, showNote, hide, isHalfTyped,
    say, sayGiven, receipt, tell, complain, disagree, agree, isDisputed,
  };
})();
