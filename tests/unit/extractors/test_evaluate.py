"""Evaluation: each rule of the score on cases small enough to count by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.documents import Document
from extractors.evaluate import Score, Scores, evaluate
from extractors.gold import GoldConcept, GoldPaper, GoldResult
from extractors.mentions import Extraction, Mention, Result
from ontology.names import concept_id
from ontology.terms import ConceptType, Role

ABSTRACT = "We train a vision transformer (ViT) on ImageNet-1K and reach 81.2 % accuracy, 3x faster than ResNets."


def _gold(
    *surfaces: str,
    type_: ConceptType = ConceptType.METHOD,
    roles: tuple[Role, ...] = (Role.USED,),
    optional: bool = False,
) -> GoldConcept:
    return GoldConcept(type_, surfaces[0], surfaces, roles, optional)


def _mention(
    text: str, *, type_: ConceptType = ConceptType.METHOD, concept: str | None = None, role: Role = Role.USED
) -> Mention:
    start = ABSTRACT.index(text) + 1
    return Mention(
        start, start + len(text), text, type_, concept or concept_id(type_, text), text, role, 1.0, "made_up@1.0"
    )


def _result(raw: str) -> Result:
    start = ABSTRACT.index(raw) + 1
    return Result(
        start=start,
        end=start + len(raw),
        raw=raw,
        value=Decimal(1),
        unit=None,
        metric=None,
        dataset=None,
        method=None,
        hardware=None,
        task=None,
        comparator=None,
        delta=False,
        higher_is_better=None,
        confidence=1.0,
        extractor="made_up@1.0",
    )


def _paper(*concepts: GoldConcept, results: tuple[GoldResult, ...] = ()) -> GoldPaper:
    return GoldPaper("g1", "", ABSTRACT, concepts, results)


def _extraction(*mentions: Mention, results: tuple[Result, ...] = (), id_: str = "g1") -> Extraction:
    return Extraction(Document(id=id_, title="", abstract=ABSTRACT), mentions, results)


def _counts(scores: Scores) -> dict[str, tuple[int, int, int]]:
    """Right, wrong and missed of the types that have any."""
    counts = {t.value: (s.n_right, s.n_wrong, s.n_missed) for t, s in scores.types.items()}
    return {name: count for name, count in counts.items() if any(count)}


def test_equal_surface_and_type_is_right_whatever_the_spelling() -> None:
    gold = _paper(_gold("Vision-Transformers"), _gold("ImageNet 1k", type_=ConceptType.DATASET))
    found = _extraction(_mention("vision transformer"), _mention("ImageNet-1K", type_=ConceptType.DATASET))
    assert _counts(evaluate([gold], [found]).strict) == {"Method": (1, 0, 0), "Dataset": (1, 0, 0)}


def test_another_type_is_wrong_and_leaves_the_gold_concept_missed() -> None:
    scores = evaluate([_paper(_gold("ResNets"))], [_extraction(_mention("ResNets", type_=ConceptType.DATASET))])
    assert _counts(scores.strict) == {"Method": (0, 0, 1), "Dataset": (0, 1, 0)}
    assert _counts(scores.lenient) == {"Method": (0, 0, 1), "Dataset": (0, 1, 0)}


def test_overlap_of_half_the_longer_span_is_right_only_when_lenient() -> None:
    evaluation = evaluate([_paper(_gold("vision transformer"))], [_extraction(_mention("transformer"))])
    assert _counts(evaluation.strict) == {"Method": (0, 1, 1)}
    assert _counts(evaluation.lenient) == {"Method": (1, 0, 0)}


def test_overlap_of_less_than_half_is_wrong() -> None:
    evaluation = evaluate([_paper(_gold("vision transformer"))], [_extraction(_mention("vision"))])
    assert _counts(evaluation.lenient) == {"Method": (0, 1, 1)}


def test_mentions_of_one_concept_count_once() -> None:
    both = _extraction(
        _mention("vision transformer", concept="method:vit"),
        _mention("ViT", concept="method:vit"),
    )
    assert _counts(evaluate([_paper(_gold("vision transformer", "ViT"))], [both]).strict) == {"Method": (1, 0, 0)}


def test_second_concept_with_the_name_of_one_found_counts_neither_way() -> None:
    apart = _extraction(_mention("vision transformer"), _mention("ViT"))
    assert _counts(evaluate([_paper(_gold("vision transformer", "ViT"))], [apart]).strict) == {"Method": (1, 0, 0)}


def test_equal_names_are_matched_before_overlapping_spans() -> None:
    gold = _paper(_gold("vision transformer"), _gold("transformer"))
    assert _counts(evaluate([gold], [_extraction(_mention("transformer"))]).lenient) == {"Method": (1, 0, 1)}


def test_optional_concept_counts_neither_found_nor_missed() -> None:
    gold = _paper(_gold("accuracy", type_=ConceptType.METRIC, optional=True))
    found = _extraction(_mention("accuracy", type_=ConceptType.METRIC))
    assert _counts(evaluate([gold], [found]).strict) == {}
    assert _counts(evaluate([gold], [_extraction()]).strict) == {}


def test_optional_concept_excuses_another_type_of_the_same_name() -> None:
    gold = _paper(_gold("accuracy", type_=ConceptType.METRIC, optional=True))
    assert _counts(evaluate([gold], [_extraction(_mention("accuracy", type_=ConceptType.TASK))]).strict) == {}


def test_optional_concept_excuses_an_overlap_only_when_lenient() -> None:
    evaluation = evaluate([_paper(_gold("vision transformer", optional=True))], [_extraction(_mention("transformer"))])
    assert _counts(evaluation.strict) == {"Method": (0, 1, 0)}
    assert _counts(evaluation.lenient) == {}


def test_roles_count_over_required_concepts_found_and_either_annotator_is_right() -> None:
    gold = _paper(
        _gold("ViT", roles=(Role.INTRODUCED, Role.USED)),
        _gold("ResNets", roles=(Role.COMPARED,)),
        _gold("ImageNet-1K", type_=ConceptType.DATASET),
        _gold("accuracy", type_=ConceptType.METRIC, optional=True),
    )
    found = _extraction(_mention("ViT"), _mention("ResNets"), _mention("accuracy", type_=ConceptType.METRIC))
    scores = evaluate([gold], [found]).strict
    assert (scores.n_roles_right, scores.n_roles, scores.role_accuracy) == (1, 2, 0.5)


def test_introduced_concepts_are_found_with_that_role_or_missed() -> None:
    introduced = (Role.INTRODUCED,)
    gold = _paper(
        _gold("ViT", roles=introduced),
        _gold("ResNets", roles=introduced),
        _gold("DeiT", roles=introduced),
        _gold("Swin", roles=(Role.INTRODUCED, Role.USED)),
        _gold("PVT", roles=introduced, optional=True),
    )
    found = _extraction(_mention("ViT", role=Role.INTRODUCED), _mention("ResNets", role=Role.USED))
    assert evaluate([gold], [found]).strict.introduced == Score(n_right=1, n_wrong=0, n_missed=2)


def test_role_of_a_concept_is_that_of_most_of_its_mentions() -> None:
    mentions = [
        _mention("vision transformer", concept="method:vit", role=Role.MENTIONED),
        _mention("ViT", concept="method:vit", role=Role.USED),
        _mention("transformer", concept="method:vit", role=Role.USED),
    ]
    assert evaluate([_paper(_gold("ViT"))], [_extraction(*mentions)]).strict.n_roles_right == 1


def test_result_values_agree_without_blanks_and_when_one_holds_the_other() -> None:
    gold = _paper(results=(GoldResult("81.2%", agreed=True), GoldResult("3x faster", agreed=True)))
    found = _extraction(results=(_result("81.2 %"), _result("3x"), _result("1K")))
    assert evaluate([gold], [found]).strict.results == Score(n_right=2, n_wrong=1, n_missed=0)


def test_result_of_one_annotator_is_not_asked_for_but_excuses() -> None:
    gold = _paper(results=(GoldResult("81.2%", agreed=False), GoldResult("3x", agreed=True)))
    found = _extraction(results=(_result("81.2 %"),))
    assert evaluate([gold], [found]).strict.results == Score(n_right=0, n_wrong=0, n_missed=1)


def test_papers_pair_by_abstract_where_ids_differ() -> None:
    scores = evaluate([_paper(_gold("ViT"))], [_extraction(_mention("ViT"), id_="arxiv:2401.00001")]).strict
    assert (_counts(scores), scores.n_papers_missing) == ({"Method": (1, 0, 0)}, 0)


def test_paper_without_prediction_is_missing_and_misses_everything() -> None:
    other = Extraction(Document(id="g2", title="", abstract="Another."), (), ())
    scores = evaluate([_paper(_gold("ViT"), results=(GoldResult("3x", agreed=True),))], [other]).strict
    assert (_counts(scores), scores.results) == ({"Method": (0, 0, 1)}, Score(0, 0, 1))
    assert (scores.n_papers, scores.n_papers_missing) == (1, 1)


@pytest.mark.parametrize(
    ("score", "ratios"),
    [(Score(0, 0, 0), (0.0, 0.0, 0.0)), (Score(2, 2, 0), (0.5, 1.0, 2 / 3)), (Score(0, 1, 1), (0.0, 0.0, 0.0))],
    ids=["nothing", "half right", "none right"],
)
def test_score_ratios(score: Score, ratios: tuple[float, float, float]) -> None:
    assert (score.precision, score.recall, score.f1) == pytest.approx(ratios)


def test_to_json_gives_rounded_figures_in_a_fixed_order() -> None:
    found = _extraction(_mention("ViT"), _mention("vision"), _mention("train", type_=ConceptType.TASK))
    gold = _paper(_gold("ViT"), _gold("ResNets"), _gold("ImageNet-1K"))
    nothing = {"p": 0.0, "r": 0.0, "f1": 0.0, "n_gold": 0, "n_predicted": 0}
    figures = evaluate([gold], [found]).to_json()
    assert list(figures) == ["strict", "lenient"]
    assert list(figures["strict"].items()) == [
        ("Method", {"p": 0.5, "r": 0.333, "f1": 0.4, "n_gold": 3, "n_predicted": 2}),
        ("Task", {**nothing, "n_predicted": 1}),
        ("Dataset", nothing),
        ("Metric", nothing),
        ("Hardware", nothing),
        ("ALL", {"p": 0.333, "r": 0.333, "f1": 0.333, "n_gold": 3, "n_predicted": 3}),
        ("roles", {"accuracy": 1.0, "n": 1}),
        ("results", nothing),
        ("papers_missing", 0),
    ]
