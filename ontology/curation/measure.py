"""The vocabulary as a plain lookup, against annotated papers: which labels are right, and what is missed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ontology.curation.errors import GoldFileError
from ontology.curation.lookup import Lookup
from ontology.names import name_key
from ontology.terms import ConceptType
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class GoldConcept:
    """A concept that an annotator found: its surfaces as keys; an optional one counts neither way."""

    type: str
    keys: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """An annotated paper."""

    text: str
    concepts: tuple[GoldConcept, ...]


@dataclass(slots=True)
class LabelCount:
    """In how many papers the lookup of one label is right, wrong, or neither (an optional concept)."""

    n_right: int = 0
    n_wrong: int = 0
    n_neutral: int = 0

    @property
    def precision(self) -> float:
        """Share of right among right and wrong; 1 where there is neither."""
        return self.n_right / (self.n_right + self.n_wrong) if self.n_right + self.n_wrong else 1.0


@dataclass(slots=True)
class TypeCount:
    """Concepts of one type over all papers: required ones, those of them found, and wrong ones."""

    n_required: int = 0
    n_found: int = 0
    n_wrong: int = 0


@dataclass(slots=True)
class Measurement:
    """Counts per label, as ``(type, concept id, surface key)``, and per type."""

    labels: dict[tuple[str, str, str], LabelCount] = field(default_factory=lambda: defaultdict(LabelCount))
    types: dict[str, TypeCount] = field(default_factory=lambda: {t.value: TypeCount() for t in ConceptType})


def read_gold(paths: Iterable[Path]) -> Iterator[GoldPaper]:
    """Yield the papers of annotated JSON Lines files.

    Raises:
        GoldFileError: A line is not a paper with title, abstract and concepts.
    """
    for path in paths:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):
                try:
                    yield _paper(json.loads(line))
                except (ValueError, KeyError, TypeError) as err:
                    raise GoldFileError(str(path), number, f"{type(err).__name__} {err}") from err


def _paper(row: Mapping[str, str | Sequence[Mapping[str, object]]]) -> GoldPaper:
    concepts = []
    for concept in row["concepts"]:
        if not isinstance(concept, Mapping):
            raise TypeError("a concept is not an object")
        surfaces = concept["surfaces"]
        if not isinstance(surfaces, list):
            raise TypeError("surfaces is not a list")
        keys = frozenset(name_key(str(name)) for name in [concept["name"], *surfaces])
        concepts.append(GoldConcept(str(concept["type"]), keys, bool(concept.get("optional"))))
    return GoldPaper(f"{row['title']}\n{row['abstract']}", tuple(concepts))


def measure(vocabulary: Vocabulary, papers: Iterable[GoldPaper]) -> Measurement:
    """Return the counts of a lookup without context: one verdict per paper, concept and label."""
    lookup, result = Lookup(vocabulary), Measurement()
    for paper in papers:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for hit in lookup.occurrences(paper.text):
            found[hit.concept.type.value, hit.concept.id].add(name_key(paper.text[hit.start : hit.end]))
        _count_labels(result, paper, found)
        _count_concepts(result, paper, found)
    return result


def _count_labels(result: Measurement, paper: GoldPaper, found: Mapping[tuple[str, str], set[str]]) -> None:
    required = {(c.type, key) for c in paper.concepts if not c.optional for key in c.keys}
    optional = {key for c in paper.concepts if c.optional for key in c.keys}
    for (concept_type, concept_id), keys in found.items():
        for key in keys:
            count = result.labels[concept_type, concept_id, key]
            if (concept_type, key) in required:
                count.n_right += 1
            elif key in optional:
                count.n_neutral += 1
            else:
                count.n_wrong += 1


def _count_concepts(result: Measurement, paper: GoldPaper, found: Mapping[tuple[str, str], set[str]]) -> None:
    for concept in paper.concepts:
        if not concept.optional:
            hits = [
                1 for (concept_type, _), keys in found.items() if concept_type == concept.type and keys & concept.keys
            ]
            result.types[concept.type].n_required += 1
            result.types[concept.type].n_found += bool(hits)
    optional = frozenset[str]().union(*(c.keys for c in paper.concepts if c.optional))
    for (concept_type, _), keys in found.items():
        right = any(c.type == concept_type and c.keys & keys for c in paper.concepts)
        if not right and not keys & optional:
            result.types[concept_type].n_wrong += 1


def label_rows(result: Measurement, *, min_papers: int = 1) -> list[str]:
    """Return one tab-separated row per label, the most often wrong first."""
    header = "type\tconcept\tlabel\tn_right\tn_wrong\tn_neutral\tprecision"
    counts = sorted(result.labels.items(), key=lambda item: (-item[1].n_wrong, item[1].n_right, item[0]))
    rows = [
        f"{concept_type}\t{concept_id}\t{key}\t{c.n_right}\t{c.n_wrong}\t{c.n_neutral}\t{c.precision:.2f}"
        for (concept_type, concept_id, key), c in counts
        if c.n_right + c.n_wrong + c.n_neutral >= min_papers
    ]
    return [header, *rows]


def summary_rows(result: Measurement) -> list[str]:
    """Return one line per type: coverage of the required concepts, and the precision of the lookup."""
    rows = ["type\trequired\tfound\tcoverage\twrong\tprecision"]
    total: Counter[str] = Counter()
    for name, c in sorted(result.types.items()):
        rows.append(_summary(name, c.n_required, c.n_found, c.n_wrong))
        total.update(required=c.n_required, found=c.n_found, wrong=c.n_wrong)
    return [*rows, _summary("all", total["required"], total["found"], total["wrong"])]


def _summary(name: str, n_required: int, n_found: int, n_wrong: int) -> str:
    coverage = n_found / n_required if n_required else 0.0
    precision = n_found / (n_found + n_wrong) if n_found + n_wrong else 0.0
    return f"{name}\t{n_required}\t{n_found}\t{coverage:.3f}\t{n_wrong}\t{precision:.3f}"
