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
  return { ...view, factor: sizeFactor(denominator) };
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
  const groups = [...byStyle.entries()]
    .sort(([a], [b]) => a - b)
    .map(([index, found]) => ({ style: plan.styles[index], found }))
    .filter(({ style }) => inScale(style.scales, view.denominator));
  toAnchor(ctx, view);
  for (const { style, found } of groups) if (style.fill || style.hatch) drawFills(ctx, style, found, view);
  const passes = Math.max(0, ...groups.map(({ style }) => style.strokes?.length ?? 0));
  for (let pass = 0; pass < passes; pass += 1) {
    for (const { style, found } of groups) {
      const stroke = style.strokes?.[pass];
      if (stroke) drawStrokes(ctx, stroke, found, view);
    }
  }
  toCorner(ctx, view);
  for (const { style, found } of groups) if (style.marker) drawMarkers(ctx, style.marker, found, view);
}

function drawFills(ctx, { fill, hatch }, found, view) {
  for (const { holder, shapes } of found) {
    const path = pathOf(holder, shapes, view.scale);
    if (fill) {
      ctx.globalAlpha = fill.opacity;
      ctx.fillStyle = fill.color[view.theme];
      ctx.fill(path);
    }
    if (hatch) {
      ctx.globalAlpha = 1;
      ctx.fillStyle = hatchPattern(ctx, hatch, view);
      ctx.fill(path);
    }
  }
  ctx.globalAlpha = 1;
}

function drawStrokes(ctx, stroke, found, view) {
  setPen(ctx, stroke, view);
  const offset = (stroke.offset || 0) * view.factor;
  for (const { holder, shapes } of found) ctx.stroke(pathOf(holder, shapes, view.scale, offset));
  ctx.setLineDash([]);
}

function setPen(ctx, stroke, { factor, theme }) {
  ctx.strokeStyle = stroke.color[theme];
  ctx.lineWidth = stroke.width * factor;
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
  pen.fillRect(0, 0, tile.width, Math.max(1, hatch.width * factor * dpr));
  const pattern = ctx.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().rotate(-hatch.angle).scale(1 / dpr));
  return pattern;
}

const SIDES = { triangle: [3, -90], square: [4, -45], diamond: [4, 0], hexagon: [6, 0] };

function markerPath(shape, x, y, size) {
  const path = new Path2D();
  const radius = size / 2;
  if (shape === "circle") {
    path.arc(x, y, radius, 0, 2 * Math.PI);
    return path;
  }
  const [sides, turn] = SIDES[shape];
  // Shapes of one size look equally large when their areas are.
  const reach = radius * ({ triangle: 1.3, square: 1.2, diamond: 1.25, hexagon: 1.08 }[shape]);
  for (let i = 0; i < sides; i += 1) {
    const angle = (turn + (360 * i) / sides) * RAD;
    path.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  path.closePath();
  return path;
}

function drawMarkers(ctx, marker, found, view) {
  for (const { shapes } of found) {
    for (const shape of shapes) {
      for (const xy of shape.runs) {
        const [x, y] = toPixel(view, xy[0], xy[1]);
        drawMarker(ctx, marker, x, y, marker.size * view.factor, view.theme);
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
    ctx.lineJoin = "round";
    ctx.strokeStyle = paper;
    ctx.lineWidth = 3;
    ctx.stroke(path);
    ctx.fillStyle = marker.form === "solid" ? color : paper;
    ctx.fill(path);
    if (marker.form === "half") {
      ctx.save();
      ctx.clip(path);
      ctx.fillStyle = color;
      ctx.fillRect(x - size, y, 2 * size, size);
      ctx.restore();
    }
    if (marker.form !== "solid") {
      ctx.strokeStyle = color;
      ctx.lineWidth = Math.max(1.2, size / 8);
      ctx.stroke(path);
    }
  }
  const icon = plan.icons[marker.icon];
  // Smaller than this a picture is a smudge.
  if (icon && size >= 12) {
    const bare = marker.shape === "none" || marker.form !== "solid";
    drawIcon(ctx, icon, x, y, size * (marker.shape === "none" ? 1 : 0.68), bare ? color : paper);
  }
}

function drawIcon(ctx, { box, shapes }, x, y, size, color) {
  ctx.save();
  const scale = size / Math.max(box[2], box[3]);
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(scale, scale);
  ctx.translate(-box[0], -box[1]);
  for (const shape of shapes) {
    const path = new Path2D(shape.d);
    if (shape.fill) {
      ctx.fillStyle = color;
      ctx.fill(path);
    }
    if (shape.stroke) {
      ctx.strokeStyle = color;
      ctx.lineWidth = shape.stroke;
      ctx.lineCap = "round";
      ctx.lineJoin = "round";
      ctx.stroke(path);
    }
  }
  ctx.restore();
}

/** A legend's picture of a style, as a small canvas. */
function swatch(style, geometry, theme) {
  const [width, height, dpr] = [34, 18, 2];
  const canvas = el("canvas", { class: "swatch", width: width * dpr, height: height * dpr, "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  ctx.scale(dpr, dpr);
  const view = { factor: 1, theme, dpr };
  const path = new Path2D();
  if (geometry === "area") path.rect(4, 3, width - 8, height - 6);
  else {
    path.moveTo(2, height / 2);
    path.lineTo(width - 2, height / 2);
  }
  if (style.fill) {
    ctx.globalAlpha = style.fill.opacity;
    ctx.fillStyle = style.fill.color[theme];
    ctx.fill(path);
    ctx.globalAlpha = 1;
  }
  if (style.hatch) {
    ctx.fillStyle = hatchPattern(ctx, style.hatch, view);
    ctx.fill(path);
  }
  for (const stroke of style.strokes ?? []) {
    setPen(ctx, { ...stroke, width: Math.min(stroke.width, 9) }, view);
    ctx.stroke(path);
  }
  if (style.marker) {
    drawMarker(ctx, style.marker, width / 2, height / 2, Math.min(style.marker.size, 13), theme);
  }
  return canvas;
}
