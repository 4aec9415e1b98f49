// Saves drawings as files, and copies the address of the view.
"use strict";

(() => {
  const TITLE_LETTERS = 70; // Of a line of the title above a saved drawing.
  const LINE = 1.4; // Height of a line in sizes of the type.
  const SCALE = 2; // Pixels of a saved picture for one of the page.
  const WIDEST = 1200;

  const wrap = (text, letters) => {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const last = lines.at(-1);
      if (last && last.length + word.length >= letters) lines.push(word);
      else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
    return lines;
  };

  const escape = (text) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  // The finding and the caption go with the drawing: it will stand alone.
  const frame = (box) => {
    const part = box.closest("section");
    const { layout } = box;
    const size = layout.font.size;
    const letters = Math.max(30, Math.floor(box.clientWidth / size * 1.7));
    const title = wrap(part.querySelector("h2").textContent.trim(), Math.min(letters, TITLE_LETTERS));
    const caption = wrap(part.querySelector("figcaption").innerText.trim(), letters);
    const rtl = document.documentElement.dir === "rtl";
    const above = (title.length + 1) * size * LINE * 1.15;
    const below = (caption.length + 1) * size * LINE * 0.85;
    const { t, b } = { t: 0, b: 0, ...layout.margin };
    const line = {
      xref: "paper", yref: "paper", showarrow: false, x: rtl ? 1 : 0,
      xanchor: rtl ? "right" : "left", align: rtl ? "right" : "left",
    };
    const annotations = [
      ...(layout.annotations ?? []),
      { ...line, text: title.map(escape).join("<br>"), y: 1, yanchor: "bottom",
        yshift: t, font: { size: size * 1.15, weight: 700 } },
      { ...line, text: caption.map(escape).join("<br>"), y: 0, yanchor: "top", yshift: -b,
        font: { size: size * 0.85 } },
    ];
    const height = (layout.height ?? box.clientHeight) + above + below;
    return {
      height,
      width: layout.width ?? Math.min(box.clientWidth, WIDEST),
      layout: {
        ...layout, annotations, height,
        margin: { ...layout.margin, t: t + above, b: b + below },
        paper_bgcolor: "#ffffff",
      },
    };
  };

  const write = async (box) => {
    const { layout, width, height } = frame(box);
    const svg = await Plotly.toImage(
      { data: box.data, layout, config: { staticPlot: true } },
      { format: "svg", width, height, imageDataOnly: true },
    );
    return { svg, width, height };
  };

  // The policy of the page lets pictures come from data:, and not from blob:.
  const paint = async ({ svg, width, height }) => {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };

  const makers = {
    svg: ({ svg }) => new Blob([svg], { type: "image/svg+xml" }),
    png: paint,
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const offer = (button) => {
    const box = button.closest("section").querySelector(".plot");
    const { picture, name } = button.dataset;
    button.addEventListener("click", async () => {
      save(await makers[picture](await write(box)), `${name}.${picture}`);
    });
    // A drawing that did not arrive cannot be saved.
    box.addEventListener("drawn", () => { button.hidden = false; });
    if (box.classList.contains("js-plotly-plot")) button.hidden = false;
  };

  const copy = (button) => {
    const field = document.getElementById(button.dataset.copies);
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      // Without https there is no clipboard: then the address stands selected.
      if (!navigator.clipboard) return;
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 3000);
    });
  };

  document.querySelectorAll("[data-picture]").forEach(offer);
  document.querySelectorAll("[data-copies]").forEach(copy);
})();
