"""Precision, recall and F1 of extractions against annotated abstracts, concept by concept within each paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.gold import GoldConcept, GoldPaper, GoldResult
from extractors.mentions import Extraction, Mention, Result
from ontology.terms import ConceptType, Role

# A span stands for another when they share at least this part of the longer one.
_MIN_OVERLAP = 0.5
_REPORT_ORDER = (
    ConceptType.METHOD,
    ConceptType.TASK,
    ConceptType.DATASET,
    ConceptType.METRIC,
    ConceptType.HARDWARE,
)
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2014_/]+")
_PUNCTUATION = re.compile(r"[^\w ]")
_BLANKS = re.compile(r"\s+")
_ABSTRACT_KEY_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right, wrong and missed items, and the ratios made from them.

    >>> score = Score(n_right=3, n_wrong=1, n_missed=2)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.75, 0.6, 0.667)
    """

    n_right: int
    n_wrong: int
    n_missed: int

    @property
    def n_gold(self) -> int:
        """How many items the annotation asks for."""
        return self.n_right + self.n_missed

    @property
    def n_predicted(self) -> int:
        """How many predicted items count, right or wrong."""
        return self.n_right + self.n_wrong

    @property
    def precision(self) -> float:
        """Right among predicted, in [0, 1]; 0 where nothing is predicted."""
        return self.n_right / (self.n_predicted or 1)

    @property
    def recall(self) -> float:
        """Right among gold, in [0, 1]; 0 where there is none."""
        return self.n_right / (self.n_gold or 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)

    def __add__(self, other: Score) -> Score:
        return Score(self.n_right + other.n_right, self.n_wrong + other.n_wrong, self.n_missed + other.n_missed)

    def to_json(self) -> dict[str, float | int]:
        """Return the ratios to three decimals and the counts."""
        return {
            "p": round(self.precision, 3),
            "r": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "n_gold": self.n_gold,
            "n_predicted": self.n_predicted,
        }


@dataclass(frozen=True, slots=True)
class Scores:
    """One way of matching, scored over all papers.

    Attributes:
        types: One score per concept type, in the order of reports.
        n_roles_right: Roles that agree with an annotator, among `n_roles` required concepts found.
        results: Values of numeric results.
        introduced: Required concepts that every annotator takes for introduced: found with that role, or missed.
        n_papers: Papers of the gold annotation.
        n_papers_missing: Those of them without a prediction; all that they ask for counts as missed.
    """

    types: Mapping[ConceptType, Score]
    n_roles_right: int
    n_roles: int
    results: Score
    introduced: Score
    n_papers: int
    n_papers_missing: int

    @property
    def overall(self) -> Score:
        """All types together, every concept with the same weight."""
        return sum(self.types.values(), Score(0, 0, 0))

    @property
    def role_accuracy(self) -> float:
        """Right roles among required concepts found, in [0, 1]."""
        return self.n_roles_right / (self.n_roles or 1)

    def to_json(self) -> dict[str, object]:
        """Return the figures as JSON values."""
        return {
            **{concept_type.value: score.to_json() for concept_type, score in self.types.items()},
            "ALL": self.overall.to_json(),
            "roles": {"accuracy": round(self.role_accuracy, 3), "n": self.n_roles},
            "results": self.results.to_json(),
            "papers_missing": self.n_papers_missing,
        }

    def to_rows(self, match: str) -> list[dict[str, object]]:
        """Return the figures as rows of a table, under the name of the way of matching."""
        scores = {**{t.value: score for t, score in self.types.items()}, "ALL": self.overall, "results": self.results}
        rows: list[dict[str, object]] = [{"match": match, "of": of, **score.to_json()} for of, score in scores.items()]
        accuracy = {"match": match, "of": "roles (accuracy)", "p": round(self.role_accuracy, 3), "n_gold": self.n_roles}
        introduced = self.introduced
        recall = {"match": match, "of": "introduced", "r": round(introduced.recall, 3), "n_gold": introduced.n_gold}
        return [*rows, *({**dict.fromkeys(rows[0]), **row} for row in (accuracy, recall))]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores under both ways of matching.

    Attributes:
        strict: A concept is found when type and one normalised surface agree.
        lenient: Also when type agrees and a span overlaps by at least half of the longer one.
    """

    strict: Scores
    lenient: Scores

    def to_json(self) -> dict[str, dict[str, object]]:
        """Return both scores as JSON values."""
        return {"strict": self.strict.to_json(), "lenient": self.lenient.to_json()}

    def to_rows(self) -> list[dict[str, object]]:
        """Return both scores as rows of one table."""
        return [row for match in ("strict", "lenient") for row in getattr(self, match).to_rows(match)]


def evaluate(gold: Sequence[GoldPaper], predicted: Iterable[Extraction]) -> Evaluation:
    """Score extractions against the annotation.

    Papers pair by id, or else by the letters of their abstract. Mentions of one paper are grouped by type and concept.
    Optional gold concepts count neither way, nor does a second predicted concept with the name of one already found.
    """
    pairs = _pair(gold, predicted)
    return Evaluation(strict=_score(pairs, lenient=False), lenient=_score(pairs, lenient=True))


@dataclass(frozen=True, slots=True)
class _Concept:
    """A gold or predicted concept, ready to be compared."""

    type: ConceptType
    keys: frozenset[str]
    spans: frozenset[tuple[int, int]]

    def same_name(self, other: _Concept) -> bool:
        return bool(self.keys & other.keys)

    def overlaps(self, other: _Concept) -> bool:
        return any(_overlap(a, b) for a in self.spans for b in other.spans)


@dataclass(frozen=True, slots=True)
class _Pair:
    """One paper, as annotated and as predicted; predicted concepts are in the order of their first mention."""

    gold: tuple[tuple[_Concept, GoldConcept], ...]
    gold_results: tuple[GoldResult, ...]
    predicted: tuple[tuple[_Concept, Role], ...] = ()
    results: tuple[Result, ...] = ()
    missing: bool = False


@dataclass(slots=True)
class _Counts:
    right: Counter[ConceptType] = field(default_factory=Counter)
    wrong: Counter[ConceptType] = field(default_factory=Counter)
    missed: Counter[ConceptType] = field(default_factory=Counter)
    n_roles_right: int = 0
    introduced: Score = field(default_factory=lambda: Score(0, 0, 0))


def _pair(gold: Sequence[GoldPaper], predicted: Iterable[Extraction]) -> list[_Pair]:
    by_id, by_abstract = {}, {}
    for extraction in predicted:
        by_id[extraction.document.id] = by_abstract[_abstract_key(extraction.document.abstract)] = extraction
    return [_paper_pair(paper, by_id.get(paper.id) or by_abstract.get(_abstract_key(paper.abstract))) for paper in gold]


def _paper_pair(paper: GoldPaper, extraction: Extraction | None) -> _Pair:
    gold = tuple((_gold_concept(concept, paper.document.text), concept) for concept in paper.concepts)
    if extraction is None:
        return _Pair(gold, paper.results, missing=True)
    return _Pair(gold, paper.results, tuple(_predicted_concepts(extraction.mentions)), extraction.results)


def _gold_concept(concept: GoldConcept, text: str) -> _Concept:
    keys = {_surface_key(name) for name in (concept.name, *concept.surfaces)}
    return _Concept(concept.type, frozenset(keys), frozenset(concept.spans(text)))


def _predicted_concepts(mentions: Iterable[Mention]) -> Iterable[tuple[_Concept, Role]]:
    groups: dict[tuple[ConceptType, str], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.type, mention.concept), []).append(mention)
    for (concept_type, _), group in groups.items():
        keys = frozenset(_surface_key(mention.text) for mention in group)
        spans = frozenset((mention.start, mention.end) for mention in group)
        (role, _), *_ = Counter(mention.role for mention in group).most_common(1)
        yield _Concept(concept_type, keys, spans), role


def _score(pairs: Sequence[_Pair], *, lenient: bool) -> Scores:
    counts = _Counts()
    results = Score(0, 0, 0)
    for pair in pairs:
        found = _match(pair, lenient=lenient)
        _count_gold(pair, found, counts)
        _count_wrong(pair, set(found.values()), counts, lenient=lenient)
        results += _score_results(pair)
    return Scores(
        types={t: Score(counts.right[t], counts.wrong[t], counts.missed[t]) for t in _REPORT_ORDER},
        n_roles_right=counts.n_roles_right,
        n_roles=counts.right.total(),
        results=results,
        introduced=counts.introduced,
        n_papers=len(pairs),
        n_papers_missing=sum(pair.missing for pair in pairs),
    )


def _match(pair: _Pair, *, lenient: bool) -> dict[int, int]:
    """Return which predicted concept stands for which gold one, by index; equal names go before overlapping spans."""
    found: dict[int, int] = {}
    for by_name in (True, False) if lenient else (True,):
        for i, (gold, _) in enumerate(pair.gold):
            taken = set(found.values())
            candidates = (
                j
                for j, (predicted, _) in enumerate(pair.predicted)
                if j not in taken
                and predicted.type is gold.type
                and (gold.same_name(predicted) if by_name else gold.overlaps(predicted))
            )
            if i not in found and (j := next(candidates, None)) is not None:
                found[i] = j
    return found


def _count_gold(pair: _Pair, found: Mapping[int, int], counts: _Counts) -> None:
    for i, (concept, annotation) in enumerate(pair.gold):
        if annotation.optional:
            continue
        role = pair.predicted[found[i]][1] if i in found else None
        if role is not None:
            counts.right[concept.type] += 1
            counts.n_roles_right += role in annotation.roles
        else:
            counts.missed[concept.type] += 1
        if set(annotation.roles) == {Role.INTRODUCED}:
            is_found = role is Role.INTRODUCED
            counts.introduced += Score(is_found, 0, not is_found)


def _count_wrong(pair: _Pair, used: set[int], counts: _Counts, *, lenient: bool) -> None:
    for j, (predicted, _) in enumerate(pair.predicted):
        if j not in used and not any(
            _is_excused(predicted, gold, optional=annotation.optional, lenient=lenient)
            for gold, annotation in pair.gold
        ):
            counts.wrong[predicted.type] += 1


def _is_excused(predicted: _Concept, gold: _Concept, *, optional: bool, lenient: bool) -> bool:
    """Return whether a prediction without a partner is no error, because of this gold concept."""
    if gold.same_name(predicted):
        return optional or gold.type is predicted.type
    return optional and lenient and gold.overlaps(predicted)


def _score_results(pair: _Pair) -> Score:
    """Compare values as written without blanks; one that holds the other counts as equal."""
    gold = {_squeeze(result.value) for result in pair.gold_results}
    agreed = {_squeeze(result.value) for result in pair.gold_results if result.agreed}
    predicted = {_squeeze(result.raw) for result in pair.results}
    n_right = sum(_is_near(value, predicted) for value in agreed)
    n_wrong = sum(not _is_near(value, gold) for value in predicted)
    return Score(n_right, n_wrong, len(agreed) - n_right)


def _surface_key(surface: str) -> str:
    """Return the key under which surfaces compare: no punctuation, one blank for each dash, singular last word.

    >>> _surface_key("Vision-Language  Models"), _surface_key("U-Net's")
    ('vision language model', 'u net')
    """
    words = _PUNCTUATION.sub("", _SEPARATORS.sub(" ", surface.casefold())).split()
    if words and len(words[-1]) > 3 and words[-1].endswith("s") and not words[-1].endswith("ss"):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def _abstract_key(abstract: str) -> str:
    return re.sub(r"\W+", "", abstract.casefold())[:_ABSTRACT_KEY_LENGTH]


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared >= _MIN_OVERLAP * max(a[1] - a[0], b[1] - b[0])


def _squeeze(value: str) -> str:
    return _BLANKS.sub("", value)


def _is_near(value: str, others: Iterable[str]) -> bool:
    return any(value in other or other in value for other in others)
