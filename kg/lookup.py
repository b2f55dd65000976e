"""Looking things up in a store by what people call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from kg.errors import AmbiguousNameError, NodeNotFoundError
from kg.explanations import Relations
from kg.graph import Node
from kg.store import GraphCounts, GraphStore
from ontology.terms import NodeLabel, RelationType

_MAX_CANDIDATES = 8  # papers that an ambiguous part of a title is answered with
_SHOWN_PER_RELATION = 10
_SHOWN_PROPERTIES = (
    "authors",
    "published",
    "categories",
    "url",
    "sources",
    "aliases",
    "vendor",
    "kind",
    "memory_gb",
    "unit",
    "higher_is_better",
    "n_papers",
    "first_seen",
    "coined",
    "decisions",
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node at the other end of a relation, with the evidence of the relation.

    Attributes:
        quotes: The sentences that support the relation, in the order of the text, each once.
    """

    relation: str
    id: str
    name: str
    confidence: float
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """A result of a paper: the value as written, and the concepts that it holds for."""

    raw: str
    concepts: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper or a concept with everything that it relates to.

    Attributes:
        neighbours: Ordered by relation, then by falling confidence.
        results: Of a paper, in the order of its text.
    """

    node: Node
    neighbours: tuple[Neighbour, ...]
    results: tuple[ReportedResult, ...]

    @property
    def name(self) -> str:
        """Title of the paper or name of the concept."""
        return str(self.node.properties["title" if self.node.label is NodeLabel.PAPER else "name"])

    def to_json(self) -> dict[str, object]:
        """Return the entry as plain values."""
        return {
            "id": self.node.id,
            "label": self.node.label.value,
            "properties": {k: v for k, v in self.node.properties.items() if k != "extracted"},
            "relations": [asdict(n) for n in self.neighbours],
            "results": [asdict(r) for r in self.results],
        }

    def to_text(self, *, limit: int = _SHOWN_PER_RELATION) -> str:
        """Return the entry for people, with at most `limit` neighbours of each relation."""
        lines = [f"{self.node.label} {self.name}", f"  id: {self.node.id}"]
        for key in _SHOWN_PROPERTIES:
            value = self.node.properties.get(key)
            if value is not None and value != ():
                lines.append(f"  {key}: {', '.join(map(str, value)) if isinstance(value, tuple) else value}")
        for relation, group in groupby(self.neighbours, key=lambda n: n.relation):
            lines += _relation_lines(relation, list(group), limit)
        if self.results:
            lines += ["", f"HAS_RESULT ({len(self.results)})"]
            for result in self.results:
                of = f"  {', '.join(result.concepts)}" if result.concepts else ""
                lines += [f"  {result.raw}{of}", f'      "{result.quote}"']
        return "\n".join(lines)


def _relation_lines(relation: str, neighbours: Sequence[Neighbour], limit: int) -> list[str]:
    lines = ["", f"{relation} ({len(neighbours)})"]
    for neighbour in neighbours[:limit]:
        lines.append(f"  {neighbour.name}  [{neighbour.id}]  {neighbour.confidence:g}")
        lines += [f'      "{quote}"' for quote in neighbour.quotes]
    if len(neighbours) > limit:
        lines.append(f"  ... {len(neighbours) - limit} more; --json lists all")
    return lines


def describe(store: GraphStore, what: str) -> Entry:
    """Return the one paper or concept that a text names, with its relations and their evidence.

    Args:
        store: An open store.
        what: Id, title, part of a title, name or alias; an exact match goes before a part of a title.

    Raises:
        NodeNotFoundError: Nothing has that name.
        AmbiguousNameError: Several things have it equally well.
    """
    node_id, label = _find(store, what)
    (node,) = store.read_nodes(label, ids=[node_id])
    is_paper = label is NodeLabel.PAPER
    rows = _run(store, "paper-relations" if is_paper else "concept-relations", id=node_id)
    results = _run(store, "paper-results", id=node_id) if is_paper else []
    return Entry(node, tuple(_neighbour(row) for row in rows), tuple(_result(row) for row in results))


def find_concept(store: GraphStore, what: str) -> str:
    """Return the id of the one concept that has an id, name or alias.

    Raises:
        NodeNotFoundError: No concept is called so.
        AmbiguousNameError: Several are.
    """
    return _find(store, what, kind="concept")[0]


def find_paper(store: GraphStore, what: str) -> str:
    """Return the id of the one paper that has an id, title or part of a title.

    Raises:
        NodeNotFoundError: No paper has it.
        AmbiguousNameError: Several have it.
    """
    return _find(store, what, kind="paper")[0]


def related_papers(store: GraphStore, paper: str, *, limit: int = 10) -> list[dict[str, object]]:
    """Return the papers that share most with one paper, strongest first, with what they share.

    Raises:
        NodeNotFoundError: No paper has that id or title.
        AmbiguousNameError: Several titles hold the text.
    """
    paper_id = find_paper(store, paper)
    rows = _run(store, "related-papers", id=paper_id, limit=limit)
    relations = _relations(store, [paper_id, *(row["id"] for row in rows)])
    return [
        {
            "title": row["title"],
            "weight": row["weight"],
            "why": relations.explain(paper_id, row["id"], row["concepts"]),
            "shared": [relations.names.get(concept, concept) for concept in row["concepts"]],
            "concepts": list(row["concepts"]),
            "id": row["id"],
        }
        for row in rows
    ]


def _relations(store: GraphStore, papers: Sequence[str]) -> Relations:
    """Return the relations of some papers, and the hierarchy above their concepts."""
    of_paper: dict[str, dict[str, frozenset[RelationType]]] = defaultdict(dict)
    names: dict[str, str] = {}
    for row in _run(store, "concepts-of-papers", ids=sorted(set(papers))):
        of_paper[row["paper"]][row["concept"]] = frozenset(map(RelationType, row["relations"]))
        names[row["concept"]] = row["name"]
    above: dict[str, list[str]] = defaultdict(list)
    level = sorted(names)
    while level:
        rows = _run(store, "broader-concepts", ids=level)
        for row in rows:
            above[row["narrow"]].append(row["broad"])
        level = sorted({row["broad"] for row in rows} - above.keys() - names.keys())
        names |= {row["broad"]: row["name"] for row in rows}
    return Relations(of_paper, above, names)


def top_concepts(store: GraphStore, *, top: int) -> list[dict[str, object]]:
    """Return the concepts of most papers, `top` of each type."""
    return _run(store, "top-concepts", limit=top)


def describe_counts(counts: GraphCounts) -> list[dict[str, object]]:
    """Return the numbers of nodes and relationships that are there as rows of a table, largest first."""
    rows = [
        *(("node", label, n) for label, n in counts.nodes.items()),
        *(("relationship", relation, n) for relation, n in counts.relationships.items()),
    ]
    rows.sort(key=lambda row: (row[0], -row[2], row[1]))
    return [{"element": element, "label or type": name, "count": n} for element, name, n in rows if n]


def _find(store: GraphStore, text: str, *, kind: str = "paper or concept") -> tuple[str, NodeLabel]:
    rows = _run(store, "find-nodes", text=text)
    rows = [row for row in rows if ("paper" if row["label"] == NodeLabel.PAPER else "concept") in kind]
    if not rows:
        raise NodeNotFoundError(kind, text)
    best = [row for row in rows if row["rank"] == rows[0]["rank"]]
    if len(best) > 1:
        raise AmbiguousNameError(text, [f"{row['id']} ({row['name']})" for row in best[:_MAX_CANDIDATES]], len(best))
    return str(best[0]["id"]), NodeLabel(str(best[0]["label"]))


@cache
def _statement(name: str) -> str:
    return files("kg").joinpath("cypher", "lookup", f"{name}.cypher").read_text(encoding="utf-8")


def _run(store: GraphStore, name: str, **parameters: object) -> list[dict[str, Any]]:
    return store.query(_statement(name), parameters)


def _neighbour(row: Mapping[str, Any]) -> Neighbour:
    quotes = tuple(dict.fromkeys(row["quotes"]))
    return Neighbour(row["relation"], row["id"], row["name"], row["confidence"], quotes)


def _result(row: Mapping[str, Any]) -> ReportedResult:
    return ReportedResult(row["raw"], tuple(c["name"] for c in row["concepts"]), row["quotes"][0])
