// The sheets of the map: the plan below, and above it what is chosen, hovered or measured.

// Milliseconds that a painting may take within a drag.
const QUICK = 60;

/** A canvas over the map that is drawn by a function and moves with the map meanwhile. */
const Sheet = L.Renderer.extend({
  options: { padding: 0.2 },

  initialize(paint, options) {
    L.Renderer.prototype.initialize.call(this, options);
    this._paint = paint;
  },

  _initContainer() {
    this._container = el("canvas", { "aria-hidden": "true" });
    this._ctx = this._container.getContext("2d");
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._onMove };
  },

  /** A long drag uncovers the edge of the sheet: it is painted anew under way where that is quick. */
  _onMove() {
    const map = this._map;
    if (map._animatingZoom || map.getZoom() !== this._zoom || this._cost > QUICK) return;
    const corner = map.containerPointToLayerPoint([0, 0]);
    if (!this._bounds.contains(L.bounds(corner, corner.add(map.getSize())))) this._update();
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.paint();
  },

  /** Paint soon; many wishes in one frame are one painting. */
  refresh() {
    if (this._frame || !this._map) return;
    this._frame = requestAnimationFrame(() => {
      this._frame = null;
      if (this._map && !this._map._animatingZoom) this.paint();
    });
  },

  paint() {
    const size = this._bounds.getSize();
    const dpr = Math.min(2, window.devicePixelRatio || 1);
    const canvas = this._container;
    if (canvas.width !== Math.round(size.x * dpr) || canvas.height !== Math.round(size.y * dpr)) {
      canvas.width = Math.round(size.x * dpr);
      canvas.height = Math.round(size.y * dpr);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    const scale = this._map.options.crs.scale(this._zoom) / WORLD;
    const view = makeView(scale, origin.x, origin.y, size.x, size.y, dpr, themeIndex());
    const seen = this._map.getPixelBounds();
    view.seen = [seen.min.x - origin.x, seen.min.y - origin.y, seen.max.x - origin.x, seen.max.y - origin.y];
    this._ctx.setTransform(1, 0, 0, 1, 0, 0);
    this._ctx.clearRect(0, 0, canvas.width, canvas.height);
    const begin = performance.now();
    this._paint(this._ctx, view);
    this._cost = performance.now() - begin;
  },
});

/** The layers that are drawn in a view, the lowest first. */
function shownLayers(visible, view) {
  return plan.layers.filter((x) => visible.has(x.id) && inScale(x.scales, view.denominator));
}

/** Everything of the plan in a view: layers, names, annotations. */
function paintPlan(ctx, view, { visible, opacity, stop, annotations, highlights }) {
  const layers = shownLayers(visible, view);
  for (const layer of layers) {
    drawGlow(ctx, highlights.filter((f) => f.layer === layer), view, stop);
    const share = opacity.get(layer.id);
    if (share >= 1) drawLayer(ctx, layer, view, stop);
    else if (share > 0) drawVeiled(ctx, layer, view, stop, share);
  }
  const labels = drawLabels(ctx, layers.filter((x) => opacity.get(x.id) > 0), view, stop);
  drawAnnotations(ctx, annotations, view);
  return labels;
}

/** A layer that lets through what is below it, as a whole: its casings do not show through it. */
function drawVeiled(ctx, layer, view, stop, share) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(view.width * view.dpr);
  canvas.height = Math.round(view.height * view.dpr);
  drawLayer(canvas.getContext("2d"), layer, view, stop);
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = share;
  ctx.drawImage(canvas, 0, 0);
  ctx.globalAlpha = 1;
}

/** A glow below what a scene speaks of, which stays to be seen itself. */
function drawGlow(ctx, features, view, stop) {
  if (!features.length) return;
  ctx.globalAlpha = 0.42;
  ctx.strokeStyle = ACCENT[view.theme];
  ctx.fillStyle = ACCENT[view.theme];
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  toAnchor(ctx, view);
  for (const { shape, runs } of features) {
    const style = plan.styles[runAt(runs, stop)[2]];
    const pens = (style?.strokes ?? []).map((s) => strokeWidth(s.width, view.factor));
    ctx.lineWidth = Math.max(0, ...pens) + (shape.geometry === "line" ? 9 : 6);
    if (shape.geometry !== "point") ctx.stroke(pathOf(shape, [shape], view.scale));
  }
  toCorner(ctx, view);
  for (const { shape, runs } of features) {
    if (shape.geometry !== "point") continue;
    const size = plan.styles[runAt(runs, stop)[2]]?.marker?.size ?? 8;
    for (const xy of shape.runs) {
      ctx.beginPath();
      ctx.arc(...toPixel(view, xy[0], xy[1]), (size * view.sign) / 2 + 6, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}

/** Make features stand out: a rim of paper and a line of the accent colour. */
function drawLifted(ctx, features, view, strong) {
  const accent = ACCENT[view.theme];
  toAnchor(ctx, view);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  for (const { shape } of features) {
    if (shape.geometry === "point") continue;
    const path = pathOf(shape, [shape], view.scale);
    if (shape.geometry === "area" && strong) {
      ctx.globalAlpha = 0.14;
      ctx.fillStyle = accent;
      ctx.fill(path);
    }
    ctx.globalAlpha = 0.85;
    ctx.strokeStyle = plan.colors.paper[view.theme];
    ctx.lineWidth = strong ? 8 : 6;
    ctx.stroke(path);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = accent;
    ctx.lineWidth = strong ? 3.6 : 2.2;
    ctx.stroke(path);
  }
  toCorner(ctx, view);
  for (const { shape } of features) {
    if (shape.geometry !== "point") continue;
    for (const xy of shape.runs) {
      const [x, y] = toPixel(view, xy[0], xy[1]);
      ctx.beginPath();
      ctx.arc(x, y, strong ? 13 : 11, 0, 2 * Math.PI);
      ctx.strokeStyle = plan.colors.paper[view.theme];
      ctx.lineWidth = 6;
      ctx.stroke();
      ctx.strokeStyle = accent;
      ctx.lineWidth = strong ? 3.2 : 2;
      ctx.stroke();
    }
  }
}

/** The features under a place, points first, then lines, then the smallest area. */
function featuresAt(map, latlng, reach = 7) {
  const scale = map.options.crs.scale(map.getZoom()) / WORLD;
  const [x, y] = project(latlng.lng, latlng.lat);
  const view = makeView(scale, x * scale, y * scale, 1, 1, 1, themeIndex());
  const rank = { point: 0, line: 1, area: 2 };
  const found = [];
  shownLayers(state.visible, view).forEach((layer, order) => {
    const tolerance = (layer.geometry === "point" ? reach + 3 : reach) / scale;
    const near = [x - tolerance, y - tolerance, x + tolerance, y + tolerance];
    for (const feature of layer.features) {
      if (!meets(feature.shape.box, near) || runAt(feature.runs, stopNow())[2] < 0) continue;
      const distance = distanceTo(feature.shape, x, y);
      if (distance > (layer.geometry === "area" ? 0 : tolerance)) continue;
      const [w, n, e, s] = feature.shape.box;
      const size = layer.geometry === "area" ? (e - w) * (s - n) : distance;
      found.push({ feature, kind: rank[layer.geometry], size, order });
    }
  });
  found.sort((a, b) => a.kind - b.kind || a.size - b.size || b.order - a.order);
  return found.map(({ feature }) => feature);
}
