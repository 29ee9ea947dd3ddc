// Wires the page together once its data is unpacked.

let plan = null;
let atlas = null;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** What is left of the map when panels lie over it. */
function paddings() {
  const story = byId("story");
  const narrow = matchMedia("(max-width: 800px)").matches;
  if (narrow) {
    const open = document.querySelector(`.side[data-panel="${document.body.dataset.tab}"]`);
    return { paddingTopLeft: [12, 48], paddingBottomRight: [12, (open?.offsetHeight ?? 56) + 24] };
  }
  const left = story && !story.classList.contains("folded") ? 40 : 24;
  return { paddingTopLeft: [left, 24], paddingBottomRight: [24, 40] };
}

function goToExtent([west, south, east, north], fly = true) {
  goTo(L.latLngBounds([[south, west], [north, east]]), paddings(), fly);
}

function goTo(bounds, options, fly) {
  if (fly && !calm.matches) atlas.flyToBounds(bounds, { ...options, duration: 0.6 });
  else atlas.fitBounds(bounds, { ...options, animate: false });
}

function flyToFeatures(features) {
  if (!features.length) return;
  const [x1, y1, x2, y2] = union(features.map((f) => f.shape.box));
  const [west, north] = unproject(x1, y1);
  const [east, south] = unproject(x2, y2);
  const options = { ...paddings(), maxZoom: Math.max(13, Math.min(14, atlas.getZoom())) };
  goTo(L.latLngBounds([[south, west], [north, east]]).pad(0.15), options, true);
}

function startMap() {
  const { bounds, ...options } = settings();
  atlas = L.map("map", options);
  atlas.getContainer().setAttribute("aria-label", "地图。回车查看中心处的要素，Shift 加方向键移动，加减号缩放。");
  goToExtent(bounds, false);
  setAnchor(union(plan.features.map((f) => f.shape.box).filter((box) => box[0] <= box[2])));
  const ground = new Sheet((ctx, view) => paintPlan(ctx, view, {
    visible: state.visible, opacity: state.opacity, stop: stopNow(), annotations: annotationsNow(),
    highlights: featuresOf(state.scene?.highlights ?? []),
  }));
  const overlay = new Sheet((ctx, view) => {
    drawLifted(ctx, state.hover.filter((f) => !state.features.includes(f)), view, false);
    if (state.features.length === 1 || state.record) drawLifted(ctx, state.features, view, true);
    drawMeasure(ctx, view);
  });
  ground.addTo(atlas);
  overlay.addTo(atlas);
  on("layers opacity stop scene theme", () => ground.refresh());
  on("selection hover scene theme overlay", () => overlay.refresh());
  on("reveal", () => {
    flyToFeatures(state.features);
    // Restart the pulse even when it runs.
    const canvas = overlay._container;
    canvas.classList.remove("pulse");
    requestAnimationFrame(() => requestAnimationFrame(() => canvas.classList.add("pulse")));
  });
  startPicking();
  byId("zoom-in").addEventListener("click", () => atlas.zoomIn(1));
  byId("zoom-out").addEventListener("click", () => atlas.zoomOut(1));
  byId("whole").addEventListener("click", () => goToExtent(state.scene?.extent ?? bounds));
}

function startPicking() {
  const tip = byId("tip");
  const hide = () => {
    tip.hidden = true;
    setHover([]);
  };
  const hover = L.Util.throttle(({ latlng, containerPoint }) => {
    if (measure.on) return hide();
    const [feature] = featuresAt(atlas, latlng);
    atlas.getContainer().classList.toggle("over", Boolean(feature));
    setHover(feature ? [feature] : []);
    tip.hidden = !feature;
    if (!feature) return undefined;
    tip.textContent = feature.name;
    tip.style.transform = `translate(${containerPoint.x + 14}px, ${containerPoint.y + 14}px)`;
    return undefined;
  }, 40);
  atlas.on("mousemove", hover);
  atlas.on("mouseout movestart", hide);
  atlas.on("click", ({ latlng, originalEvent }) => {
    if (measure.on) return;
    const reach = originalEvent.pointerType === "touch" ? 16 : 7;
    pick(latlng, reach);
  });
}

/** Show what is at a place; several at once are offered to choose from. */
function pick(latlng, reach) {
  const found = featuresAt(atlas, latlng, reach);
  const near = found.filter((f) => f.shape.geometry !== "area");
  // Areas lie under everything: they are meant only where nothing else is.
  select(near.length ? near : found.slice(0, 1));
}

function startKeys() {
  const pans = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
  const steps = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    const onMap = event.target === atlas.getContainer();
    if (event.key === "Escape") {
      emit("escape");
      if (state.features.length || state.record || state.list) select([]);
    } else if (event.key === "/") byId("search").focus();
    else if (event.shiftKey && pans[event.key]) atlas.panBy(pans[event.key]);
    else if (plan.scenes.length && steps[event.key]) stepScene(steps[event.key]);
    else if (onMap && pans[event.key]) atlas.panBy(pans[event.key]);
    else if (onMap && event.key === "Enter") pick(atlas.getCenter(), 12);
    else if ("+=".includes(event.key)) atlas.zoomIn(0.5);
    else if (event.key === "-") atlas.zoomOut(0.5);
    else return;
    event.preventDefault();
  });
}

async function start() {
  plan = await readPlan();
  for (const layer of plan.layers) {
    state.opacity.set(layer.id, layer.opacity);
    if (layer.visible) state.visible.add(layer.id);
  }
  state.stop = plan.stop;
  startTheme();
  startMap();
  startStory();
  startTimeline();
  startLayers();
  startPanel();
  startSearch();
  startReadings(atlas);
  startMeasure(atlas);
  startBasemap(atlas);
  startTabs();
  startPrint(atlas);
  startKeys();
  const scene = sceneFromAddress() ?? plan.scenes[0];
  if (scene) showScene(scene, false);
  document.body.classList.add("ready");
}

start();
