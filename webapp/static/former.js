// Puts a former answer that is still true into the controls of its question, as if it
// had been given there: it is saved, kept and told like every other answer (answer.js).
"use strict";
(() => {
  const form = document.getElementById("answers");
  const all = form.querySelector(".offers");
  const offers = [...form.querySelectorAll(".offer")];
  const itemOf = (offer) => offer.closest(".item");
  const controlsOf = (item, prefix) => [...item.querySelectorAll(`[name^="${prefix}-"]:not([type="hidden"])`)];
  const isChoice = (control) => /radio|checkbox/.test(control.type);

  function isOpen(item) {
    const given = (one) => (isChoice(one) ? one.checked && one.value : one.value.trim() || one.validity.badInput);
    return ![...controlsOf(item, "q"), ...controlsOf(item, "r")].some(given);
  }

  function confirm(offer) {
    const item = itemOf(offer);
    const { texts, reason, note } = JSON.parse(offer.dataset.controls);
    const controls = controlsOf(item, "q");
    const reasons = controlsOf(item, "r");
    const chosen = reason ? [reason] : texts;
    const choices = controls.filter(isChoice);
    for (const one of choices) one.checked = chosen.includes(one.value);
    if (!choices.length && texts.length) controls[0].value = texts[0];
    for (const one of reasons) one.checked = one.value === reason;
    const area = item.querySelector("textarea[name^='n-']");
    if (area && note && !area.value) {
      area.value = note;
      area.closest("details").open = true;
    }
    const given = [...controls, ...reasons].find((one) => (isChoice(one) ? one.checked && one.value : one.value));
    given.dispatchEvent(new Event("change", { bubbles: true }));
    return given;
  }

  // An offer stands as long as its question is open; all of them, what is shown of them.
  function judge() {
    for (const one of offers) one.hidden = !isOpen(itemOf(one));
    all.hidden = !listShown().length;
  }

  const listShown = () => offers.filter((one) => !one.hidden && !itemOf(one).hidden);

  form.addEventListener("click", (event) => {
    const button = event.target.closest('[name="confirm"]');
    if (!button) return;
    event.preventDefault();
    const chosen = button.closest(".offer") ? [button.closest(".offer")] : listShown();
    const [first] = chosen.map(confirm);
    judge();
    first?.focus();
  });

  // Capturing hears also what another script puts into an item; conditions go first.
  form.addEventListener("input", () => setTimeout(judge), true);
  form.addEventListener("change", () => setTimeout(judge));
  addEventListener("load", judge);
})();
