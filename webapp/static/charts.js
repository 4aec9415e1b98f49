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

  const NARROW = 480; // Pixels below which a row has room for its name alone.
  const GAP = 1; // Between the name of a row and its number, in sizes of the type.

  const pen = document.createElement("canvas").getContext("2d");
  const measure = (text, { size, family }) => {
    pen.font = `${size}px ${family}`;
    return pen.measureText(text).width;
  };

  // A flag runs from its mark towards the farther side.
  const roomOfFlag = (flag, width, layout) => {
    const [from, to] = layout.xaxis.range;
    const share = (flag.x - from) / (to - from);
    return Math.max(share, 1 - share) * width;
  };

  // The name of a row runs up to the number at its end.
  const roomOfRow = (row, width, layout, labels) => {
    const value = labels.find((part) => part.name === "value" && part.y === row.y);
    if (!value) return width;
    return width - measure(value.hovertext, layout.font) - GAP * layout.font.size;
  };

  const rooms = { flag: roomOfFlag, row: roomOfRow };

  const shorten = (label, room, font) => {
    const letters = [...label.hovertext];
    let text = label.hovertext;
    while (letters.length > 1 && measure(text, font) > room) {
      letters.pop();
      text = `${letters.join("").trim()}…`;
    }
    return text === label.hovertext ? label : { ...label, text: isolate(escape(text)) };
  };

  // Cut what has no room on a narrow screen; key and table hold it whole. On a phone
  // the numbers at the ends of rows make room for the names.
  const fitLabels = (box, layout, labels) => {
    const { l, r } = layout.margin;
    const width = box.clientWidth - l - r;
    const kept = width < NARROW ? labels.filter(({ name }) => name !== "value") : labels;
    return kept.map((label) => label.name in rooms
      ? shorten(label, rooms[label.name](label, width, layout, kept), layout.font)
      : label);
  };

  const draw = async (box) => {
    const { data, layout } = await load(box.dataset.figure);
    const labels = layout.annotations ?? [];
    const fitted = () => structuredClone(fitLabels(box, layout, labels));
    box.hidden = false;
    layout.font.family = getComputedStyle(box).fontFamily;
    await Plotly.newPlot(box, data, { ...layout, annotations: fitted() }, settings);
    if (labels.some(({ name }) => name in rooms)) {
      addEventListener("resize", () => Plotly.relayout(box, { annotations: fitted() }));
    }
    box.closest("figure").querySelector(".numbers")?.removeAttribute("open");
    box.dispatchEvent(new Event("drawn"));
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
