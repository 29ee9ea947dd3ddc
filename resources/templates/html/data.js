// The data blocks of the page, and the plan made of them.

function settings() {
  return JSON.parse(document.getElementById("data-settings").textContent);
}

/** A data block by its id; packed blocks are unpacked by the browser itself. */
async function readBlock(id) {
  const element = document.getElementById(`data-${id}`);
  if (element.dataset.encoding !== "gzip") return JSON.parse(element.textContent);
  const bytes = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** Objects from a table of columns and rows. */
function objects({ columns, rows }) {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

/** The plan with features, records and layers that know each other. */
async function readPlan() {
  const plan = await readBlock("plan");
  plan.records = objects(plan.records);
  plan.features = objects(plan.features);
  plan.records.forEach((record, index) => Object.assign(record, { index, links: [] }));
  for (const layer of plan.layers) {
    const block = layer.block === undefined ? null : await readBlock(`layer-${layer.block}`);
    layer.features = block
      ? importedFeatures(plan, layer, block)
      : plan.features.slice(layer.first, layer.first + layer.count);
    const shapes = decodeShapes(layer.geometry, (block || layer).shapes);
    layer.features.forEach((feature, i) => Object.assign(feature, { layer, shape: shapes[i] }));
    layer.order = layer.features;
    if (block && layer.features.length > BATCH_FROM) layer.order = alongCurve(layer.features);
  }
  plan.features = plan.layers.flatMap((layer) => layer.features);
  plan.feature = new Map(plan.features.map((feature) => [feature.id, feature]));
  for (const feature of plan.features) {
    feature.links = feature.links.map(([record, role]) => {
      const link = { feature, record: plan.records[record], role: plan.roles[role] };
      link.record.links.push(link);
      return link;
    });
  }
  return plan;
}

/** The rows of an imported layer as features; their columns are shown as they are. */
function importedFeatures(plan, layer, block) {
  return block.values.map((values, row) => {
    const label = block.label < 0 ? "" : String(values[block.label] ?? "");
    return {
      id: `${layer.id}:${row}`,
      name: label || `${layer.name} ${row + 1}`,
      label,
      route: "",
      kind: "",
      aliases: [],
      basis: "",
      county: "",
      note: "",
      since: "",
      runs: [[0, -1, layer.style]],
      links: [],
      attributes: block.columns.map((name, i) => [name, values[i]]),
    };
  });
}

/** What a list of [stop, …] runs says at a stop. */
function runAt(runs, stop) {
  let found = runs[0];
  for (const run of runs) {
    if (run[0] > stop) break;
    found = run;
  }
  return found;
}

/** An element with attributes, listeners and children; text never becomes markup. */
function el(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else if (key === "value" || key === "checked") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

function byId(id) {
  return document.getElementById(id);
}
