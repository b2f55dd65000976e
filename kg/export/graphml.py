"""GraphML and GEXF, for Gephi, Cytoscape, yEd, igraph and networkx.

Both know numbers, texts and truth values but no lists: a list is its JSON text. Every relationship is an edge with an
id of its own, so parallel ones stay apart. XML 1.0 has no control characters: in texts U+FFFD stands for them, in ids
they are percent-encoded, so that two ids never become one. Line ends are line feeds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import BinaryIO
from urllib.parse import quote
from xml.etree.ElementTree import Element

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kg.export.characters import NOT_XML, CharacterFilter
from kg.graph import KnowledgeGraph, Value
from kg.identifiers import content_hash
from kg.networkx_view import to_networkx
from ontology.schema import load_schema

_LINE_END = re.compile(r"\r\n?")
# "%00" in an id is encoded as well: else the id would be the same as one that holds U+0000.
_UNSAFE_IN_ID = re.compile(f"%(?=[0-9A-Fa-f]{{2}})|\r|{NOT_XML.pattern}")
_TITLE_PROPERTIES = ("name", "title", "raw")


def write_graphml(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as GraphML.

    Nodes have ``labels`` and edges ``label`` as Neo4j's ``apoc.import.graphml`` expects them.
    """
    clean = CharacterFilter(NOT_XML)
    view = _xml_view(graph, clean)
    for _, attributes in view.nodes(data=True):
        attributes.pop("label")
        attributes["labels"] = "".join(f":{label}" for label in json.loads(attributes["labels"]))
    # The writer on ElementTree is named because write_graphml takes another one where lxml happens to be installed.
    writer = GraphMLWriter()
    writer.add_graph_element(_keyed_by_id(view))
    _lower_truth_values(writer.xml)
    writer.dump(stream)
    clean.report("GraphML")


def _lower_truth_values(document: Element) -> None:
    """Write ``true`` and ``false``, as xsd:boolean has them, where networkx writes Python's words."""
    booleans = {key.get("id") for key in document.iter("key") if key.get("attr.type") == "boolean"}
    for data in document.iter("data"):
        if data.get("key") in booleans and data.text:
            data.text = data.text.lower()


def write_gexf(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as GEXF 1.2; nodes are labelled with name or title, edges with their type."""
    clean = CharacterFilter(NOT_XML)
    view = _xml_view(graph, clean)
    for node, attributes in view.nodes(data=True):
        attributes["type"] = attributes["label"]
        titles = [attributes[name] for name in _TITLE_PROPERTIES if attributes.get(name)]
        attributes["label"] = titles[0] if titles else node
    writer = GEXFWriter()
    writer.add_graph(view)
    for meta in writer.xml.iter("meta"):
        # The same graph gives the same bytes tomorrow, and with the next version of networkx.
        meta.attrib.pop("lastmodifieddate")
        for creator in meta.iter("creator"):
            creator.text = "ScholarGraph"
    writer.write(stream)
    clean.report("GEXF")


def _xml_view(graph: KnowledgeGraph, clean: CharacterFilter) -> nx.MultiDiGraph[str]:
    """Return the networkx view with ids and attributes that XML can hold; each edge has an ``id`` and a ``label``."""
    source = to_networkx(graph)
    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in source.nodes(data=True):
        view.add_node(_xml_id(node), **_xml_attributes(attributes, clean))
    for start, end, relation, attributes in source.edges(keys=True, data=True):
        own = {"id": content_hash([relation, _xml_id(start), _xml_id(end)]), "label": relation}
        view.add_edge(_xml_id(start), _xml_id(end), relation, **own, **_xml_attributes(attributes, clean))
    return view


def _keyed_by_id(view: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the view with the id of each edge as its key: the writer of GraphML takes keys for ids."""
    keyed: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    keyed.add_nodes_from(view.nodes(data=True))
    for start, end, attributes in view.edges(data=True):
        keyed.add_edge(start, end, attributes.pop("id"), **attributes)
    return keyed


def _xml_attributes(attributes: Mapping[str, Value], clean: CharacterFilter) -> dict[str, str | int | float | bool]:
    decimals = _decimal_properties()
    return {
        name: float(value) if name in decimals and isinstance(value, int) else _xml_value(value, clean)
        for name, value in attributes.items()
    }


@cache
def _decimal_properties() -> frozenset[str]:
    """Return the properties that are decimals: a column of a file has one type, even where a value is whole."""
    schema = load_schema()
    tables = [*schema.node_properties.values(), *schema.relationship_properties.values()]
    return frozenset(rule.name for table in tables for rule in table.values() if rule.value_type is float)


def _xml_value(value: Value, clean: CharacterFilter) -> str | int | float | bool:
    if isinstance(value, tuple):
        return clean(json.dumps(value, ensure_ascii=False))
    return clean(_LINE_END.sub("\n", value)) if isinstance(value, str) else value


def _xml_id(node_id: str) -> str:
    return _UNSAFE_IN_ID.sub(lambda m: quote(m.group(), safe="", errors="surrogatepass"), node_id)
