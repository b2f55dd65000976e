// The graph: nodes with their relationships at both ends, and what the reader has chosen.

const data = JSON.parse(document.getElementById("graph").textContent);
const labels = data.labels;
const relations = data.relations;
const nodes = data.nodes;
const nodeOf = new Map();

nodes.forEach((node, number) => {
  node.number = number;
  node.label = labels[node.label];
  node.type = node.label.name.toLowerCase();
  node.isResult = node.label.name === "Result";
  node.isPaper = node.label.name === "Paper";
  node.ends = []; // {relation, other, isStart, properties}
  node.title = node.name || (node.isPaper ? "Untitled paper" : node.id);
  [node.x, node.y] = node.at ?? [0, 0];
  nodeOf.set(node.id, node);
});

const relationships = data.relationships.map(([type, start, end, properties = {}]) => {
  const relationship = { relation: relations[type], start: nodes[start], end: nodes[end], properties };
  relationship.start.ends.push({ ...relationship, other: relationship.end, isStart: true });
  relationship.end.ends.push({ ...relationship, other: relationship.start, isStart: false });
  return relationship;
});

const ranked = nodes.filter((node) => !node.isResult).sort((a, b) => b.degree - a.degree || a.number - b.number);
const drawnLinks = relationships.filter((r) => !r.start.isResult && !r.end.isResult);

const state = {
  selected: null,
  isFocused: false,
  hiddenTypes: new Set(),
  hiddenRelations: new Set(relations.filter((r) => !r.isDrawn).map((r) => r.name)),
};

const isTypeShown = (node) => !state.hiddenTypes.has(node.type);
const isRelationShown = (relation) => !state.hiddenRelations.has(relation.name);

// The text in which all spans count.
const textOf = (paper) => `${paper.name}\n${paper.abstract ?? ""}`;

const formatCount = (n) => n.toLocaleString("en-US");
const plural = (n, noun) => `${formatCount(n)} ${noun}${n === 1 ? "" : "s"}`;
const shorten = (text, length) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);

function neighboursOf(node) {
  const others = node.ends
    .filter((end) => !end.other.isResult && isRelationShown(end.relation) && isTypeShown(end.other))
    .map((end) => end.other);
  return [...new Set(others)];
}

// Concepts of a result by the type of the concept, and the paper that reports it.
function contextOf(result) {
  const context = {};
  for (const end of result.ends) {
    context[end.other.type] = end.other;
    if (end.other.isPaper) context.properties = end.properties;
  }
  return context;
}
