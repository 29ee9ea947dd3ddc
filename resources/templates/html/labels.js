// Names on the map: placed by priority without collisions, along lines, inside areas, beside points.
// The measures are those of the desktop's map, so that both look alike.

const CELL = 96;
const GAP = 3;
const HALO = { width: 4.8, opacity: 0.88 };
// A name is repeated along its line so often, and never nearer than this.
const REPEAT = 640;
const PLATE_REPEAT = 420;
const SAME_NAME = 260;
// Where along its stretch a name is tried, in shares of the stretch.
const SHARES = [0, -0.15, 0.15, -0.3, 0.3, -0.42, 0.42];
// Steeper than this, characters stand upright one below the other.
const STEEP = 52 * RAD;
// How far type may turn from one character to the next, and in all.
const BEND = 24 * RAD;
const WHOLE_BEND = 75 * RAD;
// Names of this priority may cover markers.
const OVER_MARKERS = 60;
// More features of a layer than this in view are not named at all.
const MOST_NAMES = 1500;
const LINE_LENGTH = 7;
const LINE_HEIGHT = 1.18;
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]];
const measured = new Map();

function within(box, sheet) {
  return box[0] >= sheet[0] && box[1] >= sheet[1] && box[2] <= sheet[2] && box[3] <= sheet[3];
}

function around(x, y, width, height) {
  return [x - width / 2 - 1, y - height / 2, x + width / 2 + 1, y + height / 2];
}

/** Which pixels are taken, found by cells. */
class Room {
  constructor() {
    this.cells = new Map();
  }

  *near([left, top, right, bottom]) {
    for (let cx = Math.floor(left / CELL); cx <= right / CELL; cx += 1) {
      for (let cy = Math.floor(top / CELL); cy <= bottom / CELL; cy += 1) yield cx * 10007 + cy;
    }
  }

  free(box) {
    for (const cell of this.near(box)) {
      for (const taken of this.cells.get(cell) ?? []) {
        if (taken[0] < box[2] && taken[2] > box[0] && taken[1] < box[3] && taken[3] > box[1]) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }
}

/** What is taken on a sheet, and what has been said where. */
class Sheetful {
  constructor({ width, height, seen }) {
    this.sheet = [2, 2, width - 2, height - 2];
    // What is in view of a larger sheet: a name is wholly in it or wholly out of it.
    this.seen = seen;
    this.names = new Room();
    this.markers = new Room();
    this.said = new Map();
  }

  /** Take the place of a name where it fits. */
  claim(name, boxes, priority) {
    const x = boxes.reduce((sum, b) => sum + b[0] + b[2], 0) / 2 / boxes.length;
    const y = boxes.reduce((sum, b) => sum + b[1] + b[3], 0) / 2 / boxes.length;
    const said = this.said.get(name) ?? [];
    if (said.some(([sx, sy]) => Math.hypot(x - sx, y - sy) <= SAME_NAME)) return false;
    for (const box of boxes) {
      if (!within(box, this.sheet)) return false;
      if (this.seen && meets(box, this.seen) && !within(box, this.seen)) return false;
      if (!this.names.free(box) || (priority < OVER_MARKERS && !this.markers.free(box))) return false;
    }
    boxes.forEach((box) => this.names.take(box));
    this.said.set(name, [...said, [x, y]]);
    return true;
  }
}

/** How a name is set: its size in pixels and its font. */
function faceOf(text, view) {
  const size = Math.max(10, Math.round(text.size * view.type));
  return { size, font: `${text.italic ? "italic " : ""}${text.bold ? 700 : 400} ${size}px ${FONT}` };
}

function advance(ctx, { font }, words) {
  const key = `${font}|${words}`;
  let width = measured.get(key);
  if (width === undefined) {
    ctx.font = font;
    width = ctx.measureText(words).width;
    measured.set(key, width);
  }
  return width;
}

/** A name in one line, or in two where it is long: before a bracket if there is one. */
function broken(name) {
  if (name.length <= LINE_LENGTH) return [name];
  const bracket = name.search(/[（(]/);
  if (bracket >= 2 && bracket <= LINE_LENGTH + 4) return [name.slice(0, bracket), name.slice(bracket)];
  const half = Math.ceil(name.length / 2);
  for (const cut of [half, half + 1, half - 1, half + 2]) {
    // Neither a closing mark at the start of a line nor an opening one at its end, nor a figure cut.
    if (!/^[（(“《]|[）)”》、·—-]$|[0-9A-Za-z]{2}/.test(name.slice(cut - 1, cut + 1))) {
      return [name.slice(0, cut), name.slice(cut)];
    }
  }
  return [name];
}

/** Place and draw the names of the visible layers; how many there are. */
function drawLabels(ctx, layers, view, stop) {
  const sheet = new Sheetful(view);
  const wanted = layers.flatMap((layer, height) => namesWanted(layer, height, view, stop, sheet));
  wanted.sort((a, b) => b.text.priority - a.text.priority || b.height - a.height || b.extent - a.extent);
  toCorner(ctx, view);
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.lineJoin = "round";
  const placed = wanted.flatMap((label) => placeName(ctx, label, view, sheet));
  // The most important on top; all halos of a name below its letters.
  for (const draw of placed.reverse()) draw();
  return placed.length;
}

function namesWanted(layer, height, view, stop, sheet) {
  const seen = layer.features.filter(({ shape }) => meets(shape.box, view.box));
  if (seen.length > MOST_NAMES) return [];
  return seen.flatMap((feature) => {
    const style = plan.styles[runAt(feature.runs, stop)[2]];
    if (!style || !inScale(style.scales, view.denominator)) return [];
    const { shape } = feature;
    if (layer.geometry === "point" && style.marker) {
      const size = style.marker.size * view.sign;
      for (const xy of shape.runs) sheet.markers.take(around(...toPixel(view, xy[0], xy[1]), size - 2, size));
    }
    const { text } = style;
    if (!text || !feature.label) return [];
    const plate = text.shield && feature.route && inScale(text.shield.scales, view.denominator);
    if (!plate && !inScale(text.scales, view.denominator)) return [];
    const [left, top, right, bottom] = shape.box;
    const extent = (right - left) * (bottom - top);
    return [{ feature, style, text, height, extent, plate, name: plate ? feature.route : feature.label }];
  });
}

/** Functions that draw a name where it found room: once, or again and again along a line. */
function placeName(ctx, label, view, sheet) {
  const face = faceOf(label.text, view);
  const { geometry } = label.feature.shape;
  const chances = geometry === "line"
    ? alongLine(ctx, label, face, view)
    : [geometry === "area" ? middleOfArea(ctx, label, face, view) : besidePoint(ctx, label, face, view)];
  const found = [];
  for (const chance of chances) {
    for (const { pieces, boxes } of chance) {
      if (!sheet.claim(label.name, boxes, label.text.priority)) continue;
      found.push(() => (label.plate ? drawPlate(ctx, label, face, view, pieces[0]) : drawName(ctx, label, face, view, pieces)));
      break;
    }
  }
  return found;
}

function blockOf(ctx, lines, face) {
  return [Math.max(...lines.map((line) => advance(ctx, face, line))), face.size * LINE_HEIGHT * lines.length];
}

/** Around a point, side by side. */
function* besidePoint(ctx, { feature, style, name }, face, view, given = null) {
  const lines = broken(name);
  const [width, height] = blockOf(ctx, lines, face);
  const half = style.marker ? (style.marker.size * view.sign) / 2 : 0;
  const xy = feature.shape.runs[0];
  const [x, y] = given?.at ?? toPixel(view, xy[0], xy[1]);
  const [reachX, reachY] = given?.reach ?? [half, half];
  for (const [sx, sy] of SIDES) {
    const push = sx && sy ? 0.8 : 1;
    const ax = x + sx * (reachX * push + GAP + width / 2);
    const ay = y + sy * (reachY * push + GAP * 0.5 + height / 2);
    yield { pieces: [{ lines, x: ax, y: ay, angle: 0 }], boxes: [around(ax, ay, width, height)] };
  }
}

/** In the middle of an area, or beside it where it is too small. */
function* middleOfArea(ctx, label, face, view) {
  const { box, polygons } = label.feature.shape;
  if (!polygons.length) return;
  const [left, top] = toPixel(view, box[0], box[1]);
  const [right, bottom] = toPixel(view, box[2], box[3]);
  const [roomX, roomY] = [right - left, bottom - top];
  let lines = [label.name];
  let [width, height] = blockOf(ctx, lines, face);
  if (width > 0.9 * roomX) {
    lines = broken(label.name);
    [width, height] = blockOf(ctx, lines, face);
  }
  const place = heart(label.feature.shape);
  const [x, y] = toPixel(view, place.x, place.y);
  if (width > 1.25 * roomX || height > 1.1 * roomY) {
    const small = roomX < 60 && roomY < 60;
    if (small) yield* besidePoint(ctx, label, face, view, { at: [x, y], reach: [roomX / 2, roomY / 2] });
    return;
  }
  for (const [dx, dy] of [[0, 0], [0, -0.8], [0, 0.8], [0, -1.7], [0, 1.7], [-0.5, 0], [0.5, 0]]) {
    const [ax, ay] = [x + dx * width, y + dy * height];
    if (ax < left || ax > right || ay < top || ay > bottom) continue;
    yield { pieces: [{ lines, x: ax, y: ay, angle: 0 }], boxes: [around(ax, ay, width, height)] };
  }
}

/** Along a line: a few chances for each stretch of it. */
function* alongLine(ctx, label, face, view) {
  const need = label.plate ? 2 * face.size : advance(ctx, face, label.name) + 8;
  for (const xy of label.feature.shape.runs) {
    const line = pixelsOf(xy, view);
    const total = line.at[line.at.length - 1];
    if (total < need) continue;
    const count = Math.max(1, Math.round(total / (label.plate ? PLATE_REPEAT : REPEAT)));
    for (let n = 0; n < count; n += 1) {
      const middle = ((n + 0.5) / count) * total;
      yield stretch(ctx, label, face, view, line, SHARES.map((share) => middle + (share * total) / count));
    }
  }
}

function* stretch(ctx, label, face, view, line, spots) {
  for (const at of spots) {
    const [x, y] = along(line, at);
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    if (label.plate) {
      const [width, height] = plateSize(ctx, label.name, face);
      yield { pieces: [{ lines: [label.name], x, y, angle: 0 }], boxes: [around(x, y, width, height)] };
    } else yield* besideLine(ctx, label, face, view, line, at);
  }
}

/** Characters one by one on either side of a line, whose wiggles they do not follow. */
function* besideLine(ctx, { name, style }, face, view, line, at) {
  let course = courseOf(line, at, advance(ctx, face, name), face.size);
  if (!course) return;
  const [first, last] = [course.points[0], course.points[course.points.length - 1]];
  const angle = Math.atan2(last[1] - first[1], last[0] - first[0]);
  const steep = Math.abs(angle) > STEEP && Math.abs(angle) < Math.PI - STEEP;
  if (steep ? angle < 0 : Math.abs(angle) > Math.PI / 2) course = measuredLine([...course.points].reverse());
  const letters = [...name];
  const widths = letters.map((c) => (steep ? face.size * 1.08 : advance(ctx, face, c) + 0.6));
  const pens = (style.strokes ?? []).map((s) => strokeWidth(s.width, view.factor));
  const off = Math.max(0, ...pens) / 2 + face.size * 0.62 + 1;
  const reach = face.size * 1.12;
  for (const side of [-1, 1]) {
    const spots = lettersOn(course, widths, side * off);
    if (!spots) continue;
    const pieces = spots.map((spot, i) => ({
      lines: [letters[i]], x: spot.x, y: spot.y, angle: steep ? spot.angle - Math.PI / 2 : spot.angle,
    }));
    yield { pieces, boxes: pieces.map((p) => around(p.x, p.y, reach - 2, reach)) };
  }
}

function measuredLine(points) {
  const at = [0];
  for (let i = 1; i < points.length; i += 1) {
    at.push(at[i - 1] + Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]));
  }
  return { points, at };
}

function pixelsOf(xy, view) {
  const points = [];
  for (let i = 0; i < xy.length; i += 2) points.push(toPixel(view, xy[i], xy[i + 1]));
  return measuredLine(points);
}

/** The place at a length along a line. */
function along({ points, at }, length) {
  let [low, high] = [0, at.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[middle] < length) low = middle;
    else high = middle;
  }
  const t = Math.max(0, Math.min(1, (length - at[low]) / (at[high] - at[low] || 1)));
  const [[x1, y1], [x2, y2]] = [points[low], points[high]];
  return [x1 + t * (x2 - x1), y1 + t * (y2 - y1)];
}

// The line is looked at in steps of half a character, and smoothed over so many of them.
const SMOOTHING = [1, 2, 3, 4, 5, 6, 7].map((n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 8));
const SMOOTHING_SUM = SMOOTHING.reduce((a, b) => a + b);

/** A smooth course around a place of a line for type of a length; null where it is too short. */
function courseOf(line, at, length, size) {
  const room = length * 0.58 + 2.2 * size;
  if (at - room < 0 || at + room > line.at[line.at.length - 1]) return null;
  const rough = [];
  for (let spot = at - room; spot < at + room; spot += 0.5 * size) rough.push(along(line, spot));
  const smooth = [];
  for (let i = 0; i + SMOOTHING.length <= rough.length; i += 1) {
    const sum = [0, 0];
    SMOOTHING.forEach((weight, k) => {
      sum[0] += weight * rough[i + k][0];
      sum[1] += weight * rough[i + k][1];
    });
    smooth.push([sum[0] / SMOOTHING_SUM, sum[1] / SMOOTHING_SUM]);
  }
  if (smooth.length < 3) return null;
  const course = measuredLine(smooth);
  const way = course.at[course.at.length - 1];
  const [first, last] = [smooth[0], smooth[smooth.length - 1]];
  // A course much longer than the way from end to end winds too much to be written on.
  return way <= 1.25 * Math.hypot(last[0] - first[0], last[1] - first[1]) && way >= length ? course : null;
}

function turnBetween(a, b) {
  return Math.abs(((b - a + 3 * Math.PI) % (2 * Math.PI)) - Math.PI);
}

/** Where each character goes and its turn, `off` pixels to the right of the course; null where it bends. */
function lettersOn(course, widths, off) {
  const total = widths.reduce((a, b) => a + b, 0);
  let from = (course.at[course.at.length - 1] - total) / 2;
  if (from < 0) return null;
  const spots = [];
  for (const width of widths) {
    const [ax, ay] = along(course, from);
    const [bx, by] = along(course, from + width);
    const norm = Math.hypot(bx - ax, by - ay);
    if (norm < 0.5 * width) return null;
    const [x, y] = along(course, from + width / 2);
    const spot = {
      x: x - ((by - ay) / norm) * off, y: y + ((bx - ax) / norm) * off, angle: Math.atan2(by - ay, bx - ax), width,
    };
    const before = spots[spots.length - 1];
    if (before) {
      const apart = Math.hypot(spot.x - before.x, spot.y - before.y);
      if (apart < 0.4 * (width + before.width) || turnBetween(before.angle, spot.angle) > BEND) return null;
    }
    spots.push(spot);
    from += width;
  }
  return turnBetween(spots[0].angle, spots[spots.length - 1].angle) > WHOLE_BEND ? null : spots;
}

function drawName(ctx, { text }, face, view, pieces) {
  ctx.font = face.font;
  for (const halo of [true, false]) {
    ctx.globalAlpha = halo ? HALO.opacity : 1;
    ctx.strokeStyle = plan.colors.paper[view.theme];
    ctx.lineWidth = HALO.width;
    ctx.fillStyle = text.color[view.theme];
    for (const { lines, x, y, angle } of pieces) {
      ctx.save();
      ctx.translate(x, y);
      if (angle) ctx.rotate(angle);
      lines.forEach((line, i) => {
        const at = (i - (lines.length - 1) / 2) * face.size * LINE_HEIGHT;
        if (halo) ctx.strokeText(line, 0, at);
        else ctx.fillText(line, 0, at);
      });
      ctx.restore();
    }
  }
}

function plateSize(ctx, words, face) {
  return [advance(ctx, face, words) + face.size * 0.8, face.size * 1.45];
}

/** A plate with the route's number, upright. */
function drawPlate(ctx, { text, name }, face, view, { x, y }) {
  const [width, height] = plateSize(ctx, name, face);
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - height / 2, width, height, 3);
  ctx.fillStyle = text.shield.color[view.theme];
  ctx.fill();
  ctx.strokeStyle = text.shield.ink[view.theme];
  ctx.lineWidth = 1.4;
  ctx.stroke();
  ctx.font = face.font;
  ctx.fillStyle = text.shield.ink[view.theme];
  ctx.fillText(name, x, y + 0.5);
}
