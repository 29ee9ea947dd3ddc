// Annotations as their author drew them; their outlines come ready from the workspace.

const DASHES = { solid: [], dash: [8, 5], dot: [1.5, 4] };
const AREAS = new Set(["polygon", "rectangle", "circle"]);
// A longer text gets a plate instead of a halo.
const HALO_LETTERS = 600;
const LINES = new Set(["line", "freehand", "arrow"]);

function drawAnnotations(ctx, annotations, view) {
  toCorner(ctx, view);
  for (const annotation of annotations) {
    ctx.save();
    ctx.globalAlpha = annotation.opacity;
    drawAnnotation(ctx, annotation, view);
    ctx.restore();
  }
}

function drawAnnotation(ctx, a, view) {
  const points = a.points.map(([lon, lat]) => toPixel(view, ...project(lon, lat)));
  ctx.strokeStyle = a.stroke;
  ctx.lineWidth = a.width;
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.setLineDash(DASHES[a.dash].map((v) => v * Math.max(1, a.width / 2)));
  if (AREAS.has(a.kind) || LINES.has(a.kind)) {
    const path = new Path2D();
    points.forEach(([x, y]) => path.lineTo(x, y));
    if (AREAS.has(a.kind)) path.closePath();
    if (a.fill && AREAS.has(a.kind)) {
      ctx.fillStyle = a.fill;
      ctx.fill(path);
    }
    if (a.width) ctx.stroke(path);
  }
  ctx.setLineDash([]);
  if (a.kind === "arrow") drawArrowHead(ctx, a, points);
  if (a.kind === "marker") drawNumber(ctx, a, points[0]);
  else if (a.kind === "callout") drawCallout(ctx, a, points);
  else if (a.text) drawText(ctx, a, AREAS.has(a.kind) ? middleOf(points) : points[0]);
}

function middleOf(points) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

function drawArrowHead(ctx, a, points) {
  const [[bx, by], [x, y]] = points.slice(-2);
  const size = 8 + 3 * a.width;
  const angle = Math.atan2(y - by, x - bx);
  ctx.beginPath();
  ctx.moveTo(x + Math.cos(angle) * a.width, y + Math.sin(angle) * a.width);
  for (const side of [1, -1]) {
    const [ex, ey] = [-size, side * size * 0.45];
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    ctx.lineTo(x + ex * c - ey * s, y + ex * s + ey * c);
  }
  ctx.fillStyle = a.stroke;
  ctx.fill();
}

function drawNumber(ctx, a, [x, y]) {
  const radius = a.size * 0.8;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = a.fill || a.stroke;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = "#ffffff";
  ctx.stroke();
  ctx.font = `600 ${a.size * 0.85}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = "#ffffff";
  ctx.fillText(String(a.number), x, y + 0.5);
  if (a.text) drawText(ctx, a, [x + radius + 4 + textBlock(ctx, a).width / 2, y]);
}

function annotationFont(a) {
  return `${a.bold ? 600 : 400} ${a.size}px ${FONT}`;
}

/** Lines no wider than the wrap; Chinese breaks anywhere, other words between them. */
function wrapped(ctx, text, wrap) {
  const lines = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const piece of paragraph.match(/[\w'’.,-]+\s*|\s+|[^\w\s]/gu) ?? [""]) {
      if (wrap && line && ctx.measureText(line + piece.trimEnd()).width > wrap) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

function textBlock(ctx, a) {
  ctx.font = annotationFont(a);
  const lines = wrapped(ctx, a.text, a.wrap);
  const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
  const step = a.size * 1.4;
  return { lines, width, step, height: lines.length * step };
}

/** The lines of a block around (0, 0). */
function drawLines(ctx, a, { lines, step }, halo) {
  ctx.font = annotationFont(a);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  lines.forEach((line, i) => {
    const at = (i - (lines.length - 1) / 2) * step;
    if (halo) {
      ctx.strokeStyle = "rgba(255,255,255,0.9)";
      ctx.lineWidth = 4;
      ctx.strokeText(line, 0, at);
    }
    ctx.fillStyle = a.color;
    ctx.fillText(line, 0, at);
  });
}

function drawText(ctx, a, [x, y]) {
  const block = textBlock(ctx, a);
  const long = a.text.length > HALO_LETTERS;
  ctx.save();
  ctx.translate(x, y);
  if (a.kind === "text") ctx.rotate(a.rotation * RAD);
  if (a.halo && long) {
    const [w, h] = [block.width / 2 + 6, block.height / 2 + 4];
    ctx.beginPath();
    ctx.roundRect(-w, -h, 2 * w, 2 * h, 5);
    ctx.fillStyle = "rgba(255,255,255,0.9)";
    ctx.fill();
  }
  drawLines(ctx, a, block, a.halo && !long);
  ctx.restore();
}

function drawCallout(ctx, a, [spoken, place]) {
  const block = textBlock(ctx, a);
  const [w, h] = [block.width / 2 + 9, block.height / 2 + 5];
  ctx.beginPath();
  ctx.moveTo(...spoken);
  ctx.lineTo(...place);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(spoken[0], spoken[1], 2 + a.width, 0, 2 * Math.PI);
  ctx.fillStyle = a.stroke;
  ctx.fill();
  ctx.translate(...place);
  ctx.rotate(a.rotation * RAD);
  ctx.beginPath();
  ctx.roundRect(-w, -h, 2 * w, 2 * h, 5);
  ctx.fillStyle = a.fill || "#ffffff";
  ctx.fill();
  ctx.stroke();
  drawLines(ctx, a, block, false);
}
