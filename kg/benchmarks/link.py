"""What linking costs: its share of the time of extraction, and how it grows with the number of papers."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from extractors.documents import Document
from extractors.identity import NameLinker
from extractors.pipeline import build_pipeline, component_seconds
from kg.concepts import choose_name
from ontology.terms import ConceptType
from ontology.vocabulary import Vocabulary, load_vocabulary

LINKER = "concept_linker"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
# A made-up paper: names of the vocabulary, names that another paper coined, and names of its own.
_N_KNOWN, _N_SHARED, _N_OWN = 7, 1, 2
_SYLLABLES = ("ba", "co", "di", "fu", "ga", "ke", "lo", "mi", "nu", "pa", "re", "so", "ta", "vi", "xe", "zo")
_HEADS = ("network", "model", "method", "search", "attention", "planning", "GPU", "benchmark", "score", "detection")


@dataclass(frozen=True, slots=True)
class LinkShare:
    """The time of linking beside that of extraction, in seconds of the processor; no name was linked before.

    Attributes:
        others_s: All other components.
        linking_s: The linker.
        start_others_s: What the other components read and index once, at the first paper.
        start_linking_s: The linker's index over the vocabulary, made once.
    """

    n_papers: int
    n_mentions: int
    others_s: float
    linking_s: float
    start_others_s: float
    start_linking_s: float

    def to_json(self) -> dict[str, float]:
        """Return the figures with what linking adds, as a share of the rest."""
        return {**asdict(self), "added": round(self.linking_s / self.others_s, 4) if self.others_s else 0.0}


@dataclass(frozen=True, slots=True)
class LinkRate:
    """The time to link the mentions of made-up papers and to gather their concepts, in seconds of the processor."""

    n_papers: int
    n_mentions: int
    n_concepts: int
    seconds: float

    def to_json(self) -> dict[str, float]:
        """Return the figures with mentions a second."""
        return {**asdict(self), "mentions_per_s": round(self.n_mentions / (self.seconds or 1e-9))}


def measure_share(documents: Sequence[Document], *, profile: str) -> LinkShare:
    """Return what linking adds to the extraction of some documents.

    Args:
        documents: Each is run through the whole pipeline, component by component.
        profile: See `extractors.pipeline.build_pipeline`.
    """
    nlp = build_pipeline(profile=profile)
    start, _ = component_seconds(nlp, [Document("title:first", "A title", "An abstract on zorkified CNNs and GNNs.")])
    seconds, n_mentions = component_seconds(nlp, documents)
    figures = [round(value, 3) for found in (seconds, start) for value in _split(found)]
    return LinkShare(len(documents), n_mentions, *figures)


def measure_growth(sizes: Iterable[int] = SIZES, *, seed: int = 0) -> Iterator[LinkRate]:
    """Yield what it takes to link all mentions of made-up papers, each size from empty caches.

    Args:
        sizes: Numbers of papers.
        seed: Of the made-up names.
    """
    vocabulary = load_vocabulary()
    for n_papers in sizes:
        linker, names = NameLinker(vocabulary), defaultdict[str, set[str]](set)
        linker.link("warm up the index", ConceptType.METHOD)
        n_mentions, seconds = 0, 0.0
        for mentions in _made_up(vocabulary, n_papers, seed=seed):
            begin = time.process_time()
            for name, concept_type in mentions:
                link = linker.link(name, concept_type)
                names[link.concept].add(link.name)
            seconds += time.process_time() - begin
            n_mentions += len(mentions)
        begin = time.process_time()
        table = {concept: choose_name(found) for concept, found in sorted(names.items())}
        yield LinkRate(n_papers, n_mentions, len(table), round(seconds + time.process_time() - begin, 3))


def _split(seconds: dict[str, float]) -> tuple[float, float]:
    """Return the seconds of all components but the linker, and of the linker."""
    return sum(seconds.values()) - seconds[LINKER], seconds[LINKER]


def _made_up(vocabulary: Vocabulary, n_papers: int, *, seed: int) -> Iterator[list[tuple[str, ConceptType]]]:
    """Yield the mentions of made-up papers in batches; the number of different names grows with that of papers."""
    draw, batch = random.Random(seed), 1_000
    known = [(label, concept.type) for concept in vocabulary for label in concept.labels]
    coined: list[tuple[str, ConceptType]] = []
    for first in range(0, n_papers, batch):
        mentions: list[tuple[str, ConceptType]] = []
        for _ in range(first, min(first + batch, n_papers)):
            own = [(_made_up_name(draw), draw.choice(list(ConceptType))) for _ in range(_N_OWN)]
            shared = [draw.choice(coined) for _ in range(_N_SHARED) if coined]
            mentions += [*draw.choices(known, k=_N_KNOWN), *shared, *own]
            coined += own
        yield mentions


def _made_up_name(draw: random.Random) -> str:
    word = "".join(draw.choices(_SYLLABLES, k=3))
    if draw.random() < 0.5:
        return f"{word.capitalize()}{draw.choice('ABCDEF')}-{draw.randrange(1000)}"
    return f"{word} {''.join(draw.choices(_SYLLABLES, k=3))} {draw.choice(_HEADS)}"
