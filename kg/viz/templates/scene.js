// The scene (which nodes are shown and where), the camera, and the gliding between two of either.

const canvas = byId("canvas");
const context = canvas.getContext("2d");
const camera = { x: 0, y: 0, scale: 1 };
const scene = { nodes: [], links: [], bright: null, hovered: null };
const drawnByDefault = ranked.filter((node) => node.at);
const MOVE_MS = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 380;
const MIN_SCALE = 0.03;
const MAX_SCALE = 8;
let colours = {};
let motion = null;
let frame = 0;

const colourOf = (node) => colours[node.type];
const toScreen = (node) => [
  (node.x - camera.x) * camera.scale + canvas.clientWidth / 2,
  (node.y - camera.y) * camera.scale + canvas.clientHeight / 2,
];
const toWorld = (x, y) => [
  (x - canvas.clientWidth / 2) / camera.scale + camera.x,
  (y - canvas.clientHeight / 2) / camera.scale + camera.y,
];
// Nodes grow slower than distances, so that zooming in makes room.
const screenRadius = (node) => Math.max(1.7, node.radius * (camera.scale < 1 ? camera.scale : camera.scale ** 0.55));

function requestPaint() {
  if (!frame) frame = requestAnimationFrame(paint);
}

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  for (const name of ["ink", "muted", "halo", "edge", "edge-dim", "accent"]) colours[name] = read(name);
  for (const label of labels) colours[label.name.toLowerCase()] = read(label.name.toLowerCase());
  requestPaint();
}

// Scene

// Recomputes what is shown; nodes glide from where they are to where they belong.
function arrange() {
  const { selected } = state;
  const around = selected ? neighboursOf(selected) : [];
  const places = new Map();
  if (state.isFocused) {
    placeAround(selected, around, places);
  } else {
    for (const node of drawnByDefault) if (isTypeShown(node)) places.set(node, node.at);
    if (selected) placeGuests(selected, around, places);
  }
  scene.bright = selected ? new Set([selected, ...around]) : null;
  const origin = selected && scene.nodes.includes(selected) ? [selected.x, selected.y] : places.get(selected);
  const present = new Set(scene.nodes);
  for (const node of places.keys()) if (!present.has(node)) [node.x, node.y] = node.at ?? origin;
  scene.nodes = [...places.keys()];
  scene.links = drawnLinks.filter((r) => isRelationShown(r.relation) && places.has(r.start) && places.has(r.end));
  if (scene.hovered && !places.has(scene.hovered)) setHovered(null);
  return places;
}

// The neighbourhood alone: the node in the middle, its neighbours around it in sectors by type.
function placeAround(centre, around, places) {
  const sorted = [...around].sort((a, b) => labels.indexOf(a.label) - labels.indexOf(b.label) || b.degree - a.degree);
  const nRings = Math.max(1, Math.ceil(sorted.length / 24));
  places.set(centre, [0, 0]);
  sorted.forEach((node, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / sorted.length - Math.PI / 2;
    const distance = 150 + 62 * (i % nRings) + Math.min(60, centre.radius);
    places.set(node, [distance * Math.cos(angle), distance * Math.sin(angle)]);
  });
}

// A node that the cut leaves out, and such neighbours, find free places on a spiral around what they belong to.
function placeGuests(selected, around, places) {
  const cells = new Set();
  const cell = ([x, y]) => `${Math.round(x / 16)},${Math.round(y / 16)}`;
  for (const place of places.values()) cells.add(cell(place));
  const settle = (node, [x, y], first) => {
    for (let i = first; ; i += 1) {
      const distance = 13 * Math.sqrt(i);
      const place = [x + distance * Math.cos(2.4 * i), y + distance * Math.sin(2.4 * i)];
      if (cells.has(cell(place)) && i < 4000) continue;
      cells.add(cell(place));
      places.set(node, place);
      return;
    }
  };
  if (!places.has(selected)) {
    const anchors = around.filter((node) => places.has(node)).map((node) => places.get(node));
    const mean = (axis) => anchors.reduce((sum, place) => sum + place[axis], 0) / anchors.length;
    if (selected.at) places.set(selected, selected.at);
    else settle(selected, anchors.length ? [mean(0), mean(1)] : [0, 0], 0);
  }
  for (const node of around) if (!places.has(node)) settle(node, places.get(selected), 6);
}

// Camera

function cameraFor(places, maxScale, [marginX, marginY] = [110, 90]) {
  const points = [...places];
  if (!points.length) return { x: 0, y: 0, scale: 1 };
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const fit = Math.min((canvas.clientWidth - marginX) / (right - left + 30), (canvas.clientHeight - marginY) / (bottom - top + 30));
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.min(maxScale, Math.max(MIN_SCALE, fit)) };
}

// Alone, a neighbourhood leaves room at its sides for the labels.
const sceneCamera = (places) =>
  cameraFor(places.values(), 1.35, state.isFocused ? [Math.min(470, 0.6 * canvas.clientWidth), 130] : [60, 60]);

function neighbourhoodCamera(places) {
  const points = [...scene.bright].filter((node) => places.has(node)).map((node) => places.get(node));
  return cameraFor(points, 1.1, [240, 120]);
}

function moveTo(places, target) {
  const from = scene.nodes.map((node) => [node.x, node.y]);
  motion = { start: performance.now(), from, to: scene.nodes.map((node) => places.get(node)), camera: { ...camera }, target };
  requestPaint();
}

function advance(now) {
  const share = MOVE_MS ? Math.min(1, Math.max(0, now - motion.start) / MOVE_MS) : 1;
  const eased = 1 - (1 - share) ** 3;
  const between = (a, b) => a + (b - a) * eased;
  scene.nodes.forEach((node, i) => {
    node.x = between(motion.from[i][0], motion.to[i][0]);
    node.y = between(motion.from[i][1], motion.to[i][1]);
  });
  if (motion.target) {
    camera.x = between(motion.camera.x, motion.target.x);
    camera.y = between(motion.camera.y, motion.target.y);
    camera.scale = Math.exp(between(Math.log(motion.camera.scale), Math.log(motion.target.scale)));
  }
  if (share === 1) motion = null;
}

function zoomBy(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const [worldX, worldY] = toWorld(x, y);
  camera.scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, camera.scale * factor));
  camera.x = worldX - (x - canvas.clientWidth / 2) / camera.scale;
  camera.y = worldY - (y - canvas.clientHeight / 2) / camera.scale;
  if (motion) motion.target = null;
  requestPaint();
}

function panBy(dx, dy) {
  camera.x -= dx / camera.scale;
  camera.y -= dy / camera.scale;
  if (motion) motion.target = null;
  requestPaint();
}
