"""The properties of relationships as RDF: statements about triples, and evidence as web annotations.

Each piece of evidence is an ``oa:Annotation`` (W3C Web Annotation Data Model): its body is the concept or result, its
target a span of the paper's text, selected both by position and by quotation. Positions count characters of the title,
one line break and the abstract. The component that found the span is a ``prov:SoftwareAgent``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from rdflib import PROV, RDF, RDFS, Literal, URIRef

from kg.errors import CheckError
from kg.export.rdf import Description, Pairs, Term, describe_sequences, property_pairs
from kg.graph import KnowledgeGraph, Relationship
from kg.identifiers import content_hash
from ontology.namespaces import DATA, OA, ONTOLOGY, node_iri, term_iri
from ontology.schema import load_schema
from ontology.terms import RelationType

EVIDENCE_LISTS = ("quotes", "starts", "ends", "extractors")
LINK_LIST = "link_reasons"  # parallel to the others where it is there: results have none
_CONTEXT_CHARS = 32  # of prefix and suffix: tells one occurrence from another without repeating the sentence


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of evidence: parallel entries of a relationship's lists."""

    quote: str
    start: int
    end: int
    extractor: str
    link: str = ""


def describe_statements(graph: KnowledgeGraph) -> Iterator[Description]:
    """Yield the statement of each relationship that the ontology gives properties, with its evidence.

    Each span follows the first annotation of it; the extractors come last.

    Raises:
        CheckError: A relationship has a property that the ontology does not know, or lists of unequal length.
    """
    spans: set[URIRef] = set()
    extractors: set[str] = set()
    for relationship in graph.relationships.values():
        rules = load_schema().relationship_properties[relationship.type]
        if not rules and not relationship.properties:
            continue
        pieces = _pieces(relationship)
        yield from _describe_statement(relationship, pieces)
        text = _paper_text(graph, relationship.start)
        for piece in pieces:
            extractors.add(piece.extractor)
            span = _span_iri(relationship.start, piece)
            if span not in spans:
                spans.add(span)
                yield from _describe_span(relationship.start, piece, text)
    for extractor in sorted(extractors):
        yield from _describe_extractor(extractor)


def statement_iri(relationship: Relationship) -> URIRef:
    """Return the IRI of the statement that a relationship holds, made from its type and ends."""
    ends = [str(node_iri(relationship.start)), str(node_iri(relationship.end))]
    return DATA["relation:" + content_hash([relationship.type, *ends])]


def _describe_statement(relationship: Relationship, pieces: list[_Piece]) -> Iterator[Description]:
    iri = statement_iri(relationship)
    rules = load_schema().relationship_properties[relationship.type]
    properties = {k: v for k, v in relationship.properties.items() if k not in (*EVIDENCE_LISTS, LINK_LIST)}
    subject = f"{relationship.start} -[{relationship.type}]-> {relationship.end}"
    is_link = relationship.type is RelationType.SHARES_CONCEPTS
    pairs: Pairs = [
        (RDF.type, [ONTOLOGY.PaperLink if is_link else ONTOLOGY.Relation, RDF.Statement]),
        (RDF.subject, [node_iri(relationship.start)]),
        (RDF.predicate, [term_iri(relationship.type)]),
        (RDF.object, [node_iri(relationship.end)]),
        *property_pairs(subject, properties, rules),
    ]
    sequences = list(describe_sequences(iri, properties, rules))
    if sequences:
        pairs.append((ONTOLOGY.inOrder, [sequence for sequence, _ in sequences]))
    annotations = _annotations(iri, relationship, pieces)
    if annotations:
        pairs.append((ONTOLOGY.hasEvidence, list(annotations)))
    yield iri, pairs
    yield from sequences
    yield from annotations.items()


def _pieces(relationship: Relationship) -> list[_Piece]:
    names = EVIDENCE_LISTS if LINK_LIST not in relationship.properties else (*EVIDENCE_LISTS, LINK_LIST)
    columns = [relationship.properties.get(name, ()) for name in names]
    lists = [column if isinstance(column, tuple) else (column,) for column in columns]
    if len({len(values) for values in lists}) > 1:
        lengths = ", ".join(f"{n} {name}" for name, n in zip(names, map(len, lists), strict=True))
        subject = f"{relationship.start} -[{relationship.type}]-> {relationship.end}"
        raise CheckError(f"{subject}: {lengths}; evidence lists are parallel, build the graph again")
    return [_Piece(str(q), int(s), int(e), str(x), *map(str, link)) for q, s, e, x, *link in zip(*lists, strict=True)]


def _annotations(statement: URIRef, relationship: Relationship, pieces: list[_Piece]) -> dict[URIRef, Pairs]:
    """Return the annotations by IRI; pieces alike in everything are one annotation with several places."""
    places: dict[_Piece, list[Term]] = {}
    for place, piece in enumerate(pieces, start=1):
        places.setdefault(piece, []).append(Literal(place))
    return {
        _annotation_iri(statement, piece): _annotation(relationship, piece, indexes)
        for piece, indexes in places.items()
    }


def _annotation_iri(statement: URIRef, piece: _Piece) -> URIRef:
    # Quoting keeps lone surrogates apart, which UTF-8 cannot encode.
    texts = [quote(text, errors="surrogatepass") for text in (piece.extractor, piece.quote, piece.link) if text]
    return DATA["evidence:" + content_hash([str(statement), piece.start, piece.end, *texts])]


def _annotation(relationship: Relationship, piece: _Piece, places: list[Term]) -> Pairs:
    is_result = relationship.type is RelationType.HAS_RESULT
    link: Pairs = [(ONTOLOGY.linkedBy, [Literal(piece.link)])] if piece.link else []
    return [
        (RDF.type, [OA.Annotation]),
        (OA.motivatedBy, [OA.describing if is_result else OA.identifying]),
        (OA.hasBody, [node_iri(relationship.end)]),
        (OA.hasTarget, [_span_iri(relationship.start, piece)]),
        (ONTOLOGY.evidenceIndex, places),
        (ONTOLOGY.sentence, [Literal(piece.quote)]),
        *link,
        (PROV.wasGeneratedBy, [node_iri(f"run:{piece.extractor}")]),
    ]


def _span_iri(paper: str, piece: _Piece, kind: str = "char") -> URIRef:
    """Return the IRI of a span, ``PAPER#char=START,END``: the fragment that RFC 5147 has for plain text."""
    return URIRef(f"{node_iri(paper)}#{kind}={piece.start},{piece.end}")


def _describe_span(paper: str, piece: _Piece, text: str) -> Iterator[Description]:
    position, quotation = _span_iri(paper, piece, "position"), _span_iri(paper, piece, "quote")
    start, end = max(0, piece.start), max(0, piece.end)
    exact = text[start:end]
    selectors: list[Term] = [position, quotation] if exact else [position]
    yield (
        _span_iri(paper, piece),
        [(RDF.type, [OA.SpecificResource]), (OA.hasSource, [node_iri(paper)]), (OA.hasSelector, selectors)],
    )
    bounds: Pairs = [(OA.start, [Literal(piece.start)]), (OA.end, [Literal(piece.end)])]
    yield position, [(RDF.type, [OA.TextPositionSelector]), *bounds]
    if exact:
        yield (
            quotation,
            [
                (RDF.type, [OA.TextQuoteSelector]),
                (OA.exact, [Literal(exact)]),
                (OA.prefix, [Literal(text[max(0, start - _CONTEXT_CHARS) : start])]),
                (OA.suffix, [Literal(text[end : end + _CONTEXT_CHARS])]),
            ],
        )


def _describe_extractor(extractor: str) -> Iterator[Description]:
    run, agent = node_iri(f"run:{extractor}"), node_iri(f"software:{extractor}")
    yield run, [(RDF.type, [PROV.Activity]), (PROV.wasAssociatedWith, [agent])]
    yield agent, [(RDF.type, [PROV.SoftwareAgent]), (RDFS.label, [Literal(extractor)])]


def _paper_text(graph: KnowledgeGraph, paper: str) -> str:
    """Return the text in which the offsets of a paper's evidence count."""
    node = graph.nodes.get(paper)
    if node is None:
        return ""
    return f"{node.properties.get('title', '')}\n{node.properties.get('abstract', '')}"
