// The panel: one node with its properties, its relationships and the sentences that say so.

const panel = byId("panel");
const FIRST_ITEMS = 20;
const FIRST_ALIASES = 6;
const CONTEXT_TYPES = ["metric", "dataset", "method", "hardware", "task"];
const PROPERTY_NAMES = { id: "id", uri: "URI", n_papers: "papers", n_concepts: "concepts", memory_gb: "memory (GB)" };

function showPanel() {
  const { selected } = state;
  panel.replaceChildren(...(selected ? nodeView(selected) : overview()));
  panel.scrollTop = 0;
}

function showMissing(id) {
  panel.replaceChildren(
    element("h2", {}, "Not in this file"),
    element("p", { class: "intro" }, `No node has the id “${id}”. The search finds every paper and concept of this graph.`),
    element("p", {}, element("a", { href: "#" }, "Whole graph")),
  );
}

function overview() {
  if (!ranked.length) return [element("h2", {}, "Nothing here yet"), element("p", { class: "intro" }, "This graph holds no papers and no concepts.")];
  const groups = labels.filter((label) => label.shape).map((label) => {
    const top = ranked.filter((node) => node.label === label && node.degree > 0);
    return top.length ? section(label.plural, top.length, list(top, (node) => [nodeLine(node, formatCount(node.degree), "connections")], 5)) : null;
  });
  return [
    element("h2", {}, "What the papers say, and where"),
    element("p", { class: "intro" }, "Search or click a node to see what it is connected with, each time with the sentence of the abstract that says so. Double-click to see its neighbourhood alone. The best connected of each type:"),
    ...groups.filter(Boolean),
  ];
}

function nodeView(node) {
  const close = element("button", { type: "button", "aria-label": "Close", onclick: () => { location.hash = ""; } }, "✕");
  const focus = element("button", { type: "button", id: "focus", "aria-pressed": String(state.isFocused), onclick: toggleFocus }, "Focus");
  return [
    element("p", { class: "kind" }, swatch(node.label), node.label.name, node.properties.coined ? element("span", { class: "tag", title: "Named in a text, not in the vocabulary" }, "coined") : null, element("span", { class: "tools" }, focus, close)),
    element("h2", {}, node.title),
    ...(node.isPaper ? paperView(node) : conceptView(node)),
  ].flat().filter(Boolean);
}

function paperView(node) {
  const { authors, published, categories, url } = node.properties;
  const results = endsOf(node, "HAS_RESULT").map((end) => end.other);
  return [
    authors ? element("p", { class: "meta" }, authors.join(", ")) : null,
    element("p", { class: "meta" }, joined([published, categories?.join(", "), url ? webLink(url, "open paper") : node.id])),
    node.abstract ? element("p", { class: "abstract" }, markedAbstract(node)) : element("p", { class: "intro" }, "No abstract."),
    resultsSection(node, results),
    relationSections(node),
    relatedSection(node),
    propertiesSection(node, ["authors", "published", "categories", "url"]),
  ];
}

function conceptView(node) {
  const results = node.ends.filter((end) => end.other.isResult).map((end) => end.other);
  return [
    node.aliases ? aliasesView(node.aliases) : null,
    definitions(node.properties, ["coined"]),
    relationSections(node),
    resultsSection(node, results),
  ];
}

// Parts

function aliasesView(aliases) {
  const first = `also ${aliases.slice(0, FIRST_ALIASES).join(", ")}`;
  if (aliases.length <= FIRST_ALIASES) return element("p", { class: "meta" }, first);
  const rest = aliases.slice(FIRST_ALIASES);
  return element("details", { class: "meta" }, element("summary", {}, `${first} and ${rest.length} more`), rest.join(", "));
}

const percent = (share) => `${Math.round(share * 100)} %`;
const endsOf = (node, name) => node.ends.filter((end) => end.relation.name === name);
const joined = (parts) => parts.filter(Boolean).flatMap((part, i) => (i ? [" · ", part] : [part]));
const section = (heading, count, ...body) =>
  element("section", {}, element("h3", {}, element("span", {}, heading), element("span", { class: "count" }, formatCount(count))), ...body);

function webLink(url, text) {
  if (!/^https?:\/\//i.test(url)) return element("span", {}, url);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text ?? url);
}

function nodeLine(node, note, meaning) {
  return element("div", { class: "line" }, swatch(node.label), linkTo(node), note ? element("span", { class: "sure", title: meaning }, note) : null);
}

// A list that begins with a few items and shows the others on demand.
function list(items, render, first = FIRST_ITEMS) {
  const made = element("ul", {}, items.slice(0, first).map((item) => element("li", {}, render(item))));
  if (items.length <= first) return [made];
  const more = element("button", { type: "button", class: "more", onclick: () => {
    const rest = items.slice(first).map((item) => element("li", {}, render(item)));
    made.append(...rest);
    more.remove();
    rest[0].querySelector("a").focus();
  } }, `Show all ${formatCount(items.length)}`);
  return [made, more];
}

function relationSections(node) {
  return relations.filter((relation) => relation.isCounted || relation.name === "BROADER").flatMap((relation) =>
    [true, false].map((isStart) => {
      const ends = endsOf(node, relation.name).filter((end) => end.isStart === isStart);
      if (!ends.length) return null;
      const sure = (end) => end.properties.confidence ?? 0;
      ends.sort((a, b) => sure(b) - sure(a) || b.other.degree - a.other.degree || a.other.number - b.other.number);
      return section(isStart ? relation.fromStart : relation.fromEnd, ends.length, ...list(ends, relationItem));
    }),
  );
}

function relationItem(end) {
  const { confidence } = end.properties;
  const note = confidence === undefined ? null : percent(confidence);
  return [nodeLine(end.other, note, "confidence of the extraction"), quotes(end.start, end.properties.evidence ?? [])];
}

// The sentences around the spans, each once, with all its spans marked.
function quotes(paper, evidence) {
  const sentences = new Map();
  for (const piece of evidence) {
    const key = String(piece[2]);
    sentences.set(key, [...(sentences.get(key) ?? []), piece]);
  }
  const [first, ...others] = [...sentences.values()].map((pieces) => quote(paper, pieces));
  if (!others.length) return first ?? null;
  return [first, element("details", {}, element("summary", {}, plural(others.length, "more quote")), ...others)];
}

function quote(paper, pieces) {
  const text = textOf(paper);
  const [start, end, where] = pieces[0];
  const isPlace = Array.isArray(where);
  const [from, to, before = "", after = ""] = isPlace ? where : [];
  const sentence = isPlace ? text.slice(from, to) : where;
  const offset = isPlace ? from : start - Math.max(0, sentence.indexOf(text.slice(start, end)));
  const spans = pieces.map((piece) => ({ start: piece[0] - offset, end: piece[1] - offset }));
  const extractors = [...new Set(pieces.map((piece) => piece[3]))].join(", ");
  return element("blockquote", { title: `found by ${extractors}` }, before, marked(sentence, spans, (part) => element("mark", {}, part)), after);
}

// Text with its spans wrapped; a span that begins inside another, or outside the text, stays plain.
function marked(text, spans, wrap) {
  const pieces = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start < at || span.end > text.length || span.end <= span.start) continue;
    pieces.push(text.slice(at, span.start), wrap(text.slice(span.start, span.end), span));
    at = span.end;
  }
  return [...pieces, text.slice(at)];
}

function markedAbstract(paper) {
  const offset = paper.name.length + 1;
  const spans = paper.ends.flatMap((end) =>
    (end.isStart && end.properties.evidence ? end.properties.evidence : []).map(([start, stop]) => ({
      start: start - offset, end: stop - offset, node: end.other, how: end.relation.fromStart,
    })),
  );
  return marked(paper.abstract, spans, (text, { node, how }) =>
    node.isResult
      ? element("span", { class: "mention result", title: "Result" }, text)
      : linkTo(node, { class: `mention ${node.type}`, title: `${how}: ${node.title} (${node.label.name})` }, text),
  );
}

// Results as a table; those of one sentence stand together above it. What all share, the node, has no column.
function resultsSection(node, results) {
  if (!results.length) return null;
  const groups = bySentence(results.map((result) => ({ result, around: contextOf(result) })));
  const used = CONTEXT_TYPES.filter((type) => type !== node.type && groups.some((rows) => rows.some((row) => row.around[type])));
  const heading = (type) => element("th", { scope: "col" }, type[0].toUpperCase() + type.slice(1));
  const body = element("tbody");
  const show = (some) => body.append(...some.flatMap((rows) => resultRows(rows, used, !node.isPaper)));
  show(groups.slice(0, FIRST_ITEMS));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ["value", "unit", ...used].map(heading))), body);
  const more = element("button", { type: "button", class: "more", onclick: () => {
    show(groups.slice(FIRST_ITEMS));
    more.remove();
  } }, `Show all ${formatCount(results.length)}`);
  return section("Results", results.length, element("div", { class: "scroll" }, table), groups.length > FIRST_ITEMS && more);
}

function bySentence(rows) {
  const start = ({ around }) => around.properties?.evidence[0]?.[0] ?? 0;
  const number = ({ around }) => around.paper?.number ?? 0;
  const groups = new Map();
  for (const row of rows.sort((a, b) => number(a) - number(b) || start(a) - start(b))) {
    const key = `${number(row)} ${row.around.properties?.evidence[0]?.[2]}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function resultRows(rows, columns, namesPaper) {
  const cell = (node) => element("td", {}, node ? linkTo(node, {}, shorten(node.title, 44)) : "–");
  const { paper } = rows[0].around;
  const evidence = rows.flatMap(({ around }) => around.properties?.evidence ?? []);
  return [
    ...rows.map(({ result, around }) => element("tr", {},
      element("td", { class: "value", title: around.properties && `confidence ${percent(around.properties.confidence)}` }, valueText(result)),
      element("td", {}, unitText(result)), columns.map((type) => cell(around[type])))),
    element("tr", {}, element("td", { class: "quote", colspan: columns.length + 2 }, paper && [namesPaper && nodeLine(paper), quotes(paper, evidence)])),
  ];
}

function valueText(result) {
  const { comparator, value, delta } = result.properties;
  const number = value === undefined ? result.name : value.toLocaleString("en-US", { maximumFractionDigits: 8 });
  return [`${COMPARATORS[comparator] ?? ""}${number} `, delta ? element("span", { class: "tag", title: "a difference or factor against something else" }, "change") : null];
}

const COMPARATORS = { "<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ ", "~": "≈ " };
const UNITS = { PERCENT: "%", FACTOR: "×", "PERCENTAGE-POINT": "points" };
const unitText = ({ properties: { unit } }) => (unit ? UNITS[unit] ?? unit.toLowerCase().replaceAll("-", " ") : "–");

function relatedSection(paper) {
  const ends = endsOf(paper, "SHARES_CONCEPTS").sort((a, b) => b.properties.weight - a.properties.weight);
  if (!ends.length) return null;
  return section("Related papers", ends.length, ...list(ends, ({ other, properties }) => {
    const shared = properties.concepts.map((id) => nodeOf.get(id)).filter(Boolean);
    const weight = element("meter", { class: "weight", value: properties.weight, max: 1, title: `weight ${properties.weight.toFixed(2)}` });
    const line = nodeLine(other);
    line.append(weight);
    return [line, element("p", { class: "shared" }, "share ", shared.flatMap((node, i) => (i ? [", ", linkTo(node)] : [linkTo(node)])))];
  }, 8));
}

function propertiesSection(node, except) {
  return element("section", {}, element("h3", {}, "Record"), definitions({ id: node.id, ...node.properties }, except));
}

function definitions(properties, except) {
  const rows = Object.entries(properties).filter(([name]) => !except.includes(name)).flatMap(([name, value]) => [
    element("dt", {}, PROPERTY_NAMES[name] ?? name.replaceAll("_", " ")),
    element("dd", {}, valueView(value)),
  ]);
  return rows.length ? element("dl", {}, rows) : null;
}

function valueView(value) {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return formatCount(value);
  return /^https?:/i.test(value) ? webLink(value) : value;
}
