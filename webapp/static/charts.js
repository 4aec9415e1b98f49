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

  const LETTER = 0.6; // Widths of letters, measured in the size of the type.

  // A flag runs from its mark towards the farther side.
  const roomOfFlag = (flag, width, layout) => {
    const [from, to] = layout.xaxis.range;
    const share = (flag.x - from) / (to - from);
    return Math.max(share, 1 - share) * width;
  };

  // The name of a row runs up to the number at its end.
  const roomOfRow = (row, width, layout) => {
    const value = layout.annotations.find(
      (part) => part.name === "value" && part.y === row.y
    );
    const taken = value ? value.hovertext.length + 2 : 0;
    return width - taken * LETTER * layout.font.size;
  };

  const rooms = { flag: roomOfFlag, row: roomOfRow };

  // Cut what has no room on a narrow screen; key and table hold it whole.
  const fitLabels = (box, layout) => {
    const { l, r } = layout.margin;
    const width = box.clientWidth - l - r;
    for (const label of layout.annotations ?? []) {
      if (!(label.name in rooms)) continue;
      const room = rooms[label.name](label, width, layout);
      const letters = Math.floor(room / (LETTER * layout.font.size));
      const text = [...label.hovertext];
      if (text.length <= letters) continue;
      const start = text.slice(0, Math.max(1, letters - 1)).join("").trim();
      label.text = isolate(escape(`${start}…`));
    }
  };

  const draw = async (box) => {
    const { data, layout } = await load(box.dataset.figure);
    box.hidden = false;
    layout.font.family = getComputedStyle(box).fontFamily;
    fitLabels(box, layout);
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
