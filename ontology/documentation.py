"""The ontology as a page for people: ``python -m ontology.documentation > docs/ontology.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection

from ontology.namespaces import ONTOLOGY, PREFIXES, compact_iri
from ontology.schema import PropertyRule, Schema, load_ontology, load_schema
from ontology.terms import NodeLabel, RelationType

_INTRODUCTION = """\
# Ontology

What a graph may hold. The source of truth is [`ontology/schema.ttl`](../ontology/schema.ttl) (OWL, version {version});
this page is made from it by `python -m ontology.documentation > docs/ontology.md`. How its terms relate to other
vocabularies is in [`ontology/alignments.ttl`](../ontology/alignments.ttl); the core loads without it.
"""
_STATEMENT_NOTE = """\
A relationship from a paper to a concept or result has the properties of `Relation`, one between two papers those of
`PaperLink`; the others have none.
"""
_TYPE_NAMES: Mapping[type, str] = {str: "text", int: "whole number", float: "decimal", bool: "truth value"}


def document_ontology() -> str:
    """Return the page, in Markdown."""
    schema, core, aligned = load_schema(), load_ontology(), load_ontology(alignments=True)
    parts = [
        [_INTRODUCTION.format(version=schema.version)],
        _section("Node labels", ["Label", "Subclass of", "Definition"], _label_rows(aligned)),
        ["A concept carries two labels, `Concept` and its type; its `id` is unique in the graph.", ""],
        _section("Relationship types", ["Type", "From", "To", "In RDF", "Definition"], _relation_rows(core, schema)),
        _section("Properties of nodes", _PROPERTY_HEADER, _property_rows(core, schema.node_properties)),
        _section(
            "Properties of relationships",
            _PROPERTY_HEADER,
            _property_rows(core, schema.relationship_properties),
        ),
        [_STATEMENT_NOTE],
        _section("Terms that only RDF has", ["Term", "Kind", "Definition"], _other_rows(core)),
        _section("Prefixes", ["Prefix", "Namespace"], ([f"`{p}:`", f"<{iri}>"] for p, iri in sorted(PREFIXES.items()))),
    ]
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


_PROPERTY_HEADER = ["Property", "Of", "Type", "In RDF", "Definition"]


def _section(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"## {title}", "", _row(header), _row(["---"] * len(header)), *map(_row, rows), ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _label_rows(graph: Graph) -> Iterator[list[str]]:
    for label in NodeLabel:
        term = ONTOLOGY[label.value]
        yield [f"`{label}`", ", ".join(_superclasses(graph, term)), _definition(graph, term)]


def _superclasses(graph: Graph, term: URIRef) -> list[str]:
    """Return the classes above a label, ours first, by their names in the two files."""
    names = [c.n3(graph.namespace_manager) for c in graph.objects(term, RDFS.subClassOf)]
    return [f"`{name.removeprefix(':')}`" for name in sorted(names)]


def _relation_rows(graph: Graph, schema: Schema) -> Iterator[list[str]]:
    for relation in RelationType:
        rule = schema.relations[relation]
        yield [
            f"`{relation}`",
            f"`{rule.domain}`",
            f"`{rule.range}`",
            f"`{compact_iri(rule.iri)}`",
            _definition(graph, rule.iri),
        ]


def _property_rows(graph: Graph, rules: Mapping[str, Mapping[str, PropertyRule]]) -> Iterator[list[str]]:
    distinct = {rule for properties in rules.values() for rule in properties.values()}
    for rule in sorted(distinct, key=lambda r: r.name):
        kind = f"list of {_TYPE_NAMES[rule.value_type]}s" if rule.is_list else _TYPE_NAMES[rule.value_type]
        yield [
            f"`{rule.name}`",
            ", ".join(f"`{name}`" for name in _domain(graph, rule.iri)),
            kind if rule.is_required else f"{kind}, optional",
            f"`{compact_iri(rule.written_as)}`",
            _definition(graph, rule.iri),
        ]


def _domain(graph: Graph, term: URIRef) -> list[str]:
    """Return the classes that have a property, without the namespace."""
    domain = graph.value(term, RDFS.domain)
    union = graph.value(domain, OWL.unionOf)
    classes = [domain] if union is None else list(Collection(graph, union))
    return [str(c).removeprefix(str(ONTOLOGY)) for c in classes]


def _other_rows(graph: Graph) -> Iterator[list[str]]:
    kinds = {OWL.Class: "class", OWL.ObjectProperty: "relation", OWL.DatatypeProperty: "property"}
    kinds[OWL.AnnotationProperty] = "annotation"
    terms = {
        str(term): kind
        for owl_kind, kind in kinds.items()
        for term in graph.subjects(RDF.type, owl_kind)
        if isinstance(term, URIRef) and (term, ONTOLOGY.graphName, None) not in graph
    }
    for term, kind in sorted(terms.items()):
        yield [f"`{compact_iri(term)}`", kind, _definition(graph, URIRef(term))]


def _definition(graph: Graph, term: URIRef) -> str:
    return str(graph.value(term, SKOS.definition) or "")


if __name__ == "__main__":
    sys.stdout.write(document_ontology())
