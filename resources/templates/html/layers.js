// The layer tree, which is the legend as well.

// A longer list is better searched than scrolled.
const LISTED = 300;

function startLayers() {
  const box = byId("layers");
  const rows = [];
  for (const group of plan.groups) {
    const layers = plan.layers.filter((layer) => layer.group === group.id);
    const head = el("input", { type: "checkbox", "aria-label": `${group.name}：全部图层` });
    head.addEventListener("change", () => setVisible(layers.map((x) => x.id), head.checked));
    const open = layers.some((x) => state.visible.has(x.id));
    const details = el(
      "details", { class: "group", open },
      el(
        "summary", {},
        head,
        el("span", { class: "name" }, group.name),
        el("span", { class: "count" }, layers.reduce((sum, x) => sum + x.count, 0)),
      ),
      // The uppermost on the map is the uppermost in the tree.
      [...layers].reverse().map((layer) => {
        const row = layerRow(layer);
        rows.push(row);
        return row.element;
      }),
    );
    box.append(details);
    rows.push({ refresh: () => {
      const shown = layers.filter((x) => state.visible.has(x.id)).length;
      head.checked = shown === layers.length;
      head.indeterminate = shown > 0 && shown < layers.length;
    } });
  }
  const refresh = () => rows.forEach((row) => row.refresh());
  on("layers opacity theme scene zoom", refresh);
  refresh();
  box.before(el(
    "div", { class: "tools" },
    el("button", { onclick: () => setVisible(plan.layers.map((x) => x.id), true) }, "全开"),
    el("button", { onclick: () => setVisible(plan.layers.map((x) => x.id), false) }, "全关"),
  ));
  box.after(statusLegend());
}

function layerRow(layer) {
  const box = el("input", { type: "checkbox", id: `show-${plan.layers.indexOf(layer)}` });
  box.addEventListener("change", () => setVisible([layer.id], box.checked));
  const picture = el("span", { class: "picture" });
  const more = el("button", {
    class: "unfold", "aria-expanded": "false", "aria-label": `${layer.name}：图例、透明度与要素`,
  }, "▸");
  const body = el("div", { class: "body", hidden: true });
  const element = el(
    "div", { class: "layer" },
    el(
      "div", { class: "line" },
      box,
      el("label", { for: box.id }, picture, el("span", { class: "name" }, layer.name)),
      el("span", { class: "count" }, layer.count),
      more,
    ),
    body,
  );
  more.addEventListener("click", () => {
    const open = body.hidden;
    body.hidden = !open;
    more.setAttribute("aria-expanded", String(open));
    if (open && !body.childElementCount) body.append(...layerBody(layer));
  });
  const refresh = () => {
    box.checked = state.visible.has(layer.id);
    const [first] = layer.legend;
    const style = first && plan.styles[first[1]];
    if (picture.dataset.theme !== state.theme) {
      picture.dataset.theme = state.theme;
      picture.replaceChildren(...(style ? [swatch(style, layer.geometry, themeIndex())] : []));
    }
    const out = state.denominator && !inScale(layer.scales, state.denominator);
    element.classList.toggle("out", Boolean(out));
    element.title = out ? "此比例尺下不显示，请缩放" : "";
  };
  return { element, refresh };
}

function layerBody(layer) {
  const range = el("input", {
    type: "range", min: 0, max: 100, step: 5, value: Math.round(state.opacity.get(layer.id) * 100),
    "aria-label": `${layer.name} 不透明度`,
  });
  range.addEventListener("input", () => setOpacity(layer.id, range.value / 100));
  on("scene", () => { range.value = Math.round(state.opacity.get(layer.id) * 100); });
  const names = layer.features.slice(0, LISTED);
  return [
    layer.legend.length > 1 && legendList(layer),
    el("label", { class: "opacity" }, "不透明度", range),
    el("ul", { class: "names" }, names.map((feature) => el(
      "li", {},
      el("button", {
        onclick: () => select([feature], { reveal: true }),
        onmouseenter: () => setHover([feature]),
        onmouseleave: () => setHover([]),
      }, feature.name),
    ))),
    layer.count > LISTED && el("p", { class: "soft" }, `还有 ${layer.count - LISTED} 个，请用搜索。`),
    layer.source && el("p", { class: "soft" }, layer.source),
  ].filter(Boolean);
}

function legendList(layer) {
  return el("ul", { class: "legend" }, layer.legend.map(([label, style]) =>
    el("li", {}, swatch(plan.styles[style], layer.geometry, themeIndex()), label)));
}

/** What broken lines and open markers mean. */
function statusList(theme) {
  const plain = { color: plan.colors.ink, width: 2.4, dash: [], cap: "butt" };
  const row = (label, dash, form) => el(
    "li", {},
    swatch({ strokes: [{ ...plain, dash }] }, "line", theme),
    swatch({ marker: { color: plan.colors.ink, shape: "circle", size: 10, form } }, "point", theme),
    label,
  );
  return el(
    "ul", { class: "legend" },
    row("现状、已建成", [], "solid"),
    plan.statusLegend.map((s) => row(s.statuses.join("、"), s.dash, s.form)),
  );
}

function statusLegend() {
  if (!plan.statusLegend.length) return "";
  const box = el("section", { class: "statuses" });
  const show = () => box.replaceChildren(el("h3", {}, "状态怎样画"), statusList(themeIndex()));
  on("theme", show);
  show();
  return box;
}

/** The legend of what is visible, for print. */
function legendOf(visible, view, theme) {
  const items = shownLayers(visible, view).reverse().flatMap((layer) => {
    const labels = layer.legend.length > 1 ? layer.legend : layer.legend.map(([, s]) => [layer.name, s]);
    return labels.map(([label, style]) =>
      el("li", {}, swatch(plan.styles[style], layer.geometry, theme), label));
  });
  return el("ul", { class: "legend" }, items);
}
