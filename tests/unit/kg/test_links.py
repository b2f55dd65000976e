"""Links between papers by rarity of the concepts that they share."""

from __future__ import annotations

import random

import pytest

from kg.graph import PaperConcept, Relationship
from kg.links import document_frequencies, hub_limit, link_papers
from ontology.terms import RelationType


def pairs(**concepts: str) -> list[PaperConcept]:
    """Papers named by keyword, each with its concepts, divided by blanks."""
    return [PaperConcept(p, c, RelationType.USES) for p, cs in concepts.items() for c in cs.split()]


def test_link_names_the_shared_concepts_rarest_first() -> None:
    corpus = pairs(a="rare common own", b="rare common", c="common", d="other")

    link = next(r for r in link_papers(corpus) if (r.start, r.end) == ("a", "b"))

    assert link.properties["concepts"] == ("rare", "common")
    assert link.properties["n_shared"] == 2


def test_link_starts_at_the_smaller_id() -> None:
    assert [(r.start, r.end) for r in link_papers(pairs(z="x y", a="x q", m="w"))] == [("a", "z")]


def test_papers_with_equal_concepts_have_weight_one() -> None:
    (link,) = link_papers(pairs(a="x y", b="x y", c="z"))

    assert link == Relationship(
        RelationType.SHARES_CONCEPTS, "a", "b", {"weight": 1.0, "n_shared": 2, "concepts": ("x", "y")}
    )


def test_rare_concept_links_stronger_than_common_one() -> None:
    corpus = pairs(a="rare p1", b="rare p2", c="common p3", d="common p4", e="common p5")
    weights = {(r.start, r.end): r.properties["weight"] for r in link_papers(corpus)}

    assert weights["a", "b"] > weights["c", "d"] > 0


def test_weight_is_the_cosine_of_inverse_document_frequencies() -> None:
    (link,) = link_papers(pairs(a="x u", b="x v"))

    # log(1 + 2/2) for x, log(1 + 2/1) for u and v: 0.6931^2 / (0.6931^2 + 1.0986^2)
    assert link.properties["weight"] == pytest.approx(0.2847, abs=5e-5)


def test_background_concept_counts_half() -> None:
    corpus = pairs(a="x u", b="x v")
    faint = [PaperConcept(p.paper, p.concept, RelationType.MENTIONS) if p.concept == "x" else p for p in corpus]

    assert link_papers(faint)[0].properties["weight"] < link_papers(corpus)[0].properties["weight"]


def test_hub_makes_no_link() -> None:
    hub = {f"p{i:02}": "hub" for i in range(hub_limit(20) + 1)}

    assert link_papers(pairs(**hub)) == []


def test_each_paper_keeps_its_strongest_links() -> None:
    corpus = pairs(a="x1 x2 x3", b="x1 x2 x3", c="x1 x2", d="x1", e="y")

    kept = {(r.start, r.end) for r in link_papers(corpus, top_k=1)}

    assert kept == {("a", "b"), ("a", "c"), ("c", "d")}


def test_links_do_not_depend_on_the_order_of_the_pairs() -> None:
    rng = random.Random(7)
    corpus = [
        PaperConcept(f"p{rng.randrange(40):02}", f"c{rng.randrange(60):02}", RelationType.USES) for _ in range(300)
    ]
    shuffled = rng.sample(corpus, len(corpus))

    assert link_papers(corpus) == link_papers(shuffled)


RESNETS = {"resnet-50": ["resnet"], "resnet-101": ["resnet"], "resnet": ["cnn"], "cnn": ["network"]}


def test_papers_with_two_kinds_of_a_concept_share_it() -> None:
    (link,) = link_papers(pairs(a="resnet-50", b="resnet-101", c="resnet-50 x"), RESNETS, top_k=1)[:1]

    assert (link.start, link.end, link.properties["concepts"]) == ("a", "b", ("resnet",))


def test_shared_broader_concept_counts_less_than_a_shared_narrow_one() -> None:
    corpus = pairs(a="resnet-50 u", b="resnet-101 v", c="resnet-50 w", d="resnet w2", e="cnn w3")
    weights = {(r.start, r.end): r.properties["weight"] for r in link_papers(corpus, RESNETS)}

    assert weights["a", "c"] > weights["a", "d"] > weights["a", "b"] > weights["a", "e"] > 0


def test_concept_is_out_of_reach_after_two_steps() -> None:
    assert link_papers(pairs(a="resnet-50", b="network", c="x"), RESNETS) == []


def test_broader_concept_is_not_named_beside_a_shared_kind_of_it_unless_both_papers_name_it() -> None:
    (kind,) = link_papers(pairs(a="resnet-50", b="resnet-50", c="x"), RESNETS)
    (both,) = link_papers(pairs(a="resnet-50 resnet", b="resnet-50 resnet", c="x"), RESNETS)

    assert kind.properties["concepts"] == ("resnet-50",)
    assert both.properties["concepts"] == ("resnet", "resnet-50")


def test_concept_is_a_hub_with_the_papers_of_those_below_it() -> None:
    kinds = {f"p{i:02}": f"kind{i}" for i in range(hub_limit(20) + 1)}

    assert link_papers(pairs(**kinds), {kind: ["wide"] for kind in kinds.values()}) == []


def test_concept_of_one_paper_in_two_relations_counts_once() -> None:
    both = [PaperConcept("a", "x", RelationType.USES), PaperConcept("a", "x", RelationType.MENTIONS)]

    assert document_frequencies(both) == {"x": 1}
