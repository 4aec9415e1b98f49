// Shows and hides items by their conditions, with the rules of the server: a
// comparison with a missing answer is false, and a hidden item has no answer.
"use strict";
(() => {
  const form = document.getElementById("answers");
  const guarded = [...form.querySelectorAll("[data-when]")];
  const REASONS = ["NA", "DK", "RF"];

  function answerOf(key) {
    const item = document.getElementById(`i-${key}`);
    if (item.hidden) return null;
    const reason = item.querySelector('[name^="r-"]:checked');
    if (reason && reason.value) return null;
    const controls = [...item.querySelectorAll('[name^="q-"]:not([type="hidden"])')];
    const choices = controls.filter((one) => /radio|checkbox/.test(one.type));
    if (!choices.length) return controls[0].value.trim() || null;
    const chosen = choices.filter((one) => one.checked && one.value &&
      !(one.type === "radio" && REASONS.includes(one.value)));
    if (!chosen.length) return null;
    return choices[0].type === "checkbox" ? chosen.map((one) => one.value) : chosen[0].value;
  }

  function rank(key, value) {
    const radios = [...document.getElementsByName(`q-${key}`)].filter((one) => one.type === "radio");
    if (radios.length) return radios.findIndex((one) => one.value === String(value));
    return Number(String(value).replace(/[\s']/g, "").replace(",", "."));
  }

  const same = (answer, operand) => Array.isArray(answer)
    ? answer.length === 1 && answer[0] === operand
    : answer === String(operand) || (typeof operand === "number" && Number(answer) === operand);

  function holds(rule) {
    if (rule.all) return rule.all.every(holds);
    if (rule.any) return rule.any.some(holds);
    if (rule.not) return !holds(rule.not);
    const answer = answerOf(rule.item);
    if ("answered" in rule) return (answer !== null) === rule.answered;
    if (answer === null) return false;
    if ("equals" in rule) return same(answer, rule.equals);
    if ("in" in rule) return rule.in.some((one) => same(answer, one));
    if ("includes" in rule) return answer.includes(rule.includes);
    if ("at_least" in rule) return rank(rule.item, answer) >= rank(rule.item, rule.at_least);
    return rank(rule.item, answer) <= rank(rule.item, rule.at_most);
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
