"""Annotated pairs of names: reading them, and how well linking tells them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.abbreviations import names_in
from extractors.documents import Document
from extractors.errors import ExtractionFileError, UnreadableSourceError
from extractors.evaluate import Score
from extractors.identity import NO_DOCUMENT
from extractors.json_fields import FieldError, JsonObject
from extractors.pairs import NamePair, PairJudge, Relation
from ontology.errors import UnknownTypeError
from ontology.terms import concept_type
from ontology.variants import SIZES, counting_parts, variant_words

_ROMAN = re.compile(r"(?<![^\W_])[IVX]+(?![^\W_])")


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """An annotated pair with what linking says of it."""

    pair: NamePair
    predicted: Relation
    reason: str

    @property
    def is_number_merge(self) -> bool:
        """Whether two concepts that differ in a number, version or size became one."""
        is_wrong = self.predicted is Relation.SAME and self.pair.label is not Relation.SAME
        return is_wrong and _numbers(self.pair.first) != _numbers(self.pair.second)

    def to_json(self) -> dict[str, str]:
        """Return the pair as plain values."""
        return {
            "type": self.pair.type.value,
            "a": self.pair.first,
            "b": self.pair.second,
            "label": self.pair.label.value,
            "predicted": self.predicted.value,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class PairScores:
    """How linking does on annotated pairs.

    Attributes:
        judged: All pairs, in the order of the file.
        missing: Ids of papers that pairs name and that were not found; their names were judged without a paper.
    """

    judged: tuple[JudgedPair, ...]
    missing: tuple[str, ...]

    def score(self, relation: Relation, *, with_documents: bool | None = None) -> Score:
        """Return the counts of one label.

        Args:
            relation: The label.
            with_documents: Only pairs that name a paper, or only those that name none; all when None.
        """
        chosen = [j for j in self.judged if with_documents in (None, any(j.pair.documents))]
        n_right = sum(j.pair.label is relation and j.predicted is relation for j in chosen)
        n_predicted = sum(j.predicted is relation for j in chosen)
        n_gold = sum(j.pair.label is relation for j in chosen)
        return Score(n_right, n_predicted - n_right, n_gold - n_right)

    def to_json(self) -> dict[str, object]:
        """Return the figures as JSON values."""
        return {
            **{relation.value: self.score(relation).to_json() for relation in Relation},
            "number_merges": [j.to_json() for j in self.judged if j.is_number_merge],
            "with_documents": {r.value: self.score(r, with_documents=True).to_json() for r in Relation},
            "without_documents": {r.value: self.score(r, with_documents=False).to_json() for r in Relation},
            "papers_missing": list(self.missing),
        }

    def to_rows(self) -> list[dict[str, object]]:
        """Return the figures as rows of a table: all pairs, then those that name papers."""
        groups = (("all", None), ("with papers", True), ("without papers", False))
        return [
            {"pairs": name, "label": relation.value, **self.score(relation, with_documents=which).to_json()}
            for name, which in groups
            for relation in Relation
        ]


def read_pairs(path: str | Path) -> list[NamePair]:
    """Return the pairs of a JSON Lines file with ``type``, ``a``, ``b``, ``label`` and, or null, ``doc_a``, ``doc_b``.

    Raises:
        UnreadableSourceError: The file cannot be opened, or is not UTF-8.
        ExtractionFileError: A line does not follow the format.
    """
    return [_pair(line, str(path), number) for number, line in enumerate(_lines(path), start=1) if line.strip()]


def read_papers(paths: Iterable[Path], wanted: Iterable[str]) -> dict[str, Document]:
    """Return the papers with some ids from JSON Lines files; lines that hold no paper are passed over.

    Raises:
        UnreadableSourceError: A file cannot be opened, or is not UTF-8.
    """
    ids, found = set(wanted), dict[str, Document]()
    for path in paths:
        for line in _lines(path) if ids - found.keys() else ():
            fields = json.loads(line) if '"abstract"' in line else {}
            if fields.get("id") in ids:
                found[fields["id"]] = Document(fields["id"], fields.get("title") or "", fields["abstract"])
    return found


def score_pairs(pairs: Sequence[NamePair], papers: Mapping[str, Document], judge: PairJudge) -> PairScores:
    """Judge annotated pairs by the code that links mentions.

    Args:
        pairs: The pairs.
        papers: Papers by id; those that a pair names say what their abbreviations mean.
        judge: Decides.
    """
    names = {identifier: names_in(document) for identifier, document in papers.items()}
    judged = []
    for pair in pairs:
        first, second = (names.get(document or "", NO_DOCUMENT) for document in pair.documents)
        verdict = judge.judge(pair.first, pair.second, pair.type, (first, second))
        judged.append(JudgedPair(pair, verdict.relation, verdict.reason))
    wanted = {document for pair in pairs for document in pair.documents if document}
    return PairScores(tuple(judged), tuple(sorted(wanted - names.keys())))


def _lines(path: str | Path) -> Iterator[str]:
    try:
        with Path(path).open(encoding="utf-8", newline="\n") as stream:
            yield from stream
    except OSError as err:
        raise UnreadableSourceError(str(path), err.strerror or str(err)) from err
    except UnicodeDecodeError as err:
        raise UnreadableSourceError(str(path), "not UTF-8 text") from err


def _pair(line: str, file: str, number: int) -> NamePair:
    try:
        fields = JsonObject.parse(line)
        label = fields.text("label")
        if label not in tuple(Relation):
            raise fields.error("label", f"is {label!r}; allowed: {', '.join(Relation)}")
        return NamePair(
            concept_type(fields.text("type")),
            fields.text("a"),
            fields.text("b"),
            Relation(label),
            (fields.optional_text("doc_a"), fields.optional_text("doc_b")),
        )
    except (FieldError, UnknownTypeError) as err:
        raise ExtractionFileError(file, number, str(err)) from err


def _numbers(name: str) -> list[str]:
    words = variant_words(name)
    return sorted([*counting_parts(words), *(word for word in words if word in SIZES), *_ROMAN.findall(name)])
