"""From extractions to the graph."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.documents import Document
from extractors.mentions import Extraction, Mention, Result
from kg.builder import build_graph, build_paper
from kg.check import check_graph
from kg.version import VERSION
from ontology.terms import ConceptType, RelationType, Role
from ontology.vocabulary import Concept, Vocabulary

TITLE = "SkyNet: fast segmentation"
ABSTRACT = "We propose SkyNet. SkyNet reaches 82.1% accuracy on Cityscapes. It runs on an A100."
DOCUMENT = Document(
    id="arxiv:2401.00001",
    title=TITLE,
    abstract=ABSTRACT,
    arxiv_id="2401.00001",
    authors=("Ada", "Bo"),
    published="2024-01-02",
    sources=("a.txt",),
)
ACCURACY = Concept(
    id="metric:accuracy",
    type=ConceptType.METRIC,
    name="accuracy",
    properties={"higher_is_better": True, "unit": "PERCENT"},
)
NET = Concept(id="method:net", type=ConceptType.METHOD, name="net")
SKYNET = Concept(id="method:skynet", type=ConceptType.METHOD, name="SkyNet", broader=("method:net",))
VOCABULARY = Vocabulary.of([ACCURACY])


def mention(text: str, concept: str, role: Role, *, nth: int = 0, confidence: float = 0.9) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = DOCUMENT.text.index(text, start + 1)
    concept_type = ConceptType(concept.partition(":")[0].capitalize())
    return Mention(start, start + len(text), text, concept_type, concept, text, role, confidence, "rule@1.0")


def extraction(document: Document = DOCUMENT) -> Extraction:
    start = document.text.index("82.1%")
    return Extraction(
        document,
        mentions=(
            mention("SkyNet", "method:skynet", Role.INTRODUCED),
            mention("SkyNet", "method:skynet", Role.INTRODUCED, nth=2, confidence=0.95),
            mention("accuracy", "metric:accuracy", Role.USED),
            mention("Cityscapes", "dataset:cityscapes", Role.USED),
            mention("A100", "hardware:a100", Role.USED),
        ),
        results=(
            Result(
                start=start,
                end=start + 5,
                raw="82.1%",
                value=Decimal("82.1"),
                unit="PERCENT",
                metric="metric:accuracy",
                dataset="dataset:cityscapes",
                method="method:skynet",
                hardware=None,
                task=None,
                comparator=None,
                delta=False,
                higher_is_better=True,
                confidence=0.7,
                extractor="numbers@1.0",
            ),
        ),
    )


def test_relationship_carries_all_evidence_in_the_order_of_the_text() -> None:
    graph = build_graph([extraction()], vocabulary=VOCABULARY)

    assert graph.relationships[RelationType.INTRODUCES, DOCUMENT.id, "method:skynet"].properties == {
        "confidence": 0.95,
        "n_mentions": 2,
        "quotes": (TITLE, "SkyNet reaches 82.1% accuracy on Cityscapes."),
        "starts": (0, 45),
        "ends": (6, 51),
        "extractors": ("rule@1.0", "rule@1.0"),
        "link_reasons": ("unknown", "unknown"),
        "version": VERSION,
    }


def test_roles_and_types_give_the_relationship_types() -> None:
    graph = build_graph([extraction()], vocabulary=VOCABULARY)

    assert [(r.type.value, r.end) for r in graph.relationships.values() if r.start == DOCUMENT.id] == [
        ("EVALUATES_ON", "dataset:cityscapes"),
        ("HAS_RESULT", next(n for n in graph.nodes if n.startswith("result:"))),
        ("INTRODUCES", "method:skynet"),
        ("REPORTS", "metric:accuracy"),
        ("RUNS_ON", "hardware:a100"),
    ]


def test_result_node_holds_typed_value_and_its_concepts() -> None:
    graph = build_graph([extraction()], vocabulary=VOCABULARY)
    result = next(node for node in graph.nodes.values() if node.id.startswith("result:"))

    assert result.properties == {
        "raw": "82.1%",
        "value": 82.1,
        "unit": "PERCENT",
        "delta": False,
        "higher_is_better": True,
    }
    assert [(r.type.value, r.end) for r in graph.relationships.values() if r.start == result.id] == [
        ("OF_METHOD", "method:skynet"),
        ("OF_METRIC", "metric:accuracy"),
        ("ON_DATASET", "dataset:cityscapes"),
    ]


def test_results_that_differ_in_the_dataset_alone_are_two() -> None:
    first = extraction()
    both = replace(first, results=(first.results[0], replace(first.results[0], dataset=None)))

    assert sum(n.startswith("result:") for n in build_graph([both], vocabulary=VOCABULARY).nodes) == 2


def test_zero_survives() -> None:
    first = extraction()
    zero = replace(first, results=(replace(first.results[0], value=Decimal(0)),))
    graph = build_graph([zero], vocabulary=VOCABULARY)

    assert next(n for n in graph.nodes.values() if n.id.startswith("result:")).properties["value"] == 0.0


def test_concepts_know_their_papers_and_first_date() -> None:
    other = replace(DOCUMENT, id="arxiv:2301.00001", published="2023-05-06")
    graph = build_graph([extraction(), extraction(other)], vocabulary=VOCABULARY)

    properties = graph.nodes["method:skynet"].properties
    assert (properties["n_papers"], properties["first_seen"]) == (2, "2023-05-06")


def test_concept_that_only_a_result_names_is_in_the_graph() -> None:
    only_result = replace(extraction(), mentions=())
    graph = build_graph([only_result], vocabulary=VOCABULARY)

    assert graph.nodes["metric:accuracy"].properties["n_papers"] == 0
    assert graph.nodes["metric:accuracy"].properties["coined"] is False


def test_a_result_gives_no_name_to_a_concept_that_the_text_names() -> None:
    first = extraction()
    mentions = [
        replace(m, concept="dataset:c", name="City scapes!") if m.text == "Cityscapes" else m for m in first.mentions
    ]
    renamed = replace(first, mentions=tuple(mentions), results=(replace(first.results[0], dataset="dataset:c"),))

    assert build_graph([renamed], vocabulary=VOCABULARY).nodes["dataset:c"].properties["name"] == "City scapes!"


def test_broader_joins_concepts_that_are_both_there() -> None:
    vocabulary = Vocabulary.of([NET, SKYNET])
    nets = replace(extraction(), mentions=(*extraction().mentions, mention("segmentation", "method:net", Role.USED)))

    assert (RelationType.BROADER, "method:skynet", "method:net") in build_graph(
        [nets], vocabulary=vocabulary
    ).relationships
    assert not list(build_graph([extraction()], vocabulary=vocabulary).relationships_typed(RelationType.BROADER))


def test_broader_passes_over_a_concept_that_is_not_in_the_graph() -> None:
    middle = Concept(id="method:convnet", type=ConceptType.METHOD, name="convnet", broader=("method:net",))
    vocabulary = Vocabulary.of([NET, middle, replace(SKYNET, broader=("method:convnet",))])
    nets = replace(extraction(), mentions=(*extraction().mentions, mention("segmentation", "method:net", Role.USED)))

    broader = build_graph([nets], vocabulary=vocabulary).relationships_typed(RelationType.BROADER)

    assert [(r.start, r.end) for r in broader] == [("method:skynet", "method:net")]


def test_graph_is_what_the_ontology_allows() -> None:
    assert check_graph(build_graph([extraction()], vocabulary=VOCABULARY)) == []


def test_order_of_papers_does_not_matter() -> None:
    papers = [extraction(replace(DOCUMENT, id=f"arxiv:2401.0000{i}")) for i in range(4)]

    assert build_graph(papers, vocabulary=VOCABULARY) == build_graph(papers[::-1], vocabulary=VOCABULARY)


@pytest.mark.parametrize(
    ("change", "is_equal"),
    [
        pytest.param({"sources": ("b.txt",)}, True, id="another file"),
        pytest.param({"authors": ("Ada",)}, False, id="another author"),
    ],
)
def test_digest_tells_whether_a_paper_changed(change: dict[str, tuple[str, ...]], is_equal: bool) -> None:
    changed = extraction(replace(DOCUMENT, **change))  # type: ignore[arg-type]

    assert (build_paper(changed).digest == build_paper(extraction()).digest) is is_equal
