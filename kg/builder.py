"""From extractions to the property graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.documents import Document
from extractors.extraction_file import to_json
from extractors.mentions import Extraction, LinkReason, Result
from kg.concepts import concept_node, name_from_id
from kg.curation.curator import CURATOR, Curated, CuratedResult, Curator, texts
from kg.curation.decision import Decision, type_of
from kg.curation.rules import Curation
from kg.derive import derive_graph
from kg.evidence import Evidence, Quoter, evidence_properties
from kg.extracted import pack
from kg.graph import KnowledgeGraph, Node, Relationship, Value
from kg.identifiers import content_hash, result_id
from kg.version import VERSION
from ontology.terms import RESULT_RELATIONS, ConceptType, NodeLabel, RelationType, relation_for
from ontology.vocabulary import Vocabulary, load_vocabulary

_OPTIONAL_METADATA = ("published", "url")
_KEPT = "extracted 2"  # part of each digest: papers that an earlier version wrote without it are written again


def build_graph(
    extractions: Iterable[Extraction], *, vocabulary: Vocabulary | None = None, curation: Curation | None = None
) -> KnowledgeGraph:
    """Return the property graph of a corpus.

    One node per paper, concept and result; one relationship per (paper, relation, concept) with all its evidence;
    links between papers and concepts that follow from the whole. The order of the extractions does not matter.

    Args:
        extractions: One per paper; of two with one id the last counts.
        vocabulary: Describes the concepts that it knows; the one shipped by default.
        curation: Decisions of people on what was extracted.

    Raises:
        CurationError: A decision cannot be applied.
    """
    curator = Curator(curation or Curation(), vocabulary or load_vocabulary())
    papers = [build_paper(extraction, curator) for extraction in extractions]
    return derive_graph(assemble(papers, curator.vocabulary, curator), curator.vocabulary)


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

    @property
    def state(self) -> tuple[Value | None, Value | None]:
        """What tells whether the paper changed: the digest of what was extracted, and the decisions on it."""
        return paper_state(self.nodes[0])


def paper_state(paper: Node) -> tuple[Value | None, Value | None]:
    """Return what tells whether a paper changed; see `PaperGraph.state`."""
    return paper.properties.get("digest"), paper.properties.get("decisions")


def build_paper(extraction: Extraction, curator: Curator | None = None, *, digest: str | None = None) -> PaperGraph:
    """Return the part of the graph that comes from one paper.

    Args:
        extraction: What was extracted from it.
        curator: Applies the decisions of people; none by default.
        digest: Digest of the extraction; computed when None.
    """
    curated = (curator or Curator(Curation(), Vocabulary())).apply(extraction)
    document = extraction.document
    quoter = Quoter(document)
    relations = list(_concept_relations(document, curated, quoter))
    results = [_result_part(document, result, quoter) for result in curated.results]
    n_concepts = len({relation.end for relation in relations})
    node = _paper_node(extraction, n_concepts, digest or document_digest(extraction), curated.used)
    return PaperGraph(
        nodes=(node, *(node for node, _ in results)),
        relationships=(*relations, *(r for _, relationships in results for r in relationships)),
        concepts=_concepts(curated),
    )


def assemble(papers: Iterable[PaperGraph], vocabulary: Vocabulary, curator: Curator | None = None) -> KnowledgeGraph:
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
    nodes.extend(concept_node(c, types[c], names[c], vocabulary, curator) for c in names)
    return KnowledgeGraph.of(nodes, relationships)


def document_digest(extraction: Extraction) -> str:
    """Return a hash of a paper and all that was extracted from it, by this version of the software.

    The names of the source files stay out: the same paper read from one more file has not changed.
    """
    document = replace(extraction.document, sources=())
    return content_hash([VERSION, _KEPT, to_json(replace(extraction, document=document))])


def _paper_node(extraction: Extraction, n_concepts: int, digest: str, decisions: Iterable[Decision]) -> Node:
    document = extraction.document
    properties: dict[str, Value] = {
        "title": document.title,
        "abstract": document.abstract,
        "authors": document.authors,
        "categories": document.categories,
        "sources": document.sources,
        "n_concepts": n_concepts,
        "digest": digest,
        "extracted": pack(extraction),
    }
    properties |= {key: value for key in _OPTIONAL_METADATA if (value := getattr(document, key)) is not None}
    return Node(document.id, NodeLabel.PAPER, _with_decisions(properties, decisions))


def _with_decisions(properties: Mapping[str, Value], decisions: Iterable[Decision]) -> Mapping[str, Value]:
    found = texts(decisions)
    return {**properties, "decisions": found} if found else properties


def _concepts(curated: Curated) -> dict[str, tuple[ConceptType, frozenset[str]]]:
    names: dict[str, set[str]] = defaultdict(set)
    types: dict[str, ConceptType] = {}
    for found in curated.mentions:
        names[found.mention.concept].add(found.mention.name)
        types[found.mention.concept] = found.mention.type
    for one in curated.results:
        for concept_type, concept in _result_concepts(one.result):
            types[concept] = concept_type
            if concept not in names:  # the id may lack what the name has: "challenge of 2012" is challenge-of12
                names[concept].add(name_from_id(concept))
    for decision in curated.added:
        kind = type_of(decision.concept)
        if kind is not None:
            names[decision.concept].add(decision.target or name_from_id(decision.concept))
            types[decision.concept] = kind
    return {concept: (types[concept], frozenset(names[concept])) for concept in sorted(names)}


def _concept_relations(document: Document, curated: Curated, quoter: Quoter) -> Iterator[Relationship]:
    evidence: dict[tuple[RelationType, str], list[Evidence]] = defaultdict(list)
    decisions: dict[tuple[RelationType, str], list[Decision]] = defaultdict(list)
    for found in curated.mentions:
        m = found.mention
        key = (relation_for(m.role, m.type), m.concept)
        evidence[key].append(Evidence(m.start, m.end, m.extractor, m.confidence, m.link.value))
        decisions[key] += found.used
    for decision in curated.added:
        key = (RelationType(decision.relation), decision.concept)
        start, end = quoter.find(decision.note)
        note = "" if end else decision.note
        evidence[key].append(Evidence(start, end, CURATOR, 1.0, LinkReason.CURATED.value, note))
        decisions[key].append(decision)
    for (relation, concept), pieces in sorted(evidence.items()):
        properties = _with_decisions(evidence_properties(pieces, quoter), decisions[relation, concept])
        yield Relationship(relation, document.id, concept, properties)


def _result_part(document: Document, found: CuratedResult, quoter: Quoter) -> tuple[Node, list[Relationship]]:
    result = found.result
    node = _result_node(document, result)
    piece = Evidence(result.start, result.end, result.extractor, result.confidence)
    properties = _with_decisions(evidence_properties([piece], quoter), found.used)
    has_result = Relationship(RelationType.HAS_RESULT, document.id, node.id, properties)
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
