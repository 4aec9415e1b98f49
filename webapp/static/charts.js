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

  const readLabel = (text) => text.replace(/[\u2068\u2069]/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

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

  const cut = (whole, room, font) => {
    const letters = [...whole];
    let text = whole;
    while (letters.length > 1 && measure(text, font) > room) {
      letters.pop();
      text = `${letters.join("").trim()}…`;
    }
    return text;
  };

  const shorten = (label, room, font) => {
    const text = cut(label.hovertext, room, font);
    return text === label.hovertext ? label : { ...label, text: isolate(escape(text)) };
  };

  const NAMES = 0.4; // Of the width, at most, belongs to names beside rows.
  const BESIDE = 12; // Pixels between a name and its row.

  // Names beside rows leave room for what they name. A drawing with a width of its own
  // scrolls instead.
  const fitNames = (box, { width, margin, yaxis, font }) => {
    const side = yaxis?.side === "right" ? "r" : "l";
    const most = Math.floor(NAMES * box.clientWidth);
    if (width || !yaxis?.ticktext || margin[side] <= most) return {};
    const type = { ...font, ...yaxis.tickfont };
    const ticktext = yaxis.ticktext.map((name) =>
      isolate(escape(cut(readLabel(name), most - BESIDE, type))));
    return { margin: { ...margin, [side]: most }, yaxis: { ...yaxis, ticktext } };
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
    const fit = () => {
      const roomy = { ...layout, ...fitNames(box, layout) };
      return structuredClone({ ...roomy, annotations: fitLabels(box, roomy, labels) });
    };
    box.hidden = false;
    layout.font.family = getComputedStyle(box).fontFamily;
    await Plotly.newPlot(box, data, fit(), settings);
    if (labels.some(({ name }) => name in rooms) || layout.yaxis?.ticktext) {
      addEventListener("resize", () => Plotly.react(box, data, fit(), settings));
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
