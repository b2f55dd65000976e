"""From extractions to the property graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.documents import Document
from extractors.extraction_file import to_json
from extractors.mentions import Extraction, Mention, Result
from kg.concepts import concept_node
from kg.derive import derive_graph
from kg.evidence import Evidence, Quoter, evidence_properties
from kg.graph import KnowledgeGraph, Node, Relationship, Value
from kg.identifiers import content_hash, result_id
from kg.version import VERSION
from ontology.terms import RESULT_RELATIONS, ConceptType, NodeLabel, RelationType, relation_for
from ontology.vocabulary import Vocabulary, load_vocabulary

_OPTIONAL_METADATA = ("published", "url")


def build_graph(extractions: Iterable[Extraction], *, vocabulary: Vocabulary | None = None) -> KnowledgeGraph:
    """Return the property graph of a corpus.

    One node per paper, concept and result; one relationship per (paper, relation, concept) with all its evidence;
    links between papers and concepts that follow from the whole. The order of the extractions does not matter.

    Args:
        extractions: One per paper; of two with one id the last counts.
        vocabulary: Describes the concepts that it knows; the one shipped by default.
    """
    vocabulary = vocabulary or load_vocabulary()
    papers = [build_paper(extraction) for extraction in extractions]
    return derive_graph(assemble(papers, vocabulary), vocabulary)


@dataclass(frozen=True, slots=True)
class PaperGraph:
    """What one paper adds to the graph.

    Attributes:
        nodes: The paper and its results.
        relationships: All that start at the paper or at one of its results.
        concepts: Concept id -> type and the names that the text gives it.
    """

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    concepts: Mapping[str, tuple[ConceptType, frozenset[str]]]

    @property
    def id(self) -> str:
        """The paper's id."""
        return self.nodes[0].id

    @property
    def digest(self) -> str:
        """The paper's digest."""
        return str(self.nodes[0].properties["digest"])


def build_paper(extraction: Extraction) -> PaperGraph:
    """Return the part of the graph that comes from one paper."""
    document = extraction.document
    quoter = Quoter(document)
    concepts = _concepts(extraction)
    relations = list(_concept_relations(document, extraction.mentions, quoter))
    results = [_result_part(document, result, quoter) for result in extraction.results]
    n_concepts = len({relation.end for relation in relations})
    return PaperGraph(
        nodes=(_paper_node(extraction, n_concepts), *(node for node, _ in results)),
        relationships=(*relations, *(r for _, relationships in results for r in relationships)),
        concepts=concepts,
    )


def assemble(papers: Iterable[PaperGraph], vocabulary: Vocabulary) -> KnowledgeGraph:
    """Return the graph of several papers, their concepts merged, without what is derived from the whole."""
    nodes: list[Node] = []
    relationships: list[Relationship] = []
    names: dict[str, set[str]] = defaultdict(set)
    types: dict[str, ConceptType] = {}
    for paper in papers:
        nodes.extend(paper.nodes)
        relationships.extend(paper.relationships)
        for concept, (concept_type, paper_names) in paper.concepts.items():
            names[concept] |= paper_names
            types[concept] = concept_type
    nodes.extend(concept_node(c, types[c], names[c], vocabulary) for c in names)
    return KnowledgeGraph.of(nodes, relationships)


def document_digest(extraction: Extraction) -> str:
    """Return a hash of a paper and all that was extracted from it, by this version of the software.

    The names of the source files stay out: the same paper read from one more file has not changed.
    """
    document = replace(extraction.document, sources=())
    return content_hash([VERSION, to_json(replace(extraction, document=document))])


def _paper_node(extraction: Extraction, n_concepts: int) -> Node:
    document = extraction.document
    properties: dict[str, Value] = {
        "title": document.title,
        "abstract": document.abstract,
        "authors": document.authors,
        "categories": document.categories,
        "sources": document.sources,
        "n_concepts": n_concepts,
        "digest": document_digest(extraction),
    }
    properties |= {key: value for key in _OPTIONAL_METADATA if (value := getattr(document, key)) is not None}
    return Node(document.id, NodeLabel.PAPER, properties)


def _concepts(extraction: Extraction) -> dict[str, tuple[ConceptType, frozenset[str]]]:
    names: dict[str, set[str]] = defaultdict(set)
    types: dict[str, ConceptType] = {}
    for mention in extraction.mentions:
        names[mention.concept].add(mention.name)
        types[mention.concept] = mention.type
    for result in extraction.results:
        for concept_type, concept in _result_concepts(result):
            names[concept].add(concept.partition(":")[2].replace("-", " "))
            types[concept] = concept_type
    return {concept: (types[concept], frozenset(names[concept])) for concept in sorted(names)}


def _concept_relations(document: Document, mentions: Iterable[Mention], quoter: Quoter) -> Iterator[Relationship]:
    evidence: dict[tuple[RelationType, str], list[Evidence]] = defaultdict(list)
    for m in mentions:
        key = (relation_for(m.role, m.type), m.concept)
        evidence[key].append(Evidence(m.start, m.end, m.extractor, m.confidence, m.link.value))
    for (relation, concept), pieces in sorted(evidence.items()):
        yield Relationship(relation, document.id, concept, evidence_properties(pieces, quoter))


def _result_part(document: Document, result: Result, quoter: Quoter) -> tuple[Node, list[Relationship]]:
    node = _result_node(document, result)
    piece = Evidence(result.start, result.end, result.extractor, result.confidence)
    has_result = Relationship(RelationType.HAS_RESULT, document.id, node.id, evidence_properties([piece], quoter))
    links = [Relationship(RESULT_RELATIONS[t], node.id, concept) for t, concept in _result_concepts(result)]
    return node, [has_result, *links]


def _result_node(document: Document, result: Result) -> Node:
    properties: dict[str, Value | None] = {
        "raw": result.raw,
        "value": None if result.value is None else float(result.value),
        "unit": result.unit,
        "comparator": result.comparator,
        "delta": result.delta,
        "higher_is_better": result.higher_is_better,
    }
    known = {key: value for key, value in properties.items() if value is not None}
    return Node(result_id(document.id, result), NodeLabel.RESULT, known)


def _result_concepts(result: Result) -> list[tuple[ConceptType, str]]:
    by_type = [
        (ConceptType.METRIC, result.metric),
        (ConceptType.DATASET, result.dataset),
        (ConceptType.METHOD, result.method),
        (ConceptType.HARDWARE, result.hardware),
        (ConceptType.TASK, result.task),
    ]
    return [(concept_type, concept) for concept_type, concept in by_type if concept is not None]
