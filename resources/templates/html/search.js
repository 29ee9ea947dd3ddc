// Search by Chinese, pinyin and initials: names before summaries, beginnings before middles.

const FOUND = 30;

/** Everything that can be found, with what choosing it does. */
function entries() {
  const found = plan.features.map((f) => ({
    what: "要素", title: f.name, names: f.aliases,
    detail: [f.layer.name, f.county].filter(Boolean).join(" · "), text: f.county,
    go: () => select([f], { reveal: true }),
  }));
  for (const r of plan.records) {
    const document = plan.documents[r.document];
    found.push({
      what: r.runs.length ? "目标" : "实绩", title: r.summary, names: [r.indicator],
      detail: [r.when, r.headline, document?.short].filter(Boolean).join(" · "),
      text: `${r.anchor} ${r.theme}`, go: () => selectRecord(r),
    });
  }
  for (const layer of plan.layers) {
    found.push({
      what: "图层", title: layer.name, names: [], detail: `${layer.count} 个要素`, text: "",
      go: () => { setVisible([layer.id], true); flyToFeatures(layer.features); },
    });
  }
  for (const scene of plan.scenes) {
    found.push({
      what: "场景", title: scene.title, names: [], detail: "汇报场景", text: scene.notes,
      go: () => showScene(scene),
    });
  }
  for (const d of plan.documents) {
    found.push({
      what: "文件", title: d.title, names: [d.short], detail: d.date, text: "", go: () => showDocument(d),
    });
  }
  return found.map((e) => ({
    ...e,
    folded: [e.title, ...e.names, e.text].join("\n").toLowerCase(),
    spellings: [e.title, ...e.names].map((name) =>
      [...name].filter((c) => c.trim()).map((c) => plan.pinyin[c] ?? [c.toLowerCase()])),
  }));
}

/** Whether a query in pinyin, initials or both goes on at a character. */
function continues(query, name, at) {
  if (!query) return true;
  if (at === name.length) return false;
  return name[at].some((reading) =>
    reading.startsWith(query)
    || (query.startsWith(reading) && continues(query.slice(reading.length), name, at + 1))
    || (query[0] === reading[0] && continues(query.slice(1), name, at + 1)));
}

function spelt(query, name) {
  for (let start = 0; start < name.length; start += 1) if (continues(query, name, start)) return start;
  return -1;
}

function scoreOf(word, entry) {
  const title = entry.title.toLowerCase();
  if (word === title) return 100;
  if (title.startsWith(word)) return 95;
  if (title.includes(word)) return 90;
  if (entry.names.some((name) => name.toLowerCase().includes(word))) return 85;
  if (entry.folded.includes(word)) return 60;
  if (!/^[a-z0-9]+$/.test(word)) return 0;
  const starts = entry.spellings.map((name) => spelt(word, name));
  if (starts.includes(0)) return 80;
  return starts.some((s) => s >= 0) ? 70 : 0;
}

function find(all, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  return all
    .map((entry) => ({ entry, scores: words.map((word) => scoreOf(word, entry)) }))
    .filter(({ scores }) => Math.min(...scores) > 0)
    .map(({ entry, scores }) => ({ entry, score: scores.reduce((a, b) => a + b) / scores.length }))
    .sort((a, b) => b.score - a.score || a.entry.title.length - b.entry.title.length)
    .slice(0, FOUND)
    .map(({ entry }) => entry);
}

function startSearch() {
  const input = byId("search");
  const list = byId("found");
  let all = null;
  let hits = [];
  let at = -1;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (entry) => {
    close();
    input.blur();
    document.body.classList.remove("searching");
    entry.go();
  };
  const mark = (next) => {
    at = next;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    const row = list.children[at];
    if (!row) return;
    input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    all ??= entries();
    hits = find(all, input.value);
    const empty = input.value.trim() && !hits.length;
    list.replaceChildren(
      ...hits.map((entry, i) => el(
        "li", {
          id: `found-${i}`, role: "option", "aria-selected": "false",
          onpointerdown: (event) => event.preventDefault(), onclick: () => choose(entry),
        },
        el("span", { class: `kind` }, entry.what),
        el("span", { class: "title" }, entry.title),
        el("span", { class: "soft" }, entry.detail),
      )),
      ...(empty ? [el("li", { class: "empty" }, "没有找到。可用中文、全拼或首字母，如“elt”。")] : []),
    );
    list.hidden = !list.childElementCount;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(hits.length ? 0 : -1);
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") mark(Math.min(hits.length - 1, at + 1));
    else if (event.key === "ArrowUp") mark(Math.max(0, at - 1));
    else if (event.key === "Enter" && hits[at]) choose(hits[at]);
    else if (event.key === "Escape") input.blur();
    else return;
    event.preventDefault();
  });
  byId("find").addEventListener("click", () => {
    document.body.classList.toggle("searching");
    if (document.body.classList.contains("searching")) input.focus();
  });
}
