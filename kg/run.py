"""What the commands build, extract and evaluate do: sources in, store or file out, and a report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from extractors.documents import Corpus, Document, SetAside
from extractors.errors import BadInputError
from extractors.evaluate import Evaluation, evaluate
from extractors.extraction_file import read_extractions, write_extractions
from extractors.gold import read_gold
from extractors.mentions import Extraction
from extractors.pipeline import build_pipeline, extract_documents
from extractors.profiles import DEFAULT_PROFILE, Profile
from extractors.readers import is_extraction_file, read_documents
from kg.builder import build_paper
from kg.load import UpdateReport, update_store
from kg.output import open_output
from kg.store import GraphStore
from ontology.vocabulary import load_vocabulary

Track = Callable[[Iterator[Extraction], int], Iterable[Extraction]]


@dataclass(frozen=True, slots=True)
class ExtractionOptions:
    """How to extract, see `extractors.pipeline.build_pipeline`."""

    profile: Profile = DEFAULT_PROFILE
    min_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PaperCounts:
    """How many papers a run read, and what became of them."""

    read: int
    distinct: int
    new: int
    changed: int
    unchanged: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are in the store after the run, and how many of them the run made."""

    total: int
    new: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one run did.

    Attributes:
        seconds: Wall time.
    """

    papers: PaperCounts
    nodes: Tally
    relationships: Tally
    set_aside: tuple[SetAside, ...]
    seconds: float

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values, as ``kg build --json`` prints it."""
        return asdict(self)

    def summary(self) -> str:
        """Return the report in two lines for people."""
        papers = self.papers
        return (
            f"{papers.distinct} papers ({papers.new} new, {papers.changed} changed, {papers.unchanged} unchanged), "
            f"{papers.set_aside} parts of the input set aside\n"
            f"{self.nodes.total} nodes ({self.nodes.new} new), "
            f"{self.relationships.total} relationships ({self.relationships.new} new) in {self.seconds:.1f} s"
        )


def run_build(
    sources: Sequence[str],
    store: GraphStore,
    *,
    options: ExtractionOptions | None = None,
    strict: bool = False,
    track: Track | None = None,
) -> BuildReport:
    """Read, extract and write everything in some sources.

    Args:
        sources: Files and folders of documents, or extraction files.
        store: Is brought up to date.
        options: How to extract; the defaults when None.
        strict: Raise where something would be set aside.
        track: Passes extractions on while it shows how many of a total are done.

    Raises:
        BadInputError: With `strict`, something was set aside; nothing is written.
        KGError: See `extractors.readers.read_documents` and `kg.load.update_store`.
    """
    begin = time.monotonic()
    corpus, ready = read_sources(sources, strict=strict)
    found = extract_with(options, corpus.documents)
    extracted = found if track is None else track(found, len(corpus.documents))
    update = update_store(store, [build_paper(e) for e in _in_order(extracted, ready)], load_vocabulary())
    return _report(corpus, len(ready), update, store, seconds=time.monotonic() - begin)


def run_extract(
    sources: Sequence[str],
    output: str,
    *,
    options: ExtractionOptions | None = None,
    strict: bool = False,
    track: Track | None = None,
) -> tuple[SetAside, ...]:
    """Write the extractions of some documents to a file, and return what was set aside.

    Args:
        sources: Files and folders of documents.
        output: The file, which appears only when it is whole; ``-`` is standard output.
        options: See `run_build`.
        strict: Raise where something would be set aside.
        track: See `run_build`.

    Raises:
        BadInputError: With `strict`, something was set aside; nothing is written.
        UnreadableSourceError: A source cannot be opened.
    """
    corpus, ready = read_sources(sources, strict=strict)
    found = extract_with(options, corpus.documents)
    extracted = found if track is None else track(found, len(corpus.documents))
    with open_output(output) as stream:
        write_extractions(_in_order(extracted, ready), stream)
    return corpus.set_aside


def run_evaluate(gold: Path, predicted: Path | None = None, *, options: ExtractionOptions | None = None) -> Evaluation:
    """Return the scores of an extraction file against annotated abstracts.

    Args:
        gold: Annotated abstracts.
        predicted: Extraction file; None extracts from the annotated abstracts now.
        options: See `run_build`.

    Raises:
        ExtractionFileError: A line of one of the files does not follow its format.
    """
    papers = read_gold(gold)
    if predicted is not None:
        return evaluate(papers, read_extractions(predicted))
    return evaluate(papers, extract_with(options, [paper.document for paper in papers]))


def extract_with(options: ExtractionOptions | None, documents: Iterable[Document]) -> Iterator[Extraction]:
    """Yield the extraction of each document, in the order given."""
    options = options or ExtractionOptions()
    nlp = build_pipeline(profile=options.profile, min_confidence=options.min_confidence)
    yield from extract_documents(nlp, documents)


def read_sources(sources: Sequence[str], *, strict: bool = False) -> tuple[Corpus, list[Extraction]]:
    """Return the documents of some sources, and the extractions of those that are extraction files.

    Raises:
        BadInputError: With `strict`, something was set aside.
        ExtractionFileError: A line of an extraction file does not follow the format.
        UnreadableSourceError: A source cannot be opened.
    """
    files = [source for source in sources if is_extraction_file(source)]
    corpus = read_documents(source for source in sources if source not in files)
    if strict and corpus.set_aside:
        raise BadInputError(len(corpus.set_aside), str(corpus.set_aside[0]))
    return corpus, [extraction for file in files for extraction in read_extractions(file)]


def _in_order(extracted: Iterable[Extraction], ready: Sequence[Extraction]) -> Iterable[Extraction]:
    """Return extractions by ascending id; of two of one paper, the one that was in a file already.

    Without any from a file they stream, for they come in order.
    """
    if not ready:
        return extracted
    by_id = {extraction.document.id: extraction for extraction in [*extracted, *ready]}
    return [by_id[paper] for paper in sorted(by_id)]


def _report(corpus: Corpus, n_ready: int, update: UpdateReport, store: GraphStore, *, seconds: float) -> BuildReport:
    counts = store.counts()
    n_distinct = update.n_new + update.n_changed + update.n_unchanged
    return BuildReport(
        papers=PaperCounts(
            read=corpus.n_read + n_ready,
            distinct=n_distinct,
            new=update.n_new,
            changed=update.n_changed,
            unchanged=update.n_unchanged,
            set_aside=len(corpus.set_aside),
        ),
        nodes=Tally(counts.n_nodes, update.n_new_nodes),
        relationships=Tally(counts.n_relationships, update.n_new_relationships),
        set_aside=corpus.set_aside,
        seconds=round(seconds, 3),
    )
