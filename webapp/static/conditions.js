// Shows and hides items by their conditions, with the rules of the server: a
// comparison with a missing answer is false, and a hidden item has no answer. What is
// no number is no answer to a question for one.
"use strict";
(() => {
  const form = document.getElementById("answers");
  const guarded = [...form.querySelectorAll("[data-when]")];
  const REASONS = ["NA", "DK", "RF"];

  function valueOf(item, control) {
    const text = control.value.trim();
    if (control.classList.contains("number")) {
      return window.meterNumeral(control.value, control.inputMode === "numeric");
    }
    const isReason = REASONS.includes(text) && item.querySelector(`[name^="r-"][value="${text}"]`);
    return isReason ? null : text || null;
  }

  function answerOf(key) {
    const item = document.getElementById(`i-${key}`);
    if (item.hidden) return null;
    const reason = item.querySelector('[name^="r-"]:checked');
    if (reason && reason.value) return null;
    const controls = [...item.querySelectorAll('[name^="q-"]:not([type="hidden"])')];
    const choices = controls.filter((one) => /radio|checkbox/.test(one.type));
    if (!choices.length) return valueOf(item, controls[0]);
    const chosen = choices.filter((one) => one.checked && one.value &&
      !(one.type === "radio" && REASONS.includes(one.value)));
    if (!chosen.length) return null;
    return choices[0].type === "checkbox" ? chosen.map((one) => one.value) : chosen[0].value;
  }

  function holds(rule) {
    if (rule.all) return rule.all.every(holds);
    if (rule.any) return rule.any.some(holds);
    if (rule.not) return !holds(rule.not);
    const answer = answerOf(rule.item);
    if (answer === null) return false;
    if (rule.answered) return true;
    if ("includes" in rule) return answer.includes(rule.includes);
    if ("at_least" in rule) return answer >= rule.at_least;
    if ("at_most" in rule) return answer <= rule.at_most;
    return Array.isArray(answer)
      ? answer.length === 1 && rule.in.includes(answer[0])
      : rule.in.includes(answer);
  }

  function judge() {
    for (const item of guarded) item.hidden = !holds(JSON.parse(item.dataset.when));
  }

  // Capturing hears also what another script puts into an item.
  form.addEventListener("input", judge, true);
  form.addEventListener("input", judge);
  form.addEventListener("change", judge);
  judge();
})();
