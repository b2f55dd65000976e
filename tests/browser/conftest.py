from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM, FLAGS

from kg.graph import KnowledgeGraph, Node, Relationship
from kg.viz import draw_explorer
from ontology.names import concept_id
from ontology.terms import ConceptType, NodeLabel, RelationType

# Title, abstract, and the concepts that each paper names, by relation. A mathematical letter, an emoji and markup
# stand before some of the mentions.
PAPERS = [
    (
        "StateNet: Linear Sequence Models",
        "We present StateNet, which builds on Mamba. Mamba scans 𝒟 in linear time 🚀 and StateNet scales Mamba to 8 "
        "GPUs. On LongBench it reaches 81.5% accuracy.",
        {"INTRODUCES": ["Method/StateNet"], "USES": ["Method/Mamba"], "EVALUATES_ON": ["Dataset/LongBench"]},
    ),
    (
        "Scanning <b>without</b> Attention",
        "Mamba & <script>alert('no')</script> friends. We compare with Transformer on LongBench and report accuracy.",
        {"USES": ["Method/Mamba"], "COMPARES_WITH": ["Method/Transformer"], "EVALUATES_ON": ["Dataset/LongBench"]},
    ),
    (
        "A Study of Transformer Inference",
        "Transformer inference on the H100 is bound by memory. We measure latency of Transformer and Mamba.",
        {"USES": ["Method/Transformer", "Method/Mamba"], "RUNS_ON": ["Hardware/H100"], "REPORTS": ["Metric/latency"]},
    ),
    (
        "Question Answering at Length",
        "We address question answering with Transformer on LongBench; accuracy and latency are reported.",
        {
            "ADDRESSES": ["Task/question answering"],
            "USES": ["Method/Transformer"],
            "EVALUATES_ON": ["Dataset/LongBench"],
            "REPORTS": ["Metric/accuracy", "Metric/latency"],
        },
    ),
    ("A Lone Paper", "Only ObscureNet is named here.", {"INTRODUCES": ["Method/ObscureNet"]}),
]
ALIASES = {"Mamba": ("S6", "selective state space model"), "H100": ("NVIDIA H100",)}


def evidence(text: str, name: str) -> dict[str, Any]:
    starts = [i for i in range(len(text)) if text.startswith(name, i)]
    sentences = [(text.rfind(". ", 0, i), text.find(". ", i)) for i in starts]
    quotes = [text[(a + 2 if a >= 0 else 0) : (b + 1 if b >= 0 else len(text))] for a, b in sentences]
    return {
        "confidence": 0.9,
        "n_mentions": len(starts),
        "quotes": tuple(quote.split("\n")[-1] for quote in quotes),
        "starts": tuple(starts),
        "ends": tuple(i + len(name) for i in starts),
        "extractors": ("concept_tagger_fast@1.0",) * len(starts),
        "version": "0.1.0",
    }


def sample_graph() -> KnowledgeGraph:
    """Return five papers with their concepts, one result, one link between papers and one step of the hierarchy."""
    nodes: list[Node] = []
    relationships: list[Relationship] = []
    for i, (title, abstract, named) in enumerate(PAPERS):
        paper = f"arxiv:2501.0000{i}"
        properties = {"title": title, "abstract": abstract, "authors": ("A. Author",), "url": f"https://arxiv.org/{i}"}
        nodes.append(Node(paper, NodeLabel.PAPER, properties))
        for relation, concepts in named.items():
            for concept in concepts:
                label, name = concept.split("/")
                node = Node(concept_id(ConceptType(label), name), NodeLabel(label), concept_properties(name))
                found = evidence(f"{title}\n{abstract}", name)
                nodes.append(node)
                relationships.append(Relationship(RelationType(relation), paper, node.id, found))
    first, second = "arxiv:2501.00000", "arxiv:2501.00001"
    text = f"{PAPERS[0][0]}\n{PAPERS[0][1]}"
    nodes.append(Node("result:1", NodeLabel.RESULT, {"raw": "81.5%", "value": 81.5, "unit": "PERCENT", "delta": False}))
    shared = {"weight": 0.42, "n_shared": 2, "concepts": ("method:mamba", "dataset:longbench")}
    relationships += [
        Relationship(RelationType.HAS_RESULT, first, "result:1", evidence(text, "81.5%")),
        Relationship(RelationType.OF_METRIC, "result:1", "metric:accuracy"),
        Relationship(RelationType.ON_DATASET, "result:1", "dataset:longbench"),
        Relationship(RelationType.SHARES_CONCEPTS, first, second, shared),
        Relationship(RelationType.BROADER, "method:statenet", "method:mamba"),
    ]
    return KnowledgeGraph.of(nodes, relationships)


def concept_properties(name: str) -> dict[str, Any]:
    return {"name": name, "aliases": ALIASES.get(name, ()), "coined": name == "ObscureNet", "n_papers": 2}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium; without it the tests are skipped, in CI they fail."""
    playwright = pytest.importorskip("playwright.sync_api", exc_type=ImportError) if not os.environ.get("CI") else None
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing; install it with: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    if playwright is None:
        from playwright import sync_api as playwright
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sample() -> KnowledgeGraph:
    return sample_graph()


@pytest.fixture
def open_explorer(browser: Any, sample: KnowledgeGraph, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open an explorer from a file; at the end, fail on any request, console message or uncaught error."""
    requests: list[str] = []
    messages: list[str] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")

    def open_page(address: str = "", *, graph: KnowledgeGraph = sample, **options: Any) -> Any:
        file = tmp_path / "explorer.html"
        file.write_text(draw_explorer(graph, **options), encoding="utf-8")
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url.partition("#")[0]))
        page.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(file.as_uri() + address)
        return page

    yield open_page
    context.close()
    assert messages == []
    assert requests == [(tmp_path / "explorer.html").as_uri()] * len(requests)
