"""GraphML and GEXF read back by networkx hold every node, edge and value."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.export import export
from kg.graph import KnowledgeGraph, Node, Relationship
from ontology.terms import NodeLabel, RelationType

READERS: dict[str, Callable[[io.BytesIO], nx.MultiDiGraph]] = {
    "graphml": lambda stream: nx.read_graphml(stream, force_multigraph=True),
    "gexf": nx.read_gexf,
}
FORMATS = sorted(READERS)


def exported(graph: KnowledgeGraph, name: str) -> io.BytesIO:
    stream = io.BytesIO()
    export(graph, stream, format=name)
    stream.seek(0)
    return stream


def reread(graph: KnowledgeGraph, name: str) -> nx.MultiDiGraph:
    return READERS[name](exported(graph, name))


def plain(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", FORMATS)
def test_nodes_and_values_come_back(name: str, full_graph: KnowledgeGraph) -> None:
    view = reread(full_graph, name)
    assert list(view.nodes) == list(full_graph.nodes)
    for node in full_graph.nodes.values():
        data = view.nodes[node.id]
        assert {key: data[key] for key in node.properties} == {k: plain(v) for k, v in node.properties.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_parallel_edges_and_their_values_come_back(name: str, full_graph: KnowledgeGraph) -> None:
    edges = {(d["label"], u, v): d for u, v, d in reread(full_graph, name).edges(data=True)}
    assert set(edges) == set(full_graph.relationships)
    for key, relationship in full_graph.relationships.items():
        found = {name: edges[key][name] for name in relationship.properties}
        assert found == {k: plain(v) for k, v in relationship.properties.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_truth_values_and_numbers_keep_their_type(name: str, full_graph: KnowledgeGraph) -> None:
    data = reread(full_graph, name).nodes["result:aaaa"]
    assert {key: (type(data[key]), data[key]) for key in ("delta", "value")} == {
        "delta": (bool, False),
        "value": (float, 0.0),
    }
    assert type(reread(full_graph, name).nodes["method:network"]["n_papers"]) is int


@pytest.mark.parametrize("name", FORMATS)
def test_whole_decimals_do_not_make_the_column_whole(name: str) -> None:
    nodes = [Node(f"hardware:{gb}", NodeLabel.HARDWARE, {"memory_gb": gb}) for gb in (0, 80, 0.5)]
    view = reread(KnowledgeGraph.of(nodes, []), name)
    assert {node: view.nodes[node]["memory_gb"] for node in view} == {
        "hardware:0": 0.0,
        "hardware:80": 80.0,
        "hardware:0.5": 0.5,
    }


@pytest.mark.parametrize("name", FORMATS)
def test_edge_ids_are_unique(name: str, full_graph: KnowledgeGraph) -> None:
    edges = [e for e in ElementTree.parse(exported(full_graph, name)).iter() if e.tag.endswith("}edge")]
    assert len({e.get("id") for e in edges}) == len(edges) == len(full_graph.relationships)


def test_graphml_labels_are_those_that_apoc_reads(full_graph: KnowledgeGraph) -> None:
    view = reread(full_graph, "graphml")
    assert view.nodes["task:counting"]["labels"] == ":Concept:Task"
    assert view.nodes["result:aaaa"]["labels"] == ":Result"


def test_gexf_labels_are_for_people(full_graph: KnowledgeGraph) -> None:
    view = reread(full_graph, "gexf")
    labels = {node: view.nodes[node]["label"] for node in ("hardware:größe-1", "arxiv:2510.00001", "result:bbbb")}
    assert labels == {
        "hardware:größe-1": "Größe-1",
        "arxiv:2510.00001": 'TinyNet: "small" is \\ enough',
        "result:bbbb": "linear",
    }
    assert view.nodes["title:0123456789abcdef"]["label"] == "title:0123456789abcdef"
    assert view.nodes["task:counting"]["type"] == "Task"


def test_graphml_has_no_attribute_beside_the_id_of_an_edge(full_graph: KnowledgeGraph) -> None:
    keys = ElementTree.parse(exported(full_graph, "graphml")).getroot().iter()
    assert "id" not in {key.get("attr.name") for key in keys}


def test_graphml_writes_truth_values_as_xml_schema_does(full_graph: KnowledgeGraph) -> None:
    content = exported(full_graph, "graphml").getvalue().decode()
    assert ">false</data>" in content
    assert ">False</data>" not in content


def test_gexf_read_back_is_keyed_by_type(full_graph: KnowledgeGraph) -> None:
    assert set(reread(full_graph, "gexf")["arxiv:2510.00001"]["method:network"]) == {"USES", "COMPARES_WITH"}


def test_gexf_holds_no_date(full_graph: KnowledgeGraph) -> None:
    assert b"lastmodified" not in exported(full_graph, "gexf").getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_forbidden_characters_are_replaced_and_said_so(name: str, caplog: pytest.LogCaptureFixture) -> None:
    node = Node("method:a", NodeLabel.METHOD, {"name": "a\x00b\ud800\r\nc\rd]]>", "aliases": ("\x01", "\uffff")})
    with caplog.at_level(logging.WARNING):
        data = reread(KnowledgeGraph.of([node], []), name).nodes["method:a"]
    assert data.get("name", data["label"] if name == "gexf" else None) == "a\ufffdb\ufffd\nc\nd]]>"
    assert json.loads(data["aliases"]) == ["\x01", "\ufffd"]  # JSON escapes U+0001 by itself
    title = {"graphml": "GraphML", "gexf": "GEXF"}[name]
    assert caplog.messages == [f"{title} cannot hold 3 of the characters; U+FFFD stands for each"]


@pytest.mark.parametrize("name", FORMATS)
def test_ids_with_forbidden_characters_stay_apart(name: str) -> None:
    ids = ["method:\x00", "method:%00", "method:\x01", "method:\ufffd", "method:\r", "method:\ud800"]
    nodes = [Node(identifier, NodeLabel.METHOD) for identifier in ids]
    relations = [Relationship(RelationType.BROADER, ids[0], ids[1]), Relationship(RelationType.BROADER, ids[1], ids[0])]
    view = reread(KnowledgeGraph.of(nodes, relations), name)
    assert set(view.nodes) == {
        "method:%00", "method:%2500", "method:%01", "method:\ufffd", "method:%0D", "method:%ED%A0%80",
    }  # fmt: skip
    assert set(view.edges()) == {("method:%00", "method:%2500"), ("method:%2500", "method:%00")}
