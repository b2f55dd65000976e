// Elements. Texts from the graph become text nodes, never markup.

const byId = (id) => document.getElementById(id);

// A string among the children is text; null and false are left out.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== false && child !== undefined));
  return made;
}

const hashOf = (node) => `#${encodeURIComponent(node.id).replaceAll("%3A", ":").replaceAll("%2F", "/")}`;
const linkTo = (node, attributes = {}, text = node.title) => element("a", { href: hashOf(node), ...attributes }, text);

// Corners of each shape, scaled so that all have the area of the unit circle; a circle has none.
const polygon = (n, turn) => {
  const size = Math.sqrt(Math.PI / ((n / 2) * Math.sin((2 * Math.PI) / n)));
  return Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n;
    return [size * Math.cos(angle), size * Math.sin(angle)];
  });
};
const SHAPES = {
  circle: null,
  square: polygon(4, Math.PI / 4),
  diamond: polygon(4, 0),
  triangle: polygon(3, -Math.PI / 2),
  drop: polygon(3, Math.PI / 2),
  hexagon: polygon(6, 0),
};

function swatch(label) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const corners = SHAPES[label.shape];
  const shape = document.createElementNS(namespace, corners ? "polygon" : "circle");
  if (corners) shape.setAttribute("points", corners.map((corner) => corner.map((c) => c.toFixed(3)).join(",")).join(" "));
  else shape.setAttribute("r", "1");
  svg.setAttribute("viewBox", "-1.6 -1.6 3.2 3.2");
  svg.setAttribute("class", `swatch ${label.name.toLowerCase()}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(shape);
  return svg;
}
