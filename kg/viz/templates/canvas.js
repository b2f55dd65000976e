// The drawing of the scene, and which node is under the pointer.

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
