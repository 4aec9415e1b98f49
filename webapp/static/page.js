// Times on the page are written in UTC; show them in the reader's own zone.
"use strict";
window.meterTime = function (element) {
  const when = new Date(element.dateTime);
  if (isNaN(when)) return;
  const near = Math.abs(Date.now() - when) < 64800000 &&
    new Date().toDateString() === when.toDateString();
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const day = { day: "numeric", month: "short" };
  if (new Date().getFullYear() !== when.getFullYear()) day.year = "numeric";
  const short = element.hasAttribute("data-short") && near;
  element.textContent = new Intl.DateTimeFormat(
    `${language}-u-nu-latn`, short ? clock : { ...day, ...clock }
  ).format(when);
};
document.querySelectorAll("time[datetime*='T']").forEach(window.meterTime);

// A link to an item shows its question at the top and leads the keyboard to its answer.
// Without scripts the link shows the question, and Tab goes on from there.
{
  const land = () => {
    const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!item?.matches(".item")) return;
    const controls = [...item.querySelectorAll("input:not([type='hidden']), textarea")];
    (controls.find((one) => one.checked && one.value) || controls[0])?.focus({ preventScroll: true });
    item.scrollIntoView();
  };
  addEventListener("hashchange", land);
  // The same link a second time changes no address.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(`a[href="${location.hash}"]`)) setTimeout(land);
  });
  addEventListener("load", land);
}
