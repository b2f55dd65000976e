"""Data preparation: annotated papers and unlabelled abstracts as encoded corpora."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractors.documents import Document
from extractors.gold import GoldPaper, read_gold
from extractors.readers import read_documents
from extractors.training.corpus import EncodedCorpus, encode
from extractors.training.known_names import NameFinder
from extractors.wordpiece import WordPieces

logger = logging.getLogger(__name__)

GOLD, DEVELOPMENT, UNLABELLED = "gold.npz", "dev.npz", "unlabelled.npz"
_NOT_LETTERS = re.compile(r"\W+")
_KEY_LENGTH = 300
# A shorter title may stand on two papers.
_MIN_TITLE_LENGTH = 20


def prepare(
    gold: Sequence[Path],
    development: Path,
    unlabelled: Sequence[Path],
    *,
    word_pieces: WordPieces,
    names: NameFinder,
    folder: Path,
    limit: int | None = None,
) -> None:
    """Write the three corpora of a folder.

    A paper of the development set is in no other corpus, under its abstract or its title, and an annotated paper not
    among the unlabelled ones.

    Args:
        gold: Files of annotated papers to train on.
        development: The file of annotated papers to measure on.
        unlabelled: Files of abstracts.
        word_pieces: Splits texts.
        names: Finds known names in them.
        folder: Where to write.
        limit: Documents to take of every kind, for trying the steps out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    held_out = read_gold(development)[:limit]
    taken = _keys(paper.document for paper in held_out)
    papers = _unseen_papers([paper for path in gold for paper in read_gold(path)], taken)[:limit]
    taken |= _keys(paper.document for paper in papers)
    documents = [d for d in read_documents(unlabelled).documents if not _keys([d]) & taken][:limit]
    _encode_papers(held_out, word_pieces, names).save(folder / DEVELOPMENT)
    _encode_papers(papers, word_pieces, names).save(folder / GOLD)
    encode([(d.id, d.text) for d in documents], word_pieces, names).save(folder / UNLABELLED)
    logger.info("%d gold, %d development, %d unlabelled", len(papers), len(held_out), len(documents))


def _encode_papers(papers: Sequence[GoldPaper], word_pieces: WordPieces, names: NameFinder) -> EncodedCorpus:
    texts = [(paper.id, paper.document.text) for paper in papers]
    return encode(texts, word_pieces, names, gold=papers)


def _unseen_papers(papers: Iterable[GoldPaper], taken: set[str]) -> list[GoldPaper]:
    seen, unseen = set(taken), []
    for paper in papers:
        keys = _keys([paper.document])
        if not keys & seen:
            unseen.append(paper)
        seen |= keys
    return unseen


def _keys(documents: Iterable[Document]) -> set[str]:
    """Return the letters of abstracts and titles, under which the same paper is found again."""
    keys = set()
    for document in documents:
        keys.add(_letters(document.abstract)[:_KEY_LENGTH])
        if len(title := _letters(document.title)) >= _MIN_TITLE_LENGTH:
            keys.add(title)
    return keys


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())
