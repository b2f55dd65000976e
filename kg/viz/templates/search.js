// The search: every paper by title and id, every concept by name and alias, drawn or not.

const searchInput = byId("search");
const hitsBox = byId("hits-box");
const hitList = byId("hits");
const MAX_HITS = 12;
let hits = [];
let active = -1;

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\-_/]+/g, " ").trim();
const entries = ranked.map((node) => ({
  node,
  names: [node.title, ...(node.aliases ?? []), ...(node.isPaper ? [node.id] : [])].map((name) => ({ name, folded: fold(name) })),
}));

// 0 for a name that is the query; then names that begin with it, words that do, and any other place.
function rank(folded, query, words) {
  if (folded === query) return 0;
  if (folded.startsWith(query)) return 1;
  if (` ${folded}`.includes(` ${query}`)) return 2;
  if (folded.includes(query)) return 3;
  return words.every((word) => folded.includes(word)) ? 4 : Infinity;
}

// Nodes that match, best first; among equals the better connected.
function findNodes(text) {
  const query = fold(text);
  if (!query) return [];
  const words = query.split(" ");
  const found = [];
  for (const { node, names } of entries) {
    let best = { rank: Infinity, name: "" };
    for (const { name, folded } of names) {
      const value = rank(folded, query, words);
      if (value < best.rank) best = { rank: value, name };
    }
    if (best.rank < Infinity) found.push({ node, ...best });
  }
  return found.sort((a, b) => a.rank - b.rank); // stable: entries are ranked by connections
}

function showHits() {
  const found = findNodes(searchInput.value);
  hits = found.slice(0, MAX_HITS).map((hit) => hit.node);
  hitList.replaceChildren(...found.slice(0, MAX_HITS).map(hitItem));
  const isAsked = fold(searchInput.value) !== "";
  const more = found.length > MAX_HITS ? `${MAX_HITS} of ${formatCount(found.length)} matches; type more to narrow` : plural(found.length, "match").replace("matchs", "matches");
  byId("hits-note").textContent = found.length ? more : "No paper or concept has this in its name.";
  openHits(isAsked);
  setActive(hits.length ? 0 : -1);
}

function hitItem({ node, name }, number) {
  const via = name !== node.title ? element("span", { class: "via" }, ` ${name}`) : null;
  const item = element("li", { role: "option", id: `hit-${number}`, "aria-selected": "false" }, swatch(node.label),
    element("span", { class: "name" }, shorten(node.title, 110), via), element("span", { class: "degree", title: "connections" }, formatCount(node.degree)));
  item.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the input focused
  item.addEventListener("click", () => choose(node));
  item.addEventListener("pointermove", () => setActive(number));
  return item;
}

function openHits(isOpen) {
  hitsBox.hidden = !isOpen;
  searchInput.setAttribute("aria-expanded", String(isOpen));
}

function setActive(number) {
  hitList.children[active]?.setAttribute("aria-selected", "false");
  active = number;
  const item = hitList.children[active];
  item?.setAttribute("aria-selected", "true");
  item?.scrollIntoView({ block: "nearest" });
  if (item) searchInput.setAttribute("aria-activedescendant", item.id);
  else searchInput.removeAttribute("aria-activedescendant");
}

function choose(node) {
  openHits(false);
  searchInput.value = "";
  panel.focus();
  location.hash = hashOf(node);
}

searchInput.addEventListener("input", showHits);
searchInput.addEventListener("focus", () => { if (fold(searchInput.value)) showHits(); });
searchInput.addEventListener("blur", () => openHits(false));
searchInput.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) {
    event.preventDefault();
    setActive((active + step + hits.length) % hits.length);
  } else if (event.key === "Enter" && hits[active]) {
    choose(hits[active]);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (searchInput.value) searchInput.value = "";
    else searchInput.blur();
    openHits(false);
  }
});
