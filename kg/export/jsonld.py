"""JSON-LD 1.1: one context, then one resource a line."""

from __future__ import annotations

import json
from itertools import chain
from typing import BinaryIO

from rdflib import RDF, XSD, URIRef

from kg.export.characters import SURROGATES, CharacterFilter
from kg.export.rdf import Description, Pairs, Term, describe_dataset, describe_nodes
from kg.export.rdf_evidence import describe_statements
from kg.graph import KnowledgeGraph
from ontology.namespaces import PREFIXES, compact_iri

# Numbers and truth values that JSON-LD reads back as the same datatype.
_NATIVE_TYPES = frozenset({XSD.integer, XSD.boolean})


def write_jsonld(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as JSON-LD."""
    clean = CharacterFilter(SURROGATES)
    stream.write(f'{{"@context": {_dumps(dict(sorted(PREFIXES.items())))},\n "@graph": ['.encode())
    separator = "\n"
    for description in chain(describe_dataset(), describe_nodes(graph), describe_statements(graph)):
        stream.write(f"{separator}  {_dumps(_resource(description, clean))}".encode())
        separator = ",\n"
    stream.write(b"\n]}\n")
    clean.report("JSON-LD")


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _resource(description: Description, clean: CharacterFilter) -> dict[str, object]:
    subject, pairs = description
    return {"@id": compact_iri(subject), **_members(pairs, clean)}


def _members(pairs: Pairs, clean: CharacterFilter) -> dict[str, object]:
    members: dict[str, object] = {}
    for predicate, objects in pairs:
        if predicate == RDF.type:
            members["@type"] = [compact_iri(str(o)) for o in objects]
        else:
            values = [_value(o, clean) for o in objects]
            members[compact_iri(predicate)] = values[0] if len(values) == 1 else values
    return members


def _value(term: Term, clean: CharacterFilter) -> object:
    if isinstance(term, URIRef):
        return {"@id": compact_iri(term)}
    if term.datatype in _NATIVE_TYPES:
        return json.loads(term)
    text = clean(str(term))
    return {"@value": text, "@type": compact_iri(term.datatype)} if term.datatype else text
