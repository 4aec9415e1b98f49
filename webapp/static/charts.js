// Draws each figure that the page names, then folds the table of its numbers.
"use strict";

(() => {
  const settings = {
    staticPlot: true,
    responsive: true,
    displayModeBar: false,
  };

  const load = async (address) => {
    const reply = await fetch(address, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
    return reply.json();
  };

  const isolate = (text) => `\u2068${text}\u2069`;
  const escape = (text) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  // A flag runs from its mark towards the farther side; cut what does not fit.
  const fitFlags = (box, layout) => {
    const [from, to] = layout.xaxis.range;
    const width = box.clientWidth - layout.margin.l - layout.margin.r;
    for (const flag of layout.annotations.filter((part) => part.name === "flag")) {
      const share = (flag.x - from) / (to - from);
      const letters = Math.floor(
        (Math.max(share, 1 - share) * width) / (layout.font.size * 0.6)
      );
      const text = [...flag.hovertext];
      if (text.length > letters) {
        flag.text = isolate(escape(`${text.slice(0, letters - 1).join("").trim()}…`));
      }
    }
  };

  const draw = async (box) => {
    const { data, layout } = await load(box.dataset.figure);
    box.hidden = false;
    layout.font.family = getComputedStyle(box).fontFamily;
    if (layout.annotations && layout.xaxis.range) fitFlags(box, layout);
    await Plotly.newPlot(box, data, layout, settings);
    box.closest("figure").querySelector(".numbers")?.removeAttribute("open");
  };

  const admit = (box, error) => {
    console.warn(error);
    box.hidden = false;
    box.removeAttribute("role");
    box.removeAttribute("aria-label");
    box.textContent = box.dataset.failed;
  };

  const drawAll = async () => {
    for (const box of document.querySelectorAll("[data-figure]")) {
      await draw(box).catch((error) => admit(box, error));
    }
  };

  // Paper has no way to unfold a table.
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details.numbers")) part.open = true;
  });

  drawAll();
})();
