"""Whether two names are one concept: for one pair, and scored over annotated pairs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.pairs import PairJudge, Verdict
from ontology.terms import concept_type
from ontology.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from extractors.pair_scores import PairScores


def compare_names(type_name: str, first: str, second: str) -> Verdict:
    """Return how two names relate, whichever of them is the broader one, with the rules that say so.

    Args:
        type_name: ``Method``, ``Dataset``, ``Metric``, ``Hardware`` or ``Task``, in any case.
        first: A name, as papers write it.
        second: Another.

    Raises:
        UnknownTypeError: There is no such type.
    """
    kind = concept_type(type_name.capitalize())
    return PairJudge(load_vocabulary()).compare(first, second, kind)


def evaluate_pairs(pairs: Path, papers: Sequence[Path] = ()) -> PairScores:
    """Return how well linking tells annotated pairs of names.

    Args:
        pairs: JSON Lines with ``type``, ``a``, ``b``, ``label``, and the papers ``doc_a`` and ``doc_b`` or null.
        papers: Files with those papers; the JSON Lines beside the pairs are searched too.

    Raises:
        UnreadableSourceError: A file cannot be read.
        ExtractionFileError: A line of the pairs does not follow the format.
    """
    from extractors.pair_scores import read_pairs, read_papers, score_pairs

    found = read_pairs(pairs)
    wanted = {document for pair in found for document in pair.documents if document}
    files = [*papers, *(path for path in sorted(pairs.parent.glob("*.jsonl")) if path != pairs)]
    return score_pairs(found, read_papers(files, wanted), PairJudge(load_vocabulary()))
