// The side panel: a feature with its targets, a target with its features, or the city's own goals.

const MARKS = { 已达成: "●", 进行中: "◐", 逾期: "▲", 无实绩: "○", 无期限: "◇" };
const TONES = {
  已达成: "met", 进行中: "open", 逾期: "late", 无实绩: "quiet", 无期限: "quiet",
  已建成: "built", 现状: "built", 在建: "building", 计划: "open", 前期: "open", 规划: "planned", 谋划: "planned",
};
const FEATURE_MARKS = { 现状: "●", 已建成: "●", 在建: "◐", 计划: "○", 前期: "○", 规划: "◇", 谋划: "◇" };
const PORTION = 40;

function chip(words, tone, mark = "") {
  return el("span", { class: `chip ${tone}` }, mark && el("i", { "aria-hidden": "true" }, mark), words);
}

function statusChip(status) {
  return chip(status, TONES[status], MARKS[status] ?? FEATURE_MARKS[status]);
}

function featureStatus(feature) {
  return plan.statuses[runAt(feature.runs, stopNow())[1]];
}

function recordStatus(record) {
  if (!record.runs.length) return { status: "", share: null, words: "" };
  const [, status, share, words] = runAt(record.runs, stopNow());
  return { status: plan.targetStatuses[status], share, words };
}

/** What is due next comes first, then what is past, then what has no date. */
function byDue(a, b) {
  const day = plan.stops[stopNow()][0];
  const rank = (r) => (r.due ? (r.due >= day ? 0 : 1) : 2);
  const [x, y] = [rank(a), rank(b)];
  if (x !== y) return x - y;
  const order = a.due.localeCompare(b.due) || a.id.localeCompare(b.id);
  return x === 1 ? -order : order;
}

function citation(record) {
  const document = plan.documents[record.document];
  return el(
    "p", { class: "citation" },
    document
      ? el("button", { class: "link", onclick: () => showDocument(document) }, `《${document.short}》`)
      : null,
    el("span", {}, `${record.section}　“${record.anchor}”`),
  );
}

/** One record as a card; its heading leads to what it speaks of. */
function card(record, { role = "", places = true } = {}) {
  const { status, share, words } = recordStatus(record);
  const features = record.links.map((link) => link.feature);
  const bar = share === null ? null : progressBar(share);
  return el(
    "article",
    {
      class: `card ${TONES[status] ?? "actual"}`,
      onmouseenter: () => setHover(features),
      onmouseleave: () => setHover([]),
    },
    el(
      "div", { class: "row" },
      chip(record.when, "due"),
      role && chip(role, "role"),
      el("span", { class: "spring" }),
      status ? statusChip(status) : chip("实绩", "met", "●"),
    ),
    el("p", { class: "indicator" }, record.indicator),
    el(
      "p", { class: "figure" },
      record.figure
        ? [el("b", {}, record.figure), el("span", { class: record.unit === "%" ? "close" : "" }, record.unit)]
        : el("b", { class: "deed" }, record.headline),
    ),
    el("h3", {}, el("button", { onclick: () => selectRecord(record) }, record.summary)),
    bar,
    words && el("p", { class: "progress-words" }, words),
    record.note && el("p", { class: "note" }, `注：${record.note}`),
    places && features.length > 0 && placeChips(record),
    citation(record),
  );
}

function progressBar(share) {
  const percent = Math.round(share * 100);
  const fill = el("i");
  fill.style.width = `${Math.max(0, Math.min(100, percent))}%`;
  return el(
    "div",
    {
      class: "bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100,
      "aria-valuenow": Math.min(100, percent), "aria-label": `完成 ${percent}%`,
    },
    fill,
  );
}

function placeChips(record) {
  const shown = record.links.filter(({ feature }) => feature !== state.features[0] && feature.id !== plan.city);
  if (!shown.length) return null;
  return el(
    "p", { class: "places" },
    shown.slice(0, 6).map(({ feature }) =>
      el("button", { class: "place", onclick: () => select([feature], { reveal: true }) }, feature.name)),
    shown.length > 6 && `等 ${shown.length} 处`,
  );
}

/** Cards, a portion at a time. */
function cards(records, roles = new Map()) {
  const box = el("div", { class: "cards" });
  const more = (from) => {
    const portion = records.slice(from, from + PORTION);
    box.append(...portion.map((r) => card(r, { role: roles.get(r) })));
    const left = records.length - from - PORTION;
    if (left <= 0) return;
    const button = el("button", { class: "more" }, `再看 ${Math.min(left, PORTION)} 条（余 ${left} 条）`);
    button.addEventListener("click", () => {
      button.remove();
      more(from + PORTION);
    });
    box.append(button);
  };
  more(0);
  return box;
}

function section(title, ...children) {
  return el("section", {}, el("h2", { class: "part" }, title), ...children);
}

function recordSections(links) {
  const roles = new Map(links.map((link) => [link.record, link.role]));
  const records = [...roles.keys()].sort(byDue);
  const targets = records.filter((r) => r.runs.length);
  const actuals = records.filter((r) => !r.runs.length).sort((a, b) => b.due.localeCompare(a.due));
  return [
    targets.length > 0 && section(`目标 ${targets.length}`, cards(targets, roles)),
    actuals.length > 0 && section(`实绩 ${actuals.length}`, cards(actuals, roles)),
  ].filter(Boolean);
}

function fact(word, value) {
  return value ? [el("dt", {}, word), el("dd", {}, value)] : [];
}

function featureView(feature) {
  const status = featureStatus(feature);
  const notes = plan.annotations.filter((a) => a.feature === feature.id && a.text);
  const accuracy = feature.accuracy ? `误差约 ±${feature.accuracy} 米` : "";
  const sections = recordSections(feature.links);
  return [
    el(
      "header", { class: "head" },
      el("p", { class: "over" }, [feature.layer.name, feature.kind].filter(Boolean).join(" · ")),
      el("h2", { tabindex: -1 }, feature.name),
      el(
        "p", { class: "row" },
        status && statusChip(status),
        feature.since && el("span", { class: "soft" }, `状态截至 ${feature.since}`),
        el("span", { class: "spring" }),
        el("button", { class: "link", onclick: () => emit("reveal") }, "在图上看"),
      ),
    ),
    el(
      "dl", { class: "facts" },
      ...fact("别名", feature.aliases.join("、")),
      ...fact("所在", feature.county),
      ...fact("几何", [accuracy, feature.basis].filter(Boolean).join("；")),
      ...fact("备注", feature.note),
      ...(feature.attributes ?? []).flatMap(([name, value]) => fact(name, value === null ? "" : String(value))),
    ),
    notes.length > 0 && section("标注", notes.map((a) => el("p", { class: "note" }, a.text))),
    ...sections,
    sections.length || feature.attributes
      ? null
      : el("p", { class: "empty" }, "没有目标挂在这个要素上，它是背景参照。"),
    el("p", { class: "foot" }, el("button", { class: "link", onclick: () => select([]) }, "‹ 全市目标")),
  ];
}

function recordView(record) {
  const same = plan.records.filter((r) => r !== record && r.indicator === record.indicator);
  return [
    el(
      "header", { class: "head" },
      el("p", { class: "over" }, `${record.kind} · ${record.theme}`),
      el("h2", { tabindex: -1 }, record.indicator),
    ),
    card(record, { places: false }),
    section(
      `落图要素 ${record.links.length}`,
      record.links.length
        ? featureList(record.links.map((link) => [link.feature, link.role]))
        : el("p", { class: "empty" }, "这一条没有落到图上的要素。"),
    ),
    same.length > 0 && section(`同一指标的其他记录 ${same.length}`, cards(same.sort((a, b) => a.due.localeCompare(b.due)))),
    el("p", { class: "foot" }, el("button", { class: "link", onclick: () => select([]) }, "‹ 全市目标")),
  ];
}

function featureList(pairs) {
  return el(
    "ul", { class: "features" },
    pairs.map(([feature, role]) =>
      el(
        "li", { onmouseenter: () => setHover([feature]), onmouseleave: () => setHover([]) },
        el(
          "button", { onclick: () => select([feature], { reveal: true }) },
          el("b", {}, feature.name),
          el("span", { class: "soft" }, [feature.layer.name, role].filter(Boolean).join(" · ")),
        ),
      )),
  );
}

function chooserView(features) {
  return [
    el("header", { class: "head" }, el("h2", { tabindex: -1 }, `这里有 ${features.length} 个要素，请选一个`)),
    featureList(features.map((f) => [f, featureStatus(f)])),
  ];
}

function listView({ title, over, records }) {
  return [
    el("header", { class: "head" }, el("p", { class: "over" }, over), el("h2", { tabindex: -1 }, title)),
    records.length ? cards(records) : el("p", { class: "empty" }, "这里没有目标。"),
    el("p", { class: "foot" }, el("button", { class: "link", onclick: () => select([]) }, "‹ 全市目标")),
  ];
}

function showDocument(document) {
  const index = plan.documents.indexOf(document);
  const records = plan.records.filter((r) => r.document === index);
  const over = `${document.issuer} · ${document.date}`;
  select([], { list: { title: `《${document.title}》`, over, records } });
}

/** The city's own figures: what the panel starts with. */
function cityView() {
  const goals = plan.goals.map((i) => plan.records[i]);
  return [
    el(
      "header", { class: "head" },
      el("p", { class: "over" }, "洛阳市"),
      el("h2", { tabindex: -1 }, goals.length ? `全市 ${plan.horizon} 年目标 ${goals.length}` : "目标"),
      el("p", { class: "hint" }, "点一个要素，看它背着哪些目标；点一条目标，看它落在哪里。"),
    ),
    goals.length > 0 && cards(goals),
    section(
      "规划文件",
      el(
        "ul", { class: "features" },
        plan.documents.map((d) =>
          el(
            "li", {},
            el("button", { onclick: () => showDocument(d) }, el("b", {}, d.short), el("span", { class: "soft" }, d.date)),
          )),
      ),
    ),
  ];
}

function panelView() {
  if (state.list) return listView(state.list);
  if (state.record) return recordView(state.record);
  if (state.features.length > 1) return chooserView(state.features);
  if (state.features.length) return featureView(state.features[0]);
  return cityView();
}

function startPanel() {
  const panel = byId("panel");
  const show = () => panel.replaceChildren(...panelView().flat().filter(Boolean));
  on("selection", () => {
    show();
    panel.scrollTop = 0;
    say(panel.querySelector("h2").textContent);
  });
  on("stop", show);
  show();
}

/** Tell a screen reader what has changed. */
function say(words) {
  byId("live").textContent = words;
}
