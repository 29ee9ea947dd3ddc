// How shapes are drawn: fills, hatches, pens pass by pass, markers; the same on screen, print and legend.

const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","Hiragino Sans GB",sans-serif';
// Vertices nearer than this to the one before would not be seen.
const FINE = 0.4;
// Where a layer has more features, many are drawn as one path.
const BATCH_FROM = 2000;
const BATCH = 64;
const ACCENT = ["#B5304A", "#E0708A"];

/**
 * What is looked at: `scale` is pixels per world pixel, (ox, oy) the upper left corner in pixels.
 * `theme` 0 is light, 1 dark.
 */
function makeView(scale, ox, oy, width, height, dpr, theme) {
  const [, lat] = unproject((ox + width / 2) / scale, (oy + height / 2) / scale);
  const metres = (EQUATOR * Math.cos(lat * RAD)) / (WORLD * scale);
  const denominator = (metres * 96) / 0.0254;
  const box = [ox / scale, oy / scale, (ox + width) / scale, (oy + height) / scale];
  const view = { scale, ox, oy, width, height, dpr, theme, metres, denominator, box };
  const factor = sizeFactor(denominator);
  // Markers grow less than lines do, and type still less.
  const type = Math.min(1.3, Math.max(0.93, factor ** 0.4));
  return { ...view, factor, sign: Math.sqrt(factor), type };
}

/** How much larger than at 1:300,000 symbols are drawn. */
function sizeFactor(denominator) {
  const sizes = plan.sizes;
  if (denominator >= sizes[0][0]) return sizes[0][1];
  for (let i = 1; i < sizes.length; i += 1) {
    const [[coarse, small], [fine, large]] = [sizes[i - 1], sizes[i]];
    if (denominator >= fine) {
      const share = Math.log(coarse / denominator) / Math.log(coarse / fine);
      return small + share * (large - small);
    }
  }
  return sizes[sizes.length - 1][1];
}

function inScale([low, high], denominator) {
  return denominator >= low && (high === null || denominator <= high);
}

// Paths are kept in pixels from this place, as far numbers lose their fractions on a canvas.
let anchor = [0, 0];

function setAnchor(box) {
  anchor = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

/** Draw with (0, 0) at the anchor. */
function toAnchor(ctx, view) {
  const { dpr, scale, ox, oy } = view;
  const x = Math.round(anchor[0] * scale - ox);
  const y = Math.round(anchor[1] * scale - oy);
  ctx.setTransform(dpr, 0, 0, dpr, x * dpr, y * dpr);
}

/** Draw with (0, 0) at the upper left corner. */
function toCorner(ctx, view) {
  ctx.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);
}

/** Where a projected place stands from the corner. */
function toPixel(view, x, y) {
  return [x * view.scale - view.ox, y * view.scale - view.oy];
}

function addRun(path, xy, scale, close) {
  let px = (xy[0] - anchor[0]) * scale;
  let py = (xy[1] - anchor[1]) * scale;
  path.moveTo(px, py);
  const last = xy.length - 2;
  for (let i = 2; i <= last; i += 2) {
    const x = (xy[i] - anchor[0]) * scale;
    const y = (xy[i + 1] - anchor[1]) * scale;
    if (i < last && Math.abs(x - px) < FINE && Math.abs(y - py) < FINE) continue;
    path.lineTo(x, y);
    px = x;
    py = y;
  }
  if (close) path.closePath();
}

/** A run moved sideways, to the right of its direction. */
function shifted(xy, by) {
  const out = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    const a = Math.max(0, i - 2);
    const b = Math.min(xy.length - 2, i + 2);
    const dx = xy[b] - xy[a];
    const dy = xy[b + 1] - xy[a + 1];
    const length = Math.hypot(dx, dy) || 1;
    out[i] = xy[i] - (dy / length) * by;
    out[i + 1] = xy[i + 1] + (dx / length) * by;
  }
  return out;
}

/** The path of some shapes at a scale, from the anchor; kept by its holder until the scale changes. */
function pathOf(holder, shapes, scale, offset = 0) {
  if (holder.pathScale !== scale) {
    holder.pathScale = scale;
    holder.paths = new Map();
  }
  let path = holder.paths.get(offset);
  if (!path) {
    path = new Path2D();
    for (const shape of shapes) {
      for (const xy of shape.runs) {
        addRun(path, offset ? shifted(xy, offset / scale) : xy, scale, shape.geometry === "area");
      }
    }
    holder.paths.set(offset, path);
  }
  return path;
}

/** What is drawn as one: each feature, or batches of neighbours in large layers of one style. */
function drawables(layer, stop) {
  if (layer.block === undefined || layer.features.length <= BATCH_FROM) {
    return layer.features.map((f) => ({
      style: runAt(f.runs, stop)[2], holder: f.shape, shapes: [f.shape], box: f.shape.box,
    }));
  }
  if (!layer.batches) {
    layer.batches = [];
    for (let i = 0; i < layer.order.length; i += BATCH) {
      const shapes = layer.order.slice(i, i + BATCH).map((f) => f.shape);
      const box = union(shapes.map((s) => s.box));
      layer.batches.push({ style: layer.style, holder: {}, shapes, box });
    }
  }
  return layer.batches;
}

/** Draw a layer as it stands at a stop of the timeline. */
function drawLayer(ctx, layer, view, stop) {
  const margin = 40 / view.scale;
  const near = [
    view.box[0] - margin, view.box[1] - margin, view.box[2] + margin, view.box[3] + margin,
  ];
  const byStyle = new Map();
  for (const drawable of drawables(layer, stop)) {
    if (drawable.style < 0 || !meets(drawable.box, near)) continue;
    if (!byStyle.has(drawable.style)) byStyle.set(drawable.style, []);
    byStyle.get(drawable.style).push(drawable);
  }
  // The first rules are the most particular ones: theirs come on top.
  const groups = [...byStyle.entries()]
    .map(([index, found]) => ({ style: plan.styles[index], found }))
    .filter(({ style }) => inScale(style.scales, view.denominator))
    .sort((a, b) => b.style.rank - a.style.rank);
  toAnchor(ctx, view);
  if (layer.geometry === "point") {
    toCorner(ctx, view);
    for (const { style, found } of groups) if (style.marker) drawMarkers(ctx, style.marker, found, view);
    return;
  }
  if (layer.geometry === "area") {
    for (const { style, found } of groups) if (style.fill) drawFills(ctx, style.fill, found, view);
    for (const { style, found } of groups) if (style.hatch) drawHatches(ctx, style.hatch, found, view);
  }
  const passes = Math.max(0, ...groups.map(({ style }) => style.strokes?.length ?? 0));
  for (let pass = 0; pass < passes; pass += 1) {
    for (const { style, found } of groups) {
      const stroke = style.strokes?.[pass];
      if (stroke) drawStrokes(ctx, stroke, found, view);
    }
  }
}

function drawFills(ctx, fill, found, view) {
  ctx.globalAlpha = fill.opacity;
  ctx.fillStyle = fill.color[view.theme];
  for (const { holder, shapes } of found) ctx.fill(pathOf(holder, shapes, view.scale));
  ctx.globalAlpha = 1;
}

function drawHatches(ctx, hatch, found, view) {
  ctx.fillStyle = hatchPattern(ctx, hatch, view);
  for (const { holder, shapes } of found) ctx.fill(pathOf(holder, shapes, view.scale));
}

function drawStrokes(ctx, stroke, found, view) {
  setPen(ctx, stroke, view);
  const offset = (stroke.offset || 0) * view.factor;
  for (const { holder, shapes } of found) ctx.stroke(pathOf(holder, shapes, view.scale, offset));
  ctx.setLineDash([]);
}

/** Hairlines stay hairlines at every scale. */
function strokeWidth(width, factor) {
  return width <= 1 ? width : Math.max(1, width * factor);
}

function setPen(ctx, stroke, { factor, theme }) {
  ctx.strokeStyle = stroke.color[theme];
  ctx.lineWidth = strokeWidth(stroke.width, factor);
  ctx.setLineDash(stroke.dash.map((v) => v * factor));
  ctx.lineCap = stroke.cap;
  ctx.lineJoin = "round";
}

function hatchPattern(ctx, hatch, { dpr, theme, factor }) {
  const spacing = hatch.spacing * factor;
  const tile = document.createElement("canvas");
  tile.width = 8;
  tile.height = Math.max(2, Math.round(spacing * dpr));
  const pen = tile.getContext("2d");
  pen.fillStyle = hatch.color[theme];
  pen.fillRect(0, 0, tile.width, Math.max(1, strokeWidth(hatch.width, factor) * dpr));
  const pattern = ctx.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().rotate(-hatch.angle).scale(1 / dpr));
  return pattern;
}

// Corners of each shape and where the first one points; shapes of one size look equally large.
const CORNERS = { triangle: [3, -90], square: [4, -45], diamond: [4, -90], hexagon: [6, -90] };
const REACH = { triangle: 1.3, square: 1.25, diamond: 1.25, hexagon: 1.08 };

function markerPath(shape, x, y, size) {
  const path = new Path2D();
  const radius = size / 2;
  if (shape === "circle") {
    path.arc(x, y, radius, 0, 2 * Math.PI);
    return path;
  }
  const [corners, start] = CORNERS[shape];
  const reach = radius * REACH[shape];
  const drop = shape === "triangle" ? reach * 0.18 : 0;
  for (let i = 0; i < corners; i += 1) {
    const angle = (start + (360 * i) / corners) * RAD;
    path.lineTo(x + reach * Math.cos(angle), y + drop + reach * Math.sin(angle));
  }
  path.closePath();
  return path;
}

function drawMarkers(ctx, marker, found, view) {
  for (const { shapes } of found) {
    for (const shape of shapes) {
      for (const xy of shape.runs) {
        const [x, y] = toPixel(view, xy[0], xy[1]);
        drawMarker(ctx, marker, x, y, marker.size * view.sign, view.theme);
      }
    }
  }
}

/** One marker: solid, half filled or open, on a rim of paper so that it stands off the ground. */
function drawMarker(ctx, marker, x, y, size, theme) {
  const color = marker.color[theme];
  const paper = plan.colors.paper[theme];
  if (marker.shape !== "none") {
    const path = markerPath(marker.shape, x, y, size);
    const solid = marker.form === "solid";
    const edge = Math.max(size / 9, 0.9);
    ctx.lineJoin = "miter";
    ctx.setLineDash([]);
    ctx.strokeStyle = paper;
    ctx.lineWidth = solid ? 2 * edge : 3 * edge;
    ctx.stroke(path);
    ctx.fillStyle = solid ? color : paper;
    ctx.fill(path);
    if (marker.form === "half" && !plan.icons[marker.icon]) {
      ctx.save();
      ctx.clip(path);
      ctx.fillStyle = color;
      ctx.fillRect(x - size, y, 2 * size, size);
      ctx.restore();
    }
    if (!solid) {
      ctx.strokeStyle = color;
      ctx.lineWidth = edge * 1.15;
      if (marker.form === "hollow") ctx.setLineDash([2.4 * ctx.lineWidth, 1.3 * ctx.lineWidth]);
      ctx.stroke(path);
      ctx.setLineDash([]);
    }
  }
  const icon = plan.icons[marker.icon];
  if (!icon) return;
  const triangle = marker.shape === "triangle";
  const side = size * 0.68 * (triangle ? 0.82 : 1);
  drawIcon(ctx, icon, x, y + (triangle ? size * 0.1 : 0), side, marker.form === "solid" ? paper : color);
}

function drawIcon(ctx, icon, x, y, side, color) {
  ctx.save();
  ctx.translate(x - side / 2, y - side / 2);
  ctx.scale(side / icon.size, side / icon.size);
  ctx.fillStyle = color;
  ctx.fill(new Path2D(icon.path), "evenodd");
  ctx.restore();
}

/** A legend's picture of a style, as a small canvas. */
function swatch(style, geometry, theme) {
  const [width, height, dpr] = [34, 18, 2];
  const canvas = el("canvas", { class: "swatch", width: width * dpr, height: height * dpr, "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  ctx.scale(dpr, dpr);
  const view = { factor: 1, sign: 1, theme, dpr };
  const path = new Path2D();
  if (geometry === "area") path.rect(4, 3, width - 8, height - 6);
  else {
    path.moveTo(2, height / 2);
    path.lineTo(width - 2, height / 2);
  }
  if (style.fill && geometry === "area") {
    ctx.globalAlpha = style.fill.opacity;
    ctx.fillStyle = style.fill.color[theme];
    ctx.fill(path);
    ctx.globalAlpha = 1;
  }
  if (style.hatch) {
    ctx.fillStyle = hatchPattern(ctx, style.hatch, view);
    ctx.fill(path);
  }
  for (const stroke of geometry === "point" ? [] : style.strokes ?? []) {
    setPen(ctx, { ...stroke, width: Math.min(stroke.width, 9) }, view);
    ctx.stroke(path);
  }
  if (style.marker && geometry === "point") {
    drawMarker(ctx, style.marker, width / 2, height / 2, Math.min(style.marker.size, 13), theme);
  }
  return canvas;
}
