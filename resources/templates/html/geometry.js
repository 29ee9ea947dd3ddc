// Shapes in the world's pixels at zoom 0 (Web Mercator, 256 wide), and measures on the ellipsoid.

const WORLD = 256;
const EQUATOR = 40075016.686;
const CGCS2000 = { a: 6378137, f: 1 / 298.257222101 };
const RAD = Math.PI / 180;

function project(lon, lat) {
  const s = Math.sin(Math.max(-85.05, Math.min(85.05, lat)) * RAD);
  return [
    WORLD * (lon / 360 + 0.5),
    WORLD * (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)),
  ];
}

function unproject(x, y) {
  const n = Math.PI * (1 - (2 * y) / WORLD);
  return [(x / WORLD - 0.5) * 360, Math.atan(Math.sinh(n)) / RAD];
}

/** Steps of whole numbers as projected vertices: x, y, x, y … */
function decodeRun(run, { scale, origin }) {
  const xy = new Float64Array(run.length);
  let [lon, lat] = origin;
  for (let i = 0; i < run.length; i += 2) {
    lon += run[i];
    lat += run[i + 1];
    const [x, y] = project(lon / scale, lat / scale);
    xy[i] = x;
    xy[i + 1] = y;
  }
  return xy;
}

/** The shapes of a layer: polygons of rings, or lines, or points; each with its box. */
function decodeShapes(geometry, shapes) {
  return shapes.features.map((parts) => {
    const polygons = geometry === "area"
      ? parts.map((rings) => rings.map((run, i) => turned(decodeRun(run, shapes), i > 0)))
      : [];
    const runs = geometry === "area" ? polygons.flat() : parts.map((run) => decodeRun(run, shapes));
    return { geometry, polygons, runs, box: boxOf(runs) };
  });
}

function boxOf(runs) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const xy of runs) {
    for (let i = 0; i < xy.length; i += 2) {
      if (xy[i] < box[0]) box[0] = xy[i];
      if (xy[i] > box[2]) box[2] = xy[i];
      if (xy[i + 1] < box[1]) box[1] = xy[i + 1];
      if (xy[i + 1] > box[3]) box[3] = xy[i + 1];
    }
  }
  return box;
}

function union(boxes) {
  return boxes.reduce(
    (all, b) => [
      Math.min(all[0], b[0]), Math.min(all[1], b[1]),
      Math.max(all[2], b[2]), Math.max(all[3], b[3]),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
}

function meets(a, b) {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

function signedArea(xy) {
  let sum = 0;
  for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
    sum += xy[j] * xy[i + 1] - xy[i] * xy[j + 1];
  }
  return sum / 2;
}

/** A ring with its sense given, so that many areas can be filled as one path and keep their holes. */
function turned(xy, hole) {
  if (signedArea(xy) > 0 !== hole) return xy;
  const back = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    back[i] = xy[xy.length - 2 - i];
    back[i + 1] = xy[xy.length - 1 - i];
  }
  return back;
}

/** Features along a space-filling curve, so that neighbours share a batch. */
function alongCurve(features) {
  const all = union(features.map((f) => f.shape.box));
  const size = Math.max(all[2] - all[0], all[3] - all[1]) || 1;
  const spread = (v) => {
    let n = Math.max(0, Math.min(0xffff, Math.floor(v * 0xffff)));
    n = (n | (n << 8)) & 0x00ff00ff;
    n = (n | (n << 4)) & 0x0f0f0f0f;
    n = (n | (n << 2)) & 0x33333333;
    return (n | (n << 1)) & 0x55555555;
  };
  const code = ({ shape: { box } }) =>
    (spread((box[0] - all[0]) / size) | (spread((box[1] - all[1]) / size) << 1)) >>> 0;
  return features.map((f) => [code(f), f]).sort((a, b) => a[0] - b[0]).map(([, f]) => f);
}

function insideRing(xy, x, y) {
  let inside = false;
  for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
    if (xy[i + 1] > y !== xy[j + 1] > y) {
      const at = ((xy[j] - xy[i]) * (y - xy[i + 1])) / (xy[j + 1] - xy[i + 1]) + xy[i];
      if (x < at) inside = !inside;
    }
  }
  return inside;
}

function insideArea(shape, x, y) {
  return shape.polygons.some((rings) => rings.filter((ring) => insideRing(ring, x, y)).length % 2);
}

function distanceToRun(xy, x, y) {
  let best = Math.hypot(xy[0] - x, xy[1] - y);
  for (let i = 2; i < xy.length; i += 2) {
    const dx = xy[i] - xy[i - 2];
    const dy = xy[i + 1] - xy[i - 1];
    const along = ((x - xy[i - 2]) * dx + (y - xy[i - 1]) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.max(0, Math.min(1, along));
    best = Math.min(best, Math.hypot(xy[i - 2] + t * dx - x, xy[i - 1] + t * dy - y));
  }
  return best;
}

/** How far a shape is from a place; 0 inside an area. */
function distanceTo(shape, x, y) {
  if (shape.polygons.length && insideArea(shape, x, y)) return 0;
  return Math.min(...shape.runs.map((xy) => distanceToRun(xy, x, y)));
}

/** A place well inside an area: the middle of the widest of some level cuts. */
function heart(shape) {
  if (shape.heart) return shape.heart;
  const sizes = shape.polygons.map((rings) => Math.abs(signedArea(rings[0])));
  const rings = shape.polygons[sizes.indexOf(Math.max(...sizes))];
  const [, top, , bottom] = boxOf(rings);
  let best = { width: -1, x: rings[0][0], y: rings[0][1] };
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75]) {
    const y = top + (bottom - top) * share;
    const cuts = rings.flatMap((ring) => crossings(ring, y)).sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      // A place near the middle wins over one that is a little wider.
      const width = (cuts[i + 1] - cuts[i]) * (1.15 - Math.abs(share - 0.5));
      if (width > best.width) best = { width, x: (cuts[i] + cuts[i + 1]) / 2, y };
    }
  }
  shape.heart = best;
  return best;
}

function crossings(xy, y) {
  const found = [];
  for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
    if (xy[i + 1] > y !== xy[j + 1] > y) {
      found.push(((xy[j] - xy[i]) * (y - xy[i + 1])) / (xy[j + 1] - xy[i + 1]) + xy[i]);
    }
  }
  return found;
}

/** Metres along the ellipsoid between two places in degrees (Vincenty). */
function geodesic([lon1, lat1], [lon2, lat2]) {
  const { a, f } = CGCS2000;
  const b = a * (1 - f);
  const u1 = Math.atan((1 - f) * Math.tan(lat1 * RAD));
  const u2 = Math.atan((1 - f) * Math.tan(lat2 * RAD));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const l = (lon2 - lon1) * RAD;
  let lambda = l;
  for (let round = 0; round < 100; round += 1) {
    const sl = Math.sin(lambda);
    const cl = Math.cos(lambda);
    const sin = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
    if (sin === 0) return 0;
    const cos = s1 * s2 + c1 * c2 * cl;
    const sigma = Math.atan2(sin, cos);
    const alpha = (c1 * c2 * sl) / sin;
    const squared = 1 - alpha * alpha;
    const middle = squared ? cos - (2 * s1 * s2) / squared : 0;
    const c = (f / 16) * squared * (4 + f * (4 - 3 * squared));
    const turn = middle + c * cos * (2 * middle * middle - 1);
    const next = l + (1 - c) * f * alpha * (sigma + c * sin * turn);
    const settled = Math.abs(next - lambda) < 1e-12;
    lambda = next;
    if (!settled) continue;
    const p = (squared * (a * a - b * b)) / (b * b);
    const big = 1 + (p / 16384) * (4096 + p * (p * (320 - 175 * p) - 768));
    const small = (p / 1024) * (256 + p * (p * (74 - 47 * p) - 128));
    const inner = cos * (2 * middle * middle - 1)
      - (small / 6) * middle * (4 * sin * sin - 3) * (4 * middle * middle - 3);
    return b * big * (sigma - small * sin * (middle + (small / 4) * inner));
  }
  return NaN;
}

/** Square metres of a ring of places in degrees, in the ellipsoid's equal-area cylinder. */
function geodesicArea(ring) {
  const { a, f } = CGCS2000;
  const e2 = f * (2 - f);
  const e = Math.sqrt(e2);
  const q = (lat) => {
    const s = Math.sin(lat * RAD);
    return (1 - e2) * (s / (1 - e2 * s * s) + Math.atanh(e * s) / e);
  };
  let sum = 0;
  ring.forEach(([lon, lat], i) => {
    const [lon2, lat2] = ring[(i + 1) % ring.length];
    sum += (lon2 - lon) * RAD * (q(lat) + q(lat2));
  });
  return Math.abs((sum * a * a) / 4);
}
