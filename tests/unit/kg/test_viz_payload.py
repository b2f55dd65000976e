from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from kg.graph import KnowledgeGraph, Node, Relationship
from kg.viz.payload import explorer_payload
from kg.viz.selection import select_nodes
from ontology.terms import NodeLabel, RelationType

TITLE = "Mamba in space"
ABSTRACT = "We use Mamba. It reaches 81 %."


def evidence(*pieces: tuple[str, int, int]) -> dict[str, Any]:
    return {
        "confidence": 0.9,
        "n_mentions": len(pieces),
        "quotes": tuple(quote for quote, _, _ in pieces),
        "starts": tuple(start for _, start, _ in pieces),
        "ends": tuple(end for _, _, end in pieces),
        "extractors": ("gazetteer@1.0",) * len(pieces),
        "version": "0.1.0",
    }


def graph_of(properties: dict[str, Any], *, title: str = TITLE, abstract: str = ABSTRACT) -> KnowledgeGraph:
    """Return a graph of one paper that uses one method, as ``properties`` say."""
    paper = Node("arxiv:1", NodeLabel.PAPER, {"title": title, "abstract": abstract, "digest": "d", "sources": ()})
    method = Node("method:mamba", NodeLabel.METHOD, {"name": "Mamba", "aliases": ("S6",), "coined": False})
    return KnowledgeGraph.of([paper, method], [Relationship(RelationType.USES, "arxiv:1", "method:mamba", properties)])


def payload_text(graph: KnowledgeGraph) -> str:
    selection = select_nodes(graph, max_nodes=10)
    return explorer_payload(graph, selection, np.arange(2.0 * len(selection.nodes)).reshape(-1, 2))


def payload_of(graph: KnowledgeGraph) -> Any:
    return json.loads(payload_text(graph))


def pieces_of(graph: KnowledgeGraph) -> Any:
    [[_, _, _, properties]] = payload_of(graph)["relationships"]
    return properties["evidence"]


def test_nodes_carry_name_label_place_and_other_properties() -> None:
    payload = payload_of(graph_of(evidence(("We use Mamba.", 22, 27))))
    names = [label["name"] for label in payload["labels"]]
    assert [{**node, "label": names[node["label"]]} for node in payload["nodes"]] == [
        {
            "id": "arxiv:1",
            "label": "Paper",
            "name": TITLE,
            "properties": {},
            "abstract": ABSTRACT,
            "degree": 1,
            "radius": 4.1,
            "at": [0.0, 1.0],
        },
        {
            "id": "method:mamba",
            "label": "Method",
            "name": "Mamba",
            "properties": {"coined": False},
            "aliases": ["S6"],
            "degree": 1,
            "radius": 4.1,
            "at": [2.0, 3.0],
        },
    ]


def test_a_quote_is_kept_as_its_place_in_the_text() -> None:
    graph = graph_of(evidence(("We use Mamba.", 22, 27)))
    assert pieces_of(graph) == [[22, 27, [15, 28], "gazetteer@1.0"]]


def test_a_quote_that_occurs_twice_is_found_around_its_span() -> None:
    graph = graph_of(evidence(("Mamba", 29, 34)), abstract="Mamba beats Mamb. Mamba.")
    start = f"{TITLE}\nMamba beats Mamb. Mamba.".rindex("Mamba")
    graph = graph_of(evidence(("Mamba", start, start + 5)), abstract="Mamba beats Mamb. Mamba.")
    assert pieces_of(graph) == [[start, start + 5, [start, start + 5], "gazetteer@1.0"]]


def test_a_cut_quote_keeps_the_marks_of_the_cut() -> None:
    graph = graph_of(evidence(("…use Mamba.…", 22, 27)))
    assert pieces_of(graph) == [[22, 27, [18, 28, "…", "…"], "gazetteer@1.0"]]


def test_a_quote_that_the_text_lacks_is_kept_as_it_is() -> None:
    graph = graph_of(evidence(("We use  Mamba", 22, 27)))
    assert pieces_of(graph) == [[22, 27, "We use  Mamba", "gazetteer@1.0"]]


def test_spans_are_counted_as_javascript_counts_them() -> None:
    """A mathematical letter is one character in Python and two UTF-16 code units in JavaScript."""
    graph = graph_of(evidence(("We use Mamba on 𝒟.", 11, 16)), title="𝒪𝒪!", abstract="We use Mamba on 𝒟.")
    text = "𝒪𝒪!\nWe use Mamba on 𝒟.".encode("utf-16-le")
    [[start, end, (first, last), _]] = pieces_of(graph)
    assert text[2 * start : 2 * end].decode("utf-16-le") == "Mamba"
    assert text[2 * first : 2 * last].decode("utf-16-le") == "We use Mamba on 𝒟."


def test_links_between_papers_carry_weight_and_shared_concepts() -> None:
    papers = [Node(f"arxiv:{i}", NodeLabel.PAPER, {"title": f"Paper {i}", "abstract": "."}) for i in (1, 2)]
    shared = {"weight": 0.5, "n_shared": 1, "concepts": ("method:mamba",)}
    graph = KnowledgeGraph.of(papers, [Relationship(RelationType.SHARES_CONCEPTS, "arxiv:1", "arxiv:2", shared)])
    [[_, start, end, properties]] = payload_of(graph)["relationships"]
    assert (start, end) == (0, 1)
    assert properties == {"weight": 0.5, "n_shared": 1, "concepts": ["method:mamba"]}


def test_results_stay_with_the_nodes_but_have_no_place() -> None:
    result = Node("result:1", NodeLabel.RESULT, {"raw": "81 %", "value": 0.0, "delta": False})
    base = graph_of(evidence(("We use Mamba.", 22, 27)))
    reports = Relationship(RelationType.HAS_RESULT, "arxiv:1", "result:1", evidence(("It reaches 81 %.", 40, 44)))
    graph = KnowledgeGraph.of([*base.nodes.values(), result], [*base.relationships.values(), reports])
    node = payload_of(graph)["nodes"][-1]
    assert node["name"] == "81 %"
    assert node["properties"] == {"raw": "81 %", "value": 0.0, "delta": False}
    assert "at" not in node


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!-- <script>", "a\u2028b\u0000c", "lone \ud83d half"]
)
def test_any_text_comes_back_and_cannot_leave_its_script_element(title: str) -> None:
    text = payload_text(graph_of(evidence(("We use Mamba.", 22, 27)), title=title))
    assert "<" not in text
    assert text.encode()
    assert json.loads(text)["nodes"][0]["name"] == title


def test_an_empty_graph_has_a_payload() -> None:
    payload = payload_of(KnowledgeGraph.of([], []))
    assert payload["cut"] == "all 0 nodes"
    assert payload["nodes"] == payload["relationships"] == []
