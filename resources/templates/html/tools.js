// Around the map: scale bar, north, coordinates, measuring, theme, the optional basemap, sheets on phones.

const NICE = [1, 2, 5];

/** The longest round distance that fits into some pixels: metres and its words. */
function roundDistance(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  const step = NICE.filter((n) => n * power <= metres).pop() * power;
  return [step, step >= 1000 ? `${step / 1000} 公里` : `${step} 米`];
}

function scaleWords(denominator) {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(denominator)) - 1);
  return `1:${(Math.round(denominator / digits) * digits).toLocaleString("en-US")}`;
}

function startReadings(map) {
  const show = () => {
    const { width, height, view } = mapView(map);
    const [metres, words] = roundDistance(view.metres * Math.min(140, width / 4, height / 3));
    byId("bar").style.width = `${metres / view.metres}px`;
    byId("bar-words").textContent = words;
    byId("scale").textContent = scaleWords(view.denominator);
    state.denominator = view.denominator;
    // For whoever scripts the page: where its pixels are on the ground.
    document.body.dataset.view = JSON.stringify({ scale: view.scale, ox: view.ox, oy: view.oy });
    emit("zoom");
  };
  map.on("moveend zoomend resize", show);
  show();
  const place = byId("place");
  const tell = ({ lng, lat }) => {
    const [ew, ns] = [lng < 0 ? "W" : "E", lat < 0 ? "S" : "N"];
    place.textContent = `${Math.abs(lng).toFixed(4)}°${ew}　${Math.abs(lat).toFixed(4)}°${ns}　CGCS2000`;
  };
  map.on("mousemove", (event) => tell(event.latlng));
  map.on("moveend", () => tell(map.getCenter()));
  tell(map.getCenter());
}

function mapView(map) {
  const { x: width, y: height } = map.getSize();
  const scale = map.options.crs.scale(map.getZoom()) / WORLD;
  const origin = map.getPixelBounds().min;
  return { width, height, view: makeView(scale, origin.x, origin.y, width, height, 1, themeIndex()) };
}

function metreWords(metres) {
  if (metres < 1000) return `${metres.toFixed(metres < 100 ? 1 : 0)} 米`;
  return `${(metres / 1000).toFixed(metres < 100000 ? 2 : 1)} 公里`;
}

function areaWords(square) {
  const mu = square / (10000 / 15);
  if (square < 10000) return `${square.toFixed(0)} 平方米（${mu.toFixed(2)} 亩）`;
  if (square < 1e6) return `${(square / 1e4).toFixed(2)} 公顷（${mu.toFixed(0)} 亩）`;
  return `${(square / 1e6).toFixed(2)} 平方公里（${(mu / 1e4).toFixed(2)} 万亩）`;
}

const measure = { on: false, points: [], cursor: null };

function startMeasure(map) {
  const button = byId("measure");
  const result = byId("measured");
  const refresh = () => {
    const points = measure.points;
    const length = points.slice(1).reduce((sum, p, i) => sum + geodesic(points[i], p), 0);
    const parts = [`长 ${metreWords(length)}`];
    if (points.length > 2) parts.push(`围合面积 ${areaWords(geodesicArea(points))}`);
    byId("measured-words").textContent = points.length ? parts.join("　") : "在图上点出要量的线或面，双击结束。";
    result.hidden = !measure.on;
    emit("overlay");
  };
  const turn = (wanted) => {
    Object.assign(measure, { on: wanted, points: [], cursor: null, done: false });
    button.setAttribute("aria-pressed", String(wanted));
    map.getContainer().classList.toggle("measuring", wanted);
    map.doubleClickZoom[wanted ? "disable" : "enable"]();
    refresh();
  };
  button.addEventListener("click", () => turn(!measure.on));
  byId("measured-close").addEventListener("click", () => turn(false));
  map.on("click", ({ latlng }) => {
    if (!measure.on) return;
    if (measure.done) Object.assign(measure, { points: [], done: false });
    const last = measure.points[measure.points.length - 1];
    const next = [latlng.lng, latlng.lat];
    if (!last || geodesic(last, next) > 0) measure.points.push(next);
    refresh();
  });
  map.on("mousemove", ({ latlng }) => {
    if (!measure.on || measure.done || !measure.points.length) return;
    measure.cursor = [latlng.lng, latlng.lat];
    emit("overlay");
  });
  map.on("dblclick", () => {
    if (!measure.on) return;
    Object.assign(measure, { done: true, cursor: null });
    refresh();
  });
  on("escape", () => measure.on && turn(false));
}

function drawMeasure(ctx, view) {
  if (!measure.points.length) return;
  toCorner(ctx, view);
  const known = measure.points.map((p) => toPixel(view, ...project(...p)));
  const points = measure.cursor ? [...known, toPixel(view, ...project(...measure.cursor))] : known;
  const path = new Path2D();
  points.forEach(([x, y]) => path.lineTo(x, y));
  if (known.length > 2) {
    ctx.globalAlpha = 0.12;
    ctx.fillStyle = ACCENT[view.theme];
    ctx.fill(path);
    ctx.globalAlpha = 1;
  }
  ctx.lineJoin = "round";
  for (const [color, width] of [[plan.colors.paper[view.theme], 6], [ACCENT[view.theme], 2.4]]) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke(path);
  }
  for (const [x, y] of known) {
    ctx.beginPath();
    ctx.arc(x, y, 4, 0, 2 * Math.PI);
    ctx.fillStyle = plan.colors.paper[view.theme];
    ctx.fill();
    ctx.stroke();
  }
}

function startTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = false;
  setTheme(system.matches ? "dark" : plan.theme);
  system.addEventListener("change", () => chosen || setTheme(system.matches ? "dark" : "light"));
  const button = byId("theme");
  const show = () => button.setAttribute("aria-pressed", String(state.theme === "dark"));
  button.addEventListener("click", () => {
    chosen = true;
    setTheme(state.theme === "dark" ? "light" : "dark");
  });
  on("theme", show);
  show();
}

/** Tiles, only where the author asked for them; off until the reader turns them on. */
function startBasemap(map) {
  if (!plan.basemap) return;
  const { url, attribution, maxZoom } = plan.basemap;
  const tiles = L.tileLayer(url, { maxZoom: 19, maxNativeZoom: maxZoom, detectRetina: false });
  const button = byId("basemap");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = map.hasLayer(tiles);
    if (shown) tiles.remove();
    else tiles.addTo(map);
    button.setAttribute("aria-pressed", String(!shown));
    byId("attribution").textContent = shown ? "" : attribution;
  });
}

/** On narrow screens the panels are sheets over the map, one at a time. */
function showTab(name) {
  document.body.dataset.tab = name;
  for (const tab of document.querySelectorAll("#tabs button")) {
    tab.setAttribute("aria-expanded", String(tab.dataset.tab === name));
  }
}

function startTabs() {
  for (const tab of document.querySelectorAll("#tabs button")) {
    tab.addEventListener("click", () =>
      showTab(document.body.dataset.tab === tab.dataset.tab ? "" : tab.dataset.tab));
  }
  for (const button of document.querySelectorAll(".sheet-close")) {
    button.addEventListener("click", () => showTab(""));
  }
  on("selection", () => {
    if (state.features.length || state.record || state.list) showTab("panel");
  });
  on("scene", () => showTab(""));
}
