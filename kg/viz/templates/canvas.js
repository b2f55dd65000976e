// The drawing: scene (what is shown and where), camera, painting, and which node is under the pointer.

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

// Painting

function paint(now) {
  frame = 0;
  if (motion) advance(now);
  const ratio = devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  for (const node of scene.nodes) [node.sx, node.sy] = toScreen(node);
  const isVisible = (node) => node.sx > -40 && node.sx < width + 40 && node.sy > -40 && node.sy < height + 40;
  paintLinks();
  const visible = scene.nodes.filter(isVisible);
  paintNodes(visible);
  paintLabels(visible, width, height);
  if (motion) requestPaint();
}

const isBright = (node) => !scene.bright || scene.bright.has(node) || node === scene.hovered;
const touches = (link, node) => link.start === node || link.end === node;

// Whether a link runs wholly to one side of the drawing.
function isOutside({ start, end }) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  return Math.max(start.sx, end.sx) < 0 || Math.min(start.sx, end.sx) > width || Math.max(start.sy, end.sy) < 0 || Math.min(start.sy, end.sy) > height;
}

// Links take the colour of their concept; of one colour and strength they are one path.
function paintLinks() {
  const layers = { dim: new Map(), plain: new Map(), strong: new Map() };
  for (const link of scene.links) {
    if (isOutside(link)) continue;
    const isStrong = touches(link, scene.hovered) || touches(link, state.selected);
    const name = isStrong ? "strong" : scene.bright && !(state.isFocused && isBright(link.start)) ? "dim" : "plain";
    const colour = colourOf(link.start.isPaper ? link.end : link.start);
    const path = layers[name].get(colour) ?? new Path2D();
    path.moveTo(link.start.sx, link.start.sy);
    path.lineTo(link.end.sx, link.end.sy);
    layers[name].set(colour, path);
  }
  const strength = { dim: [colours["edge-dim"], 0.8], plain: [colours.edge, 0.8], strong: [0.75, 1.4] };
  for (const [name, [alpha, width]] of Object.entries(strength)) {
    context.globalAlpha = Number(alpha);
    context.lineWidth = width;
    for (const [colour, path] of layers[name]) {
      context.strokeStyle = colour;
      context.stroke(path);
    }
  }
  context.globalAlpha = 1;
}

function trace(node, radius) {
  const corners = SHAPES[node.label.shape];
  context.beginPath();
  if (corners) for (const [x, y] of corners) context.lineTo(node.sx + radius * x, node.sy + radius * y);
  else context.arc(node.sx, node.sy, radius, 0, 2 * Math.PI);
  context.closePath();
}

function paintNodes(visible) {
  const order = scene.bright ? [...visible].sort((a, b) => isBright(a) - isBright(b)) : visible;
  context.lineJoin = "round";
  for (const node of order) {
    const radius = screenRadius(node);
    context.globalAlpha = isBright(node) ? 1 : 0.16;
    trace(node, radius);
    context.fillStyle = colourOf(node);
    context.fill();
    if (radius > 3) {
      context.strokeStyle = colours.halo;
      context.lineWidth = 1;
      context.stroke();
    }
    if (node !== state.selected && node !== scene.hovered) continue;
    trace(node, radius + 3);
    context.strokeStyle = colours.ink;
    context.lineWidth = node === state.selected ? 2.2 : 1.2;
    context.stroke();
  }
  context.globalAlpha = 1;
}

// Labels: the important first, each where it covers no other; those that find no place are left out.
function paintLabels(visible, width, height) {
  const weight = (node) => (node === state.selected ? 3 : scene.bright?.has(node) ? 2 : 1);
  const wanted = visible.filter((node) => isBright(node) && (weight(node) > 1 || isLabelled(node)));
  wanted.sort((a, b) => weight(b) - weight(a) || b.degree - a.degree);
  const taken = visible.filter((node) => screenRadius(node) > 7 && isBright(node)).map(nodeBox);
  context.lineJoin = "round";
  context.textBaseline = "middle";
  for (const node of wanted.slice(0, 400)) {
    const size = node.isPaper ? 11.5 : Math.min(16, 11 + screenRadius(node) / 7);
    context.font = `${node === state.selected || (!node.isPaper && node.degree > 9) ? 600 : 400} ${size}px ${colours.font}`;
    const text = shorten(node.title, node === state.selected ? 48 : node.isPaper ? 34 : 40);
    const box = freeBox(node, context.measureText(text).width, size, taken);
    if (!box || box.right < 0 || box.left > width || box.bottom < 0 || box.top > height) continue;
    taken.push(box);
    context.strokeStyle = colours.halo;
    context.lineWidth = 3.5;
    context.strokeText(text, box.left, (box.top + box.bottom) / 2);
    context.fillStyle = node.isPaper && node !== state.selected ? colours.muted : colours.ink;
    context.fillText(text, box.left, (box.top + box.bottom) / 2);
  }
}

const isLabelled = (node) => screenRadius(node) >= (node.isPaper ? 13 : 4.6);

function nodeBox(node) {
  const radius = screenRadius(node) * 0.8;
  return { left: node.sx - radius, right: node.sx + radius, top: node.sy - radius, bottom: node.sy + radius, node };
}

function freeBox(node, width, size, taken) {
  const gap = screenRadius(node) + 5;
  const [x, y, half] = [node.sx, node.sy, size * 0.62];
  const box = (left, middle) => ({ left, right: left + width, top: middle - half, bottom: middle + half });
  const right = box(x + gap, y);
  const left = box(x - gap - width, y);
  const sides = state.isFocused && x < canvas.clientWidth / 2 ? [left, right] : [right, left];
  const choices = [...sides, box(x - width / 2, y + gap + half - 3), box(x - width / 2, y - gap - half + 3)];
  const isFree = (a) =>
    a.left > 2 && a.right < canvas.clientWidth - 2 &&
    taken.every((b) => b.node === node || a.left > b.right || a.right < b.left || a.top > b.bottom || a.bottom < b.top);
  return choices.find(isFree) ?? (node === state.selected ? right : null);
}

// Pointer

function nodeAt(x, y) {
  let [best, bestDistance] = [null, Infinity];
  for (const node of scene.nodes) {
    const [sx, sy] = toScreen(node);
    const distance = Math.hypot(sx - x, sy - y) - screenRadius(node);
    const isOnTop = distance < bestDistance && (isBright(node) || distance < 0);
    if (isOnTop) [best, bestDistance] = [node, distance];
  }
  return bestDistance < 4 ? best : null;
}

function setHovered(node) {
  if (node === scene.hovered) return;
  scene.hovered = node;
  const tip = byId("tip");
  tip.hidden = !node;
  canvas.classList.toggle("over", Boolean(node));
  if (node) {
    tip.firstElementChild.textContent = node.title;
    tip.lastElementChild.textContent = `${node.label.name} · ${plural(node.degree, "connection")}`;
    const [x, y] = toScreen(node);
    const isRight = x > canvas.clientWidth - 360;
    const isLow = y > canvas.clientHeight - 110;
    const offset = screenRadius(node) + 10;
    tip.style.transform = `translate(${x + (isRight ? -offset : offset)}px, ${y + (isLow ? -offset : offset)}px) translate(${isRight ? -100 : 0}%, ${isLow ? -100 : 0}%)`;
  }
  requestPaint();
}
