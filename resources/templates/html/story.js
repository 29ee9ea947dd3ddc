// The scenes as a story, and the timeline.

function showScene(scene, fly = true) {
  state.scene = scene;
  for (const layer of plan.layers) state.opacity.set(layer.id, scene.opacities[layer.id] ?? layer.opacity);
  state.visible = new Set(scene.layers);
  state.stop = scene.stop;
  state.features = [];
  state.record = null;
  state.list = null;
  emit("layers");
  emit("stop");
  emit("scene");
  emit("selection");
  goToExtent(scene.extent, fly);
  history.replaceState(null, "", `#scene=${encodeURIComponent(scene.id)}`);
  say(`场景：${scene.title}`);
}

function sceneFromAddress() {
  const id = new URLSearchParams(location.hash.slice(1)).get("scene");
  return plan.scenes.find((scene) => scene.id === id);
}

function stepScene(by) {
  const at = state.scene ? plan.scenes.indexOf(state.scene) : by > 0 ? -1 : plan.scenes.length;
  const next = plan.scenes[at + by];
  if (next) showScene(next);
}

function startStory() {
  const story = byId("story");
  if (!plan.scenes.length) {
    story.remove();
    return;
  }
  const picker = byId("scene-picker");
  picker.append(
    el("option", { value: "" }, "自由浏览"),
    ...plan.scenes.map((s, i) => el("option", { value: s.id }, `${i + 1}　${s.title}`)),
  );
  picker.addEventListener("change", () => {
    const scene = plan.scenes.find((s) => s.id === picker.value);
    if (scene) showScene(scene);
  });
  byId("previous").addEventListener("click", () => stepScene(-1));
  byId("next").addEventListener("click", () => stepScene(1));
  byId("fold").addEventListener("click", () => {
    const folded = story.classList.toggle("folded");
    byId("fold").setAttribute("aria-expanded", String(!folded));
  });
  const show = () => {
    const at = state.scene ? plan.scenes.indexOf(state.scene) : -1;
    picker.value = state.scene?.id ?? "";
    byId("scene-number").textContent = at < 0 ? `共 ${plan.scenes.length} 个场景` : `场景 ${at + 1} / ${plan.scenes.length}`;
    byId("scene-title").textContent = state.scene?.title ?? "自由浏览";
    const notes = state.scene?.notes ?? "";
    byId("scene-notes").replaceChildren(...notes.split("\n").filter(Boolean).map((line) => el("p", {}, line)));
    byId("previous").disabled = at <= 0;
    byId("next").disabled = at === plan.scenes.length - 1;
  };
  on("scene", show);
  show();
  window.addEventListener("hashchange", () => {
    const scene = sceneFromAddress();
    if (scene && scene !== state.scene) showScene(scene);
  });
}

/** How many targets fall due from the stop before to each stop. */
function dueCounts() {
  const targets = plan.records.filter((r) => r.runs.length && r.due);
  return plan.stops.map(([day], i) => {
    const before = i ? plan.stops[i - 1][0] : "0";
    return targets.filter((r) => r.due > before && r.due <= day).length;
  });
}

function startTimeline() {
  const range = byId("time");
  const all = byId("time-all");
  const play = byId("play");
  range.max = plan.stops.length - 1;
  const counts = dueCounts();
  const most = Math.max(1, ...counts);
  const bars = plan.stops.map(([, label], i) => {
    const bar = el("i", { title: `${label}：${counts[i]} 条目标到期` });
    bar.style.height = `${counts[i] ? Math.max(8, 100 * Math.sqrt(counts[i] / most)) : 0}%`;
    bar.style.left = `${(100 * i) / (plan.stops.length - 1)}%`;
    return bar;
  });
  byId("bars").append(...bars);
  byId("ticks").append(...plan.stops.map(([, label], i) => {
    const wanted = label.length === 4 && (label % 5 === 0 || i === 0);
    const tick = el("i", {}, wanted ? label : "");
    tick.style.left = `${(100 * i) / (plan.stops.length - 1)}%`;
    return tick;
  }));
  range.addEventListener("input", () => setStop(Number(range.value)));
  all.addEventListener("click", () => setStop(state.stop === null ? plan.stop : null));
  byId("time-home").addEventListener("click", () => setStop(plan.stop));
  byId("time-due").addEventListener("click", () => {
    const stop = stopNow();
    const year = plan.stops[stop][0].slice(0, 4);
    const records = plan.records.filter((r) => r.runs.length && r.due.startsWith(year)).sort(byDue);
    select([], { list: { title: `${year} 年到期 ${records.length} 条`, over: "按期限", records } });
    showTab("panel");
  });
  let timer = null;
  const halt = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "▶";
    play.setAttribute("aria-label", "播放时间轴");
  };
  play.addEventListener("click", () => {
    if (timer) {
      halt();
      return;
    }
    if (state.stop === null || state.stop === plan.stops.length - 1) setStop(0);
    play.textContent = "❚❚";
    play.setAttribute("aria-label", "停止播放");
    timer = setInterval(() => {
      if (state.stop === null || state.stop >= plan.stops.length - 1) halt();
      else setStop(state.stop + 1);
    }, 900);
  });
  const show = () => {
    const stop = stopNow();
    const [day, label] = plan.stops[stop];
    const words = state.stop === null ? "全部时间" : label.length === 4 ? `${label} 年底` : label;
    range.value = stop;
    range.setAttribute("aria-valuetext", words);
    range.classList.toggle("all", state.stop === null);
    byId("time-now").textContent = words;
    byId("time-due").textContent = `${day.slice(0, 4)} 年到期的目标`;
    all.setAttribute("aria-pressed", String(state.stop === null));
    byId("time-home").hidden = state.stop === plan.stop;
    bars.forEach((bar, i) => bar.classList.toggle("past", state.stop !== null && i <= stop));
  };
  on("stop", show);
  show();
}
