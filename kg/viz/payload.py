"""A graph as the JSON that the explorer's script reads."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from kg.graph import KnowledgeGraph, Node, Properties, Relationship, Value
from kg.viz.layout import Floats, node_radius
from kg.viz.palette import PALETTE
from kg.viz.phrases import PHRASES
from kg.viz.selection import COUNTED_RELATIONS, DRAWN_RELATIONS, Selection
from ontology.terms import NodeLabel, RelationType

# Properties that the explorer shows elsewhere or that say nothing to a reader.
_HIDDEN_PROPERTIES = frozenset({"title", "name", "aliases", "abstract", "digest", "extracted"})
_NAME_PROPERTY = {NodeLabel.PAPER: "title", NodeLabel.RESULT: "raw"}
_CUT = "…"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

_LABELS = (*PALETTE, NodeLabel.RESULT)
_RELATIONS = tuple(RelationType)


def explorer_payload(graph: KnowledgeGraph, selection: Selection, positions: Floats) -> str:
    """Return everything that the explorer shows, as JSON that is safe inside a script element.

    Spans are counted as JavaScript counts them, in UTF-16 code units.

    Args:
        graph: All of it goes into the file.
        selection: What is drawn at first.
        positions: One row per drawn node, in the order of ``selection.nodes``.
    """
    numbers = {node: i for i, node in enumerate(graph.nodes)}
    places = {node: [round(float(x), 1), round(float(y), 1)] for node, (x, y) in _rows(selection, positions)}
    texts = {n.id: _Text(n.properties) for n in graph.nodes_labelled(NodeLabel.PAPER)}
    return _to_json(
        {
            "cut": selection.cut,
            "labels": [_label_entry(label) for label in _LABELS],
            "relations": [_relation_entry(relation) for relation in _RELATIONS],
            "nodes": [_node_entry(n, selection, places) for n in graph.nodes.values()],
            "relationships": [_relationship_entry(r, numbers, texts) for r in graph.relationships.values()],
        }
    )


def _rows(selection: Selection, positions: Floats) -> Iterator[tuple[str, Floats]]:
    return zip(selection.nodes, positions, strict=True)


def _label_entry(label: NodeLabel) -> dict[str, object]:
    style = PALETTE.get(label)
    if style is None:
        return {"name": label.value}
    return {"name": label.value, "plural": style.plural, "shape": style.shape}


def _relation_entry(relation: RelationType) -> dict[str, object]:
    phrase = PHRASES[relation]
    return {
        "name": relation.value,
        "fromStart": phrase.from_start,
        "fromEnd": phrase.from_end,
        "isCounted": relation in COUNTED_RELATIONS,
        "isDrawn": relation in DRAWN_RELATIONS,
    }


def _node_entry(node: Node, selection: Selection, places: Mapping[str, list[float]]) -> dict[str, object]:
    properties = node.properties
    entry: dict[str, object] = {
        "id": node.id,
        "label": _LABELS.index(node.label),
        "name": properties.get(_NAME_PROPERTY.get(node.label, "name"), ""),
        "properties": {k: v for k, v in sorted(properties.items()) if k not in _HIDDEN_PROPERTIES and v != ()},
    }
    entry |= {k: properties[k] for k in ("abstract", "aliases") if properties.get(k)}
    if node.id in selection.degrees:
        entry["degree"] = selection.degrees[node.id]
        entry["radius"] = round(node_radius(selection.degrees[node.id]), 1)
    if node.id in places:
        entry["at"] = places[node.id]
    return entry


def _relationship_entry(
    relationship: Relationship, numbers: Mapping[str, int], texts: Mapping[str, _Text]
) -> list[object]:
    entry: list[object] = [
        _RELATIONS.index(relationship.type),
        numbers[relationship.start],
        numbers[relationship.end],
    ]
    properties = relationship.properties
    if "quotes" in properties:
        evidence = list(_evidence(properties, texts[relationship.start]))
        return [*entry, {"confidence": properties["confidence"], "evidence": evidence}]
    return [*entry, dict(sorted(properties.items()))] if properties else entry


def _evidence(properties: Properties, text: _Text) -> Iterator[list[object]]:
    """Yield start and end of the span, the quote as its place in the text (else as a string), and the extractor."""
    columns = (_list(properties[name]) for name in ("quotes", "starts", "ends", "extractors"))
    for quote, start, end, extractor in zip(*columns, strict=True):
        span = [text.utf16(int(start)), text.utf16(int(end))]
        yield [*span, text.locate(str(quote), int(start), int(end)) or quote, extractor]


def _list(value: Value) -> tuple[str | int, ...]:
    return value if isinstance(value, tuple) else (str(value),)


class _Text:
    """Title, line break and abstract of a paper, in which offsets are found and converted."""

    def __init__(self, properties: Properties) -> None:
        self._text = f"{properties.get('title', '')}\n{properties.get('abstract', '')}"
        self._astral = [match.start() for match in _ASTRAL.finditer(self._text)]

    def utf16(self, offset: int) -> int:
        """Return an offset in code points as one in UTF-16 code units."""
        return offset + bisect_right(self._astral, offset - 1)

    def locate(self, quote: str, start: int, end: int) -> list[int | str] | None:
        """Return where a quote that covers a span stands in the text, in UTF-16 code units, or None.

        A quote that was cut has the marks of the cut, before and after, as two more items.
        """
        core = quote.strip(_CUT)
        first = self._text.find(core, max(0, end - len(core)), start + len(core)) if core else -1
        if first < 0:
            return None
        place: list[int | str] = [self.utf16(first), self.utf16(first + len(core))]
        before, _, after = quote.partition(core)
        return [*place, before, after] if before or after else place


def _to_json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    # No "<" is left, so neither "</script" nor "<!--" can end or reopen the script element.
    return text.replace("<", "\\u003c")
