// The page: filters, the address, keys and pointer.

colours.font = getComputedStyle(document.body).fontFamily;

// Selection lives in the address, so that the back button and a copied link work.
let shownAddress = null;

function readAddress() {
  if (location.hash === shownAddress) return;
  shownAddress = location.hash;
  const raw = location.hash.slice(1);
  let id = raw;
  try {
    id = decodeURIComponent(raw);
  } catch {
    // A stray "%" is part of the name then.
  }
  const node = nodeOf.get(id);
  const isKnown = Boolean(node) && !node.isResult;
  select(isKnown ? node : null);
  if (id && !isKnown) showMissing(id);
}

// The event of a changed address comes too late for the second click of a double click.
function goTo(address) {
  location.hash = address;
  readAddress();
}

function select(node) {
  const wasClicked = node !== null && node === clicked;
  clicked = null;
  state.selected = node;
  if (!node) state.isFocused = false;
  document.title = node ? `${node.title} – ScholarGraph` : "ScholarGraph";
  byId("status").textContent = node ? `${node.label.name} ${node.title}, ${plural(node.degree, "connection")}` : "";
  showPanel();
  rearrange({ keepsCamera: wasClicked && !state.isFocused, fits: state.isFocused });
}

function rearrange({ keepsCamera = false, fits = false } = {}) {
  const places = arrange();
  const target = keepsCamera ? null : fits || !state.selected ? sceneCamera(places) : neighbourhoodCamera(places);
  moveTo(places, target);
  showBanner();
}

function toggleFocus() {
  if (!state.selected) return;
  state.isFocused = !state.isFocused;
  byId("focus").setAttribute("aria-pressed", String(state.isFocused));
  rearrange({ fits: state.isFocused });
}

function showBanner() {
  byId("banner").hidden = !state.isFocused;
  if (state.isFocused) byId("banner").firstElementChild.textContent = `Only the neighbourhood of ${shorten(state.selected.title, 48)}`;
  const empty = byId("empty");
  empty.hidden = scene.nodes.length > 0;
  empty.textContent = ranked.length ? "Every type is filtered out. Tick one on the left." : "This graph is empty.";
}

// Filters; the checkboxes are the legend as well.

function checkbox(isChecked, onChange, ...content) {
  const input = element("input", { type: "checkbox", checked: isChecked });
  input.addEventListener("change", () => onChange(input.checked));
  return element("label", {}, input, ...content);
}

const countBy = (items, key) => items.reduce((counts, item) => counts.set(key(item), (counts.get(key(item)) ?? 0) + 1), new Map());

function buildFilters() {
  const nNodes = countBy(nodes, (node) => node.label);
  const nLinks = countBy(relationships, (r) => r.relation);
  const toggle = (hidden, name) => (isShown) => {
    if (isShown) hidden.delete(name);
    else hidden.add(name);
    rearrange({ keepsCamera: true });
  };
  for (const label of labels.filter((l) => l.shape)) {
    byId("types").append(checkbox(true, toggle(state.hiddenTypes, label.name.toLowerCase()),
      swatch(label), element("span", {}, label.plural), element("span", { class: "count" }, formatCount(nNodes.get(label) ?? 0))));
  }
  for (const relation of relations.filter((r) => r.isCounted || r.name === "BROADER" || r.name === "SHARES_CONCEPTS")) {
    if (!nLinks.get(relation)) continue;
    byId("relations").append(checkbox(isRelationShown(relation), toggle(state.hiddenRelations, relation.name),
      element("span", {}, relation.fromStart), element("span", { class: "count" }, formatCount(nLinks.get(relation)))));
  }
  const nPapers = ranked.filter((node) => node.isPaper).length;
  const sum = [plural(nPapers, "paper"), plural(ranked.length - nPapers, "concept"), plural(relationships.length, "relationship")];
  byId("counts").textContent = sum.join(", ");
  byId("cut").textContent = `Drawn: ${data.cut}${drawnByDefault.length < ranked.length ? ", those with most connections; search covers all" : ""}.`;
}

// Pointer: drag moves, wheel and pinch zoom, a click selects, a double click focuses.

const pointers = new Map();
let clicked = null;
let pressed = null;

const pointOf = (event) => {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};
const pinch = () => {
  const [[ax, ay], [bx, by]] = [...pointers.values()];
  return { x: (ax + bx) / 2, y: (ay + by) / 2, distance: Math.hypot(ax - bx, ay - by) };
};

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, pointOf(event));
  pressed = { point: pointOf(event), hasMoved: false };
});

canvas.addEventListener("pointermove", (event) => {
  const point = pointOf(event);
  const last = pointers.get(event.pointerId);
  if (!last) return setHovered(nodeAt(...point));
  if (pointers.size === 2) {
    const before = pinch();
    pointers.set(event.pointerId, point);
    const after = pinch();
    pressed.hasMoved = true;
    panBy(after.x - before.x, after.y - before.y);
    return zoomBy(after.distance / Math.max(1, before.distance), after.x, after.y);
  }
  pointers.set(event.pointerId, point);
  if (Math.hypot(point[0] - pressed.point[0], point[1] - pressed.point[1]) > 4) pressed.hasMoved = true;
  if (!pressed.hasMoved) return undefined;
  canvas.classList.add("dragging");
  setHovered(null);
  return panBy(point[0] - last[0], point[1] - last[1]);
});

function release(event) {
  pointers.delete(event.pointerId);
  canvas.classList.remove("dragging");
}

canvas.addEventListener("pointercancel", release);
canvas.addEventListener("pointerleave", () => setHovered(null));
canvas.addEventListener("pointerup", (event) => {
  release(event);
  if (pressed?.hasMoved) return;
  const node = nodeAt(...pointOf(event));
  if (node === state.selected || (!node && state.isFocused)) return;
  clicked = node;
  goTo(node ? hashOf(node) : "");
});
canvas.addEventListener("dblclick", (event) => {
  const node = nodeAt(...pointOf(event));
  if (node && node === state.selected && !state.isFocused) toggleFocus();
  else if (!node) zoomBy(1.8, ...pointOf(event));
});
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  setHovered(null);
  const lines = event.deltaMode === 1 ? 16 : 1;
  zoomBy(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), ...pointOf(event));
}, { passive: false });

// Keys

const MOVES = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
canvas.addEventListener("keydown", (event) => {
  if (!MOVES[event.key]) return;
  event.preventDefault();
  panBy(...MOVES[event.key]);
});

const fit = () => rearrange({ fits: true });
const KEYS = { "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: fit, f: toggleFocus, Escape: goBack };

function goBack() {
  if (state.isFocused) toggleFocus();
  else if (state.selected) location.hash = "";
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search]")) return;
  if (event.key === "/") {
    event.preventDefault();
    searchInput.focus();
    searchInput.select();
  } else {
    KEYS[event.key]?.();
  }
});

byId("zoom-in").addEventListener("click", () => zoomBy(1.4));
byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
byId("zoom-fit").addEventListener("click", fit);
byId("leave-focus").addEventListener("click", toggleFocus);
addEventListener("hashchange", readAddress);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", readColours);
new ResizeObserver(requestPaint).observe(canvas);

buildFilters();
readColours();
readAddress();

// For scripts and tests: where a drawn node stands in the window.
window.explorer = Object.freeze({
  positionOf(id) {
    const box = canvas.getBoundingClientRect();
    const [x, y] = toScreen(nodeOf.get(id));
    return { x: box.left + x, y: box.top + y, isDrawn: scene.nodes.includes(nodeOf.get(id)), isMoving: motion !== null };
  },
});
