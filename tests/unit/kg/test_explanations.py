"""What two papers share, in words."""

from __future__ import annotations

import pytest

from kg.explanations import VERBS, Relations
from ontology.terms import PAPER_CONCEPT_RELATIONS, RelationType

NAMES = {"d": "GMTKN55", "m": "OrbNet", "r": "ResNet", "r50": "ResNet-50", "r101": "ResNet-101", "n": "CNN {x}"}
ABOVE = {"r18": ["r"], "r34": ["r"], "r50": ["r"], "r101": ["r"], "r": ["n"]}


def relations(**papers: dict[str, str]) -> Relations:
    of_paper = {p: {c: frozenset(map(RelationType, rs.split())) for c, rs in cs.items()} for p, cs in papers.items()}
    return Relations(of_paper, ABOVE, NAMES)


def test_every_relation_has_a_verb() -> None:
    assert set(VERBS) == set(PAPER_CONCEPT_RELATIONS)


@pytest.mark.parametrize(
    ("own", "other", "concepts", "said"),
    [
        pytest.param(
            {"d": "EVALUATES_ON", "m": "USES"},
            {"d": "EVALUATES_ON", "m": "USES"},
            "d m",
            "both evaluate on GMTKN55; both use OrbNet",
            id="each its verb",
        ),
        pytest.param(
            {"r50": "USES", "m": "USES"},
            {"r50": "USES", "m": "USES"},
            "m r50",
            "both use OrbNet and ResNet-50",
            id="list",
        ),
        pytest.param(
            {"m": "INTRODUCES USES"}, {"m": "USES MENTIONS"}, "m", "both use OrbNet", id="first relation in common"
        ),
        pytest.param(
            {"m": "INTRODUCES"},
            {"m": "COMPARES_WITH"},
            "m",
            "this one introduces OrbNet, which the other compares with",
            id="two roles",
        ),
        pytest.param({"r50": "USES"}, {"r101": "USES"}, "r", "both use ResNet (ResNet-50, ResNet-101)", id="kinds"),
        pytest.param({"r": "USES"}, {"r101": "USES"}, "r", "both use ResNet (ResNet-101)", id="itself and a kind"),
        pytest.param({"r50": "USES"}, {"n": "USES"}, "n", "both use CNN {x} (ResNet-50)", id="two steps"),
        pytest.param(
            {"r50": "USES", "r18": "USES"},
            {"r101": "USES", "r34": "USES"},
            "r",
            "both use ResNet (r18, ResNet-50, ResNet-101, 1 more)",
            id="many kinds",
        ),
        pytest.param({}, {}, "q", "both share q", id="relations unknown"),
    ],
)
def test_explanation(own: dict[str, str], other: dict[str, str], concepts: str, said: str) -> None:
    assert relations(a=own, b=other).explain("a", "b", concepts.split()) == said
