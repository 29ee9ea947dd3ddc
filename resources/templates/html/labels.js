// Names on the map: the most important first, none over another, the same letters everywhere.

const CELL = 64;
const measured = new Map();

/** What is taken on the sheet, found by cells. */
class Places {
  constructor({ width, height, seen }) {
    this.sheet = [2, 2, width - 2, height - 2];
    // What is in view of a larger sheet: a name is wholly in it or wholly out of it.
    this.seen = seen;
    this.cells = new Map();
  }

  *near([left, top, right, bottom]) {
    for (let cx = Math.floor(left / CELL); cx <= right / CELL; cx += 1) {
      for (let cy = Math.floor(top / CELL); cy <= bottom / CELL; cy += 1) yield cx * 10007 + cy;
    }
  }

  free(box, owner) {
    if (!within(box, this.sheet)) return false;
    if (this.seen && meets(box, this.seen) && !within(box, this.seen)) return false;
    for (const cell of this.near(box)) {
      for (const [taken, by] of this.cells.get(cell) ?? []) {
        if (by !== owner && taken[0] < box[2] && taken[2] > box[0] && taken[1] < box[3] && taken[3] > box[1]) {
          return false;
        }
      }
    }
    return true;
  }

  take(box, owner = null) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push([box, owner]);
    }
  }
}

function within(box, sheet) {
  return box[0] >= sheet[0] && box[1] >= sheet[1] && box[2] <= sheet[2] && box[3] <= sheet[3];
}

function fontOf(text) {
  return `${text.italic ? "italic " : ""}${text.bold ? 600 : 400} ${text.size}px ${FONT}`;
}

function widthOf(ctx, font, words) {
  const key = `${font}|${words}`;
  let width = measured.get(key);
  if (width === undefined) {
    ctx.font = font;
    width = ctx.measureText(words).width;
    measured.set(key, width);
  }
  return width;
}

/** Place and draw the names of the visible layers. */
function drawLabels(ctx, layers, view, stop) {
  toCorner(ctx, view);
  const places = new Places(view);
  const wanted = [];
  layers.forEach((layer, rank) => {
    for (const feature of layer.features) {
      if (!meets(feature.shape.box, view.box)) continue;
      const style = plan.styles[runAt(feature.runs, stop)[2]];
      if (!style || !inScale(style.scales, view.denominator)) continue;
      if (style.marker && layer.geometry === "point") takeMarker(places, feature, style.marker, view);
      if (!feature.label || !style.text || !inScale(style.text.scales, view.denominator)) continue;
      const text = { ...style.text, size: style.text.size * view.sign };
      wanted.push({ feature, style, text, rank, layer });
    }
  });
  wanted.sort((a, b) => b.text.priority - a.text.priority || b.rank - a.rank);
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const drawn = [];
  const shields = new Map();
  for (const label of wanted) {
    const place = label.text.shield ? placeShield : PLACERS[label.text.placement];
    drawn.push(...place(ctx, label, view, places, shields));
  }
  // The least important below, and every halo below every letter.
  for (const draw of drawn.reverse()) draw(true);
  for (const draw of drawn) draw(false);
  return drawn.length;
}

function takeMarker(places, feature, marker, view) {
  const reach = (marker.size * view.sign) / 2;
  for (const xy of feature.shape.runs) {
    const [x, y] = toPixel(view, xy[0], xy[1]);
    places.take([x - reach, y - reach, x + reach, y + reach], feature);
  }
}

const PLACERS = { point: placeBeside, area: placeInside, line: placeAlong };

function writer(ctx, label, view, lines, x, y) {
  const { text, layer } = label;
  const step = text.size * 1.2;
  const alpha = state.opacity.get(layer.id) < 0.5 ? 0.6 : 1;
  return (halo) => {
    ctx.font = fontOf(text);
    ctx.textAlign = "center";
    ctx.globalAlpha = alpha;
    lines.forEach((line, i) => {
      inkOrHalo(ctx, halo, text, view, line, x, y + (i - (lines.length - 1) / 2) * step);
    });
    ctx.globalAlpha = 1;
  };
}

function inkOrHalo(ctx, halo, text, view, words, x, y) {
  if (halo) {
    ctx.strokeStyle = plan.colors.paper[view.theme];
    ctx.lineWidth = 3.2;
    ctx.strokeText(words, x, y);
  } else {
    ctx.fillStyle = text.color[view.theme];
    ctx.fillText(words, x, y);
  }
}

function placeBeside(ctx, label, view, places) {
  const { feature, style, text } = label;
  const xy = feature.shape.runs[0];
  const [x, y] = toPixel(view, xy[0], xy[1]);
  const width = widthOf(ctx, fontOf(text), feature.label);
  const gap = style.marker ? (style.marker.size * view.sign) / 2 + 3 : 0;
  const [w, h] = [width / 2, text.size * 0.6];
  const side = gap + w;
  const above = gap + h;
  const spots = style.marker
    ? [[side, 0], [-side, 0], [0, -above], [0, above], [side, -above], [side, above], [-side, -above], [-side, above]]
    : [[0, 0]];
  for (const [dx, dy] of spots) {
    const box = [x + dx - w - 1, y + dy - h, x + dx + w + 1, y + dy + h];
    if (!places.free(box, feature)) continue;
    places.take(box);
    return [writer(ctx, label, view, [feature.label], x + dx, y + dy)];
  }
  return [];
}

function placeInside(ctx, label, view, places) {
  const { feature, text } = label;
  if (!feature.shape.polygons.length) return placeAlong(ctx, label, view, places);
  const place = heart(feature.shape);
  const [x, y] = toPixel(view, place.x, place.y);
  const room = (feature.shape.box[2] - feature.shape.box[0]) * view.scale;
  const lines = fitted(ctx, text, feature.label, room);
  const w = Math.max(...lines.map((line) => widthOf(ctx, fontOf(text), line))) / 2;
  // A name much wider than its area would seem to belong to the neighbours.
  if (w * 2 > Math.max(room * 1.4, 36)) return [];
  const h = text.size * 0.6 * lines.length;
  for (const dy of [0, -h - 4, h + 4]) {
    const box = [x - w - 2, y + dy - h, x + w + 2, y + dy + h];
    if (!places.free(box, feature)) continue;
    places.take(box);
    return [writer(ctx, label, view, lines, x, y + dy)];
  }
  return [];
}

/** A name in one line, or in two where its area is narrow. */
function fitted(ctx, text, name, room) {
  if (name.length < 6 || widthOf(ctx, fontOf(text), name) <= room) return [name];
  const half = Math.ceil(name.length / 2);
  return [name.slice(0, half), name.slice(half)];
}

/** The parts of a line that are in view, in pixels, the longest first. */
function visibleRuns(shape, view) {
  const found = [];
  for (const xy of shape.runs) {
    let part = [];
    for (let i = 0; i < xy.length; i += 2) {
      const [x, y] = toPixel(view, xy[i], xy[i + 1]);
      if (x >= 0 && y >= 0 && x <= view.width && y <= view.height) part.push([x, y]);
      else if (part.length) {
        found.push(part);
        part = [];
      }
    }
    if (part.length) found.push(part);
  }
  return found
    .filter((part) => part.length > 1)
    .map((points) => ({ points, at: lengths(points) }))
    .sort((a, b) => b.at[b.at.length - 1] - a.at[a.at.length - 1]);
}

function lengths(points) {
  const at = [0];
  for (let i = 1; i < points.length; i += 1) {
    at.push(at[i - 1] + Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]));
  }
  return at;
}

/** The place and direction at a length along a line. */
function along({ points, at }, length) {
  let i = 1;
  while (i < at.length - 1 && at[i] < length) i += 1;
  const [[x1, y1], [x2, y2]] = [points[i - 1], points[i]];
  const t = (length - at[i - 1]) / (at[i] - at[i - 1] || 1);
  return [x1 + t * (x2 - x1), y1 + t * (y2 - y1), Math.atan2(y2 - y1, x2 - x1)];
}

const SHARES = [0.5, 0.35, 0.65, 0.22, 0.78, 0.1, 0.9];
// A long line is named again after this many pixels.
const AGAIN = 620;

function placeAlong(ctx, label, view, places) {
  const { feature, text } = label;
  const font = fontOf(text);
  const letters = [...feature.label];
  const widths = letters.map((c) => widthOf(ctx, font, c));
  const total = widths.reduce((a, b) => a + b, 0);
  const drawn = [];
  for (const run of visibleRuns(feature.shape, view)) {
    const length = run.at[run.at.length - 1];
    if (length < total * 1.15) break;
    const wanted = Math.max(1, Math.min(3, Math.floor(length / AGAIN)));
    let last = -Infinity;
    for (const share of wanted > 1 ? [0.5, 0.18, 0.82, 0.34, 0.66] : SHARES) {
      const from = length * share - total / 2;
      if (from < 0 || from + total > length || Math.abs(from - last) < AGAIN * 0.6) continue;
      const spots = lettersAlong(run, from, widths, total, text.size);
      if (!spots || !spots.every(({ box }) => places.free(box, feature))) continue;
      spots.forEach(({ box }) => places.take(box, feature));
      drawn.push(letterWriter(ctx, label, view, letters, spots));
      last = from;
      if (drawn.length >= wanted) return drawn;
    }
    if (drawn.length) break;
  }
  return drawn;
}

/** Where each letter stands on a line; null where it bends too much to be read. */
function lettersAlong(run, from, widths, total, size) {
  // Letters read from left to right: the line is walked back where it runs to the left.
  const [x1] = along(run, from);
  const [x2] = along(run, from + total);
  const back = x2 < x1;
  const spots = [];
  let walked = 0;
  for (const width of widths) {
    const middle = walked + width / 2;
    const at = back ? from + total - middle : from + middle;
    // A direction over the letter's width, as a bend under it is not seen.
    const [ax, ay] = along(run, Math.max(0, at - width * 0.7));
    const [bx, by] = along(run, at + width * 0.7);
    const [x, y] = along(run, at);
    const angle = back ? Math.atan2(ay - by, ax - bx) : Math.atan2(by - ay, bx - ax);
    const before = spots[spots.length - 1];
    if (before && Math.abs(Math.sin(angle - before.angle)) > 0.42) return null;
    if (Math.cos(angle) < -0.1) return null;
    const reach = size * 0.55;
    spots.push({ x, y, angle, box: [x - reach, y - reach, x + reach, y + reach] });
    walked += width;
  }
  return spots;
}

function letterWriter(ctx, { text }, view, letters, spots) {
  return (halo) => {
    ctx.font = fontOf(text);
    ctx.textAlign = "center";
    letters.forEach((letter, i) => {
      const { x, y, angle } = spots[i];
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(angle);
      inkOrHalo(ctx, halo, text, view, letter, 0, 0);
      ctx.restore();
    });
  };
}

/** A plate with the route's number, upright; one number is not repeated close by. */
function placeShield(ctx, { feature, text }, view, places, shields) {
  const size = Math.min(text.size, 11);
  const font = `600 ${size}px ${FONT}`;
  const w = widthOf(ctx, font, feature.label) / 2 + 5;
  const h = size / 2 + 3.5;
  const drawn = [];
  const others = shields.get(feature.label) ?? [];
  shields.set(feature.label, others);
  for (const run of visibleRuns(feature.shape, view)) {
    const length = run.at[run.at.length - 1];
    if (length < w * 3) break;
    for (const share of SHARES) {
      const [x, y] = along(run, length * share);
      const box = [x - w - 2, y - h - 2, x + w + 2, y + h + 2];
      if (others.some(([ox, oy]) => Math.hypot(ox - x, oy - y) < 260) || !places.free(box)) continue;
      places.take(box);
      others.push([x, y]);
      drawn.push((halo) => drawShield(ctx, halo, text.shield, view.theme, font, feature.label, x, y, w, h));
      if (drawn.length >= (feature.label.length > 5 ? 1 : 3)) return drawn;
    }
  }
  return drawn;
}

function drawShield(ctx, halo, shield, theme, font, words, x, y, w, h) {
  ctx.beginPath();
  ctx.roundRect(x - w, y - h, 2 * w, 2 * h, 3.5);
  if (halo) {
    ctx.strokeStyle = plan.colors.paper[theme];
    ctx.lineWidth = 2.5;
    ctx.stroke();
    return;
  }
  ctx.fillStyle = shield.color[theme];
  ctx.fill();
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.fillStyle = shield.ink[theme];
  ctx.fillText(words, x, y + 0.5);
}
