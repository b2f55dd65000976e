"""RDF/XML: one ``rdf:Description`` for each resource."""

from __future__ import annotations

from itertools import chain
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from rdflib import URIRef

from kg.export.characters import NOT_XML, CharacterFilter
from kg.export.rdf import Description, Term, describe_dataset, describe_nodes
from kg.export.rdf_evidence import describe_statements
from kg.graph import KnowledgeGraph
from ontology.namespaces import PREFIXES, compact_iri

# A parser turns a bare carriage return into a line feed (XML 1.0, section 2.11).
_LINE_ENDS = {"\r": "&#13;"}


def write_rdfxml(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as RDF/XML; characters that XML 1.0 does not have become U+FFFD, with a warning."""
    clean = CharacterFilter(NOT_XML)
    namespaces = "".join(f'\n  xmlns:{prefix}="{iri}"' for prefix, iri in sorted(PREFIXES.items()))
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{namespaces}>\n'.encode())
    for description in chain(describe_dataset(), describe_nodes(graph), describe_statements(graph)):
        stream.write(_description(description, clean).encode())
    stream.write(b"</rdf:RDF>\n")
    clean.report("RDF/XML")


def _description(description: Description, clean: CharacterFilter) -> str:
    subject, pairs = description
    lines = [_property(compact_iri(predicate), term, clean) for predicate, terms in pairs for term in terms]
    return f"<rdf:Description rdf:about={quoteattr(subject)}>\n{''.join(lines)}</rdf:Description>\n"


def _property(name: str, term: Term, clean: CharacterFilter) -> str:
    if isinstance(term, URIRef):
        return f"  <{name} rdf:resource={quoteattr(term)}/>\n"
    datatype = f" rdf:datatype={quoteattr(term.datatype)}" if term.datatype else ""
    return f"  <{name}{datatype}>{escape(clean(str(term)), _LINE_ENDS)}</{name}>\n"
