// The one state of the page: widgets listen to it and never to each other.

const listeners = new Map();
const state = {
  visible: new Set(),
  opacity: new Map(),
  // An index of the plan's stops; null shows everything.
  stop: null,
  scene: null,
  features: [],
  record: null,
  // A list that the panel shows instead of a feature: { title, records }.
  list: null,
  hover: [],
  theme: null,
};

function on(events, listener) {
  for (const event of events.split(" ")) {
    if (!listeners.has(event)) listeners.set(event, []);
    listeners.get(event).push(listener);
  }
}

function emit(event) {
  for (const listener of listeners.get(event) ?? []) listener();
}

/** The stop that statuses are told for: with everything shown, that of the newest document. */
function stopNow() {
  return state.stop ?? plan.stop;
}

function themeIndex() {
  return state.theme === "dark" ? 1 : 0;
}

function setVisible(ids, shown) {
  for (const id of ids) state.visible[shown ? "add" : "delete"](id);
  emit("layers");
}

function setOpacity(id, share) {
  state.opacity.set(id, share);
  emit("opacity");
}

function setStop(stop) {
  state.stop = stop;
  emit("stop");
}

function setHover(features) {
  if (features.length === state.hover.length && features.every((f, i) => f === state.hover[i])) return;
  state.hover = features;
  emit("hover");
}

/** Show features in the panel; layers that are off are turned on, or nothing would be seen. */
function select(features, { record = null, list = null, reveal = false } = {}) {
  Object.assign(state, { features, record, list });
  const hidden = features.map((f) => f.layer.id).filter((id) => !state.visible.has(id));
  if (reveal && hidden.length) setVisible(hidden, true);
  emit("selection");
  if (reveal && features.length) emit("reveal");
}

/** Show a record's card, and fly to what it speaks of. */
function selectRecord(record) {
  select(record.links.map((link) => link.feature), { record, reveal: true });
}

function annotationsNow() {
  const shown = state.scene ? state.scene.annotations : plan.shared;
  return shown.map((i) => plan.annotations[i]);
}

function setTheme(theme) {
  state.theme = theme;
  document.documentElement.dataset.theme = theme;
  emit("theme");
}
