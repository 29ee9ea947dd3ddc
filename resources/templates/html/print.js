// Print: one scene a page, each with its title, map, legend and sources.

const SHEETS = { A4: [297, 210], A3: [420, 297] };
const MILLIMETRE = 96 / 25.4;

/** The view in pixels that shows an extent whole. */
function viewOf([west, south, east, north], width, height, dpr) {
  const [x1, y1] = project(west, north);
  const [x2, y2] = project(east, south);
  const scale = Math.min(width / (x2 - x1), height / (y2 - y1));
  const ox = ((x1 + x2) / 2) * scale - width / 2;
  const oy = ((y1 + y2) / 2) * scale - height / 2;
  return makeView(scale, ox, oy, width, height, dpr, 0);
}

function freeScene(map) {
  const b = map.getBounds();
  return {
    title: plan.title, notes: "", layers: [...state.visible], opacities: Object.fromEntries(state.opacity),
    extent: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()], stop: state.stop, highlights: [],
    annotations: annotationsNow().map((a) => plan.annotations.indexOf(a)),
  };
}

function sheetOf(scene, number, total) {
  const [w, h] = SHEETS[plan.paper].map((mm) => mm * MILLIMETRE);
  // Margins, the column of the legend and the strip of the title: see print.css.
  const [width, height] = [Math.floor(w - 20 * MILLIMETRE - 216), Math.floor(h - 16 * MILLIMETRE - 84)];
  const canvas = el("canvas", { width: width * 2, height: height * 2 });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext("2d");
  const view = viewOf(scene.extent, width, height, 2);
  const visible = new Set(scene.layers);
  const opacity = new Map(plan.layers.map((x) => [x.id, scene.opacities[x.id] ?? x.opacity]));
  const stop = scene.stop ?? plan.stop;
  ctx.fillStyle = plan.colors.paper[0];
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  const annotations = scene.annotations.map((i) => plan.annotations[i]);
  paintPlan(ctx, view, { visible, opacity, stop, annotations, highlights: featuresOf(scene.highlights) });
  const [metres, words] = roundDistance(view.metres * 160);
  const bar = el("span", { class: "bar-line" });
  bar.style.width = `${metres / view.metres}px`;
  const [day] = plan.stops[stop];
  return el(
    "section", { class: `sheet ${plan.paper.toLowerCase()}` },
    el(
      "header", {},
      el("span", { class: "seal" }, "洛"),
      el("div", {}, el("h2", {}, scene.title), el("p", {}, plan.title)),
      el("p", { class: "page" }, `${number} / ${total}`),
    ),
    el(
      "div", { class: "middle" },
      el("figure", {}, canvas, el("span", { class: "north" }, "北", el("i", {}, "↑"))),
      el(
        "aside", {},
        el("h3", {}, "图例"),
        legendOf(visible, view, 0),
        plan.statusLegend.length > 0 && [el("h3", {}, "状态"), statusList(0)],
        scene.notes && el("div", { class: "notes" }, scene.notes.split("\n").map((line) => el("p", {}, line))),
      ),
    ),
    el(
      "footer", {},
      el("span", { class: "scale-line" }, bar, words, `　${scaleWords(view.denominator)}`),
      el("span", {}, `状态截至 ${day}`),
      el("span", { class: "spring" }, `资料来源：${plan.documents.map((d) => `《${d.short}》`).join("")}；几何为示意，CGCS2000`),
    ),
  );
}

function featuresOf(ids) {
  return ids.map((id) => plan.feature.get(id)).filter(Boolean);
}

function startPrint(map) {
  const box = byId("print");
  const fill = () => {
    const scenes = plan.scenes.length ? plan.scenes : [freeScene(map)];
    box.replaceChildren(...scenes.map((scene, i) => sheetOf(scene, i + 1, scenes.length)));
  };
  window.addEventListener("beforeprint", fill);
  window.addEventListener("afterprint", () => box.replaceChildren());
  byId("print-button").addEventListener("click", () => window.print());
}
