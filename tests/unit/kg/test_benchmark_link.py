"""What linking costs, on a few papers; the figures themselves are not tested."""

from __future__ import annotations

from extractors.documents import Document
from kg.benchmarks.link import measure_growth, measure_share


def test_share_counts_papers_and_mentions() -> None:
    documents = [Document("title:a", "A title", "We train CNNs on ImageNet."), Document("title:b", "", "")]

    share = measure_share(documents, profile="fast").to_json()

    assert (share["n_papers"], share["n_mentions"]) == (2, 2)
    assert share["others_s"] >= 0
    assert share["added"] >= 0


def test_growth_makes_the_same_papers_every_time() -> None:
    first, second = ([rate.n_concepts for rate in measure_growth([20, 60])] for _ in range(2))

    assert first == second
    assert [rate.n_mentions for rate in measure_growth([20])] == [199]
