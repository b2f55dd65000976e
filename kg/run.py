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
from extractors.parallel import extract_in_processes
from extractors.pipeline import build_pipeline, extract_documents, warm_up
from extractors.profiles import DEFAULT_PROFILE, Device, Profile
from extractors.readers import is_extraction_file, read_documents
from kg.builder import build_paper
from kg.curation.curator import Curator
from kg.curation.rules import Curation
from kg.load import UpdateReport, update_store
from kg.output import open_output
from kg.recuration import told_idle
from kg.store import GraphStore
from ontology.vocabulary import load_vocabulary

Track = Callable[[Iterator[Extraction], int], Iterable[Extraction]]


@dataclass(frozen=True, slots=True)
class ExtractionOptions:
    """How to extract, see `extractors.pipeline.build_pipeline`.

    Attributes:
        n_jobs: Processes that extract; 1 for this one alone. The outcome is the same.
    """

    profile: Profile = DEFAULT_PROFILE
    min_confidence: float | None = None
    device: Device = Device.CPU
    components: tuple[str, ...] = ()
    n_jobs: int = 1

    def of_pipeline(self) -> dict[str, object]:
        """Return the arguments of `build_pipeline`."""
        return {
            "profile": self.profile,
            "min_confidence": self.min_confidence,
            "device": self.device,
            "components": self.components,
        }


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
        recurated: How many papers of earlier runs the decisions of the curation file changed.
        idle: The decisions that change nothing, each with the next step.
    """

    papers: PaperCounts
    nodes: Tally
    relationships: Tally
    set_aside: tuple[SetAside, ...]
    seconds: float
    recurated: int = 0
    idle: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values, as ``kg build --json`` prints it."""
        return asdict(self)

    def summary(self) -> str:
        """Return the report in two lines for people, three where decisions changed earlier papers."""
        papers = self.papers
        earlier = f"{self.recurated} papers of earlier runs changed by decisions\n" if self.recurated else ""
        return earlier + (
            f"{papers.distinct} papers ({papers.new} new, {papers.changed} changed, {papers.unchanged} unchanged), "
            f"{papers.set_aside} parts of the input set aside\n"
            f"{self.nodes.total} nodes ({self.nodes.new} new), "
            f"{self.relationships.total} relationships ({self.relationships.new} new) in {self.seconds:.1f} s"
        )


@dataclass(frozen=True, slots=True)
class CurateReport:
    """What the decisions of a file did to a store.

    Attributes:
        decisions: How many the file holds.
        recurated: How many papers they, or decisions that are gone, changed.
        idle: Those that change nothing, each with the next step.
    """

    decisions: int
    recurated: int
    nodes: int
    relationships: int
    idle: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return asdict(self)

    def summary(self) -> str:
        """Return the report in one line for people."""
        return (
            f"{self.decisions} decisions, {self.recurated} papers changed; "
            f"{self.nodes} nodes, {self.relationships} relationships"
        )


@dataclass(frozen=True, slots=True)
class Papers:
    """What a run starts from.

    Attributes:
        corpus: Documents that are still to be extracted from, and what was set aside.
        ready: Extractions from extraction files.
        begin: When the reading began, in seconds of the monotonic clock.
    """

    corpus: Corpus
    ready: tuple[Extraction, ...]
    begin: float

    def extractions(self, options: ExtractionOptions | None = None, track: Track | None = None) -> Iterable[Extraction]:
        """Return the extractions by ascending id; of two of one paper, the one that was in a file already.

        Without any from a file they stream, for documents come in order.

        Args:
            options: How to extract; the defaults when None.
            track: Passes extractions on while it shows how many of a total are done.
        """
        found = extract_with(options, self.corpus.documents)
        extracted = found if track is None else track(found, len(self.corpus.documents))
        if not self.ready:
            return extracted
        by_id = {extraction.document.id: extraction for extraction in [*extracted, *self.ready]}
        return [by_id[paper] for paper in sorted(by_id)]


def read_sources(sources: Sequence[str], *, strict: bool = False) -> Papers:
    """Return the documents of some sources, and the extractions of those that are extraction files.

    Args:
        sources: Files and folders of documents, or extraction files.
        strict: Raise where something would be set aside.

    Raises:
        BadInputError: With `strict`, something was set aside.
        ExtractionFileError: A line of an extraction file does not follow the format.
        UnreadableSourceError: A source cannot be opened.
    """
    begin = time.monotonic()
    files = [source for source in sources if is_extraction_file(source)]
    corpus = read_documents(source for source in sources if source not in files)
    if strict and corpus.set_aside:
        raise BadInputError(len(corpus.set_aside), str(corpus.set_aside[0]))
    return Papers(corpus, tuple(extraction for file in files for extraction in read_extractions(file)), begin)


def run_build(
    papers: Papers,
    store: GraphStore,
    *,
    options: ExtractionOptions | None = None,
    curation: Curation | None = None,
    track: Track | None = None,
) -> BuildReport:
    """Extract from papers, bring a store up to date, and return what was done; see `Papers.extractions`.

    The decisions of people reach the papers of earlier runs too; without any, the store must not hold any.

    Raises:
        KGError: See `kg.load.update_store`.
    """
    vocabulary = load_vocabulary()
    curator = None if curation is None else Curator(curation, vocabulary)
    built = [build_paper(e, curator) for e in papers.extractions(options, track)]
    update = update_store(store, built, vocabulary, curator=curator)
    return _report(papers, update, store, idle=() if curation is None else told_idle(store, curation))


def run_curate(store: GraphStore, curation: Curation) -> CurateReport:
    """Apply decisions to what a store holds, undo those that are gone, and return what was done.

    Raises:
        KGError: See `kg.load.update_store`.
    """
    vocabulary = load_vocabulary()
    update = update_store(store, [], vocabulary, curator=Curator(curation, vocabulary))
    counts = store.counts()
    return CurateReport(
        len(curation.decisions), update.n_recurated, counts.n_nodes, counts.n_relationships, told_idle(store, curation)
    )


def run_extract(
    papers: Papers, output: str, *, options: ExtractionOptions | None = None, track: Track | None = None
) -> None:
    """Write the extractions of papers to a file, which appears only when it is whole; ``-`` is standard output.

    Raises:
        OutputError: The file cannot be written.
    """
    with open_output(output) as stream:
        write_extractions(papers.extractions(options, track), stream)


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
    if options.n_jobs > 1:
        yield from extract_in_processes(documents, options.n_jobs, options.of_pipeline())
        return
    nlp = build_pipeline(**options.of_pipeline())  # type: ignore[arg-type]
    warm_up(nlp)
    yield from extract_documents(nlp, documents)


def _report(papers: Papers, update: UpdateReport, store: GraphStore, *, idle: tuple[str, ...]) -> BuildReport:
    counts = store.counts()
    n_distinct = update.n_new + update.n_changed + update.n_unchanged
    return BuildReport(
        papers=PaperCounts(
            read=papers.corpus.n_read + len(papers.ready),
            distinct=n_distinct,
            new=update.n_new,
            changed=update.n_changed,
            unchanged=update.n_unchanged,
            set_aside=len(papers.corpus.set_aside),
        ),
        nodes=Tally(counts.n_nodes, update.n_new_nodes),
        relationships=Tally(counts.n_relationships, update.n_new_relationships),
        set_aside=papers.corpus.set_aside,
        seconds=round(time.monotonic() - papers.begin, 3),
        recurated=update.n_recurated,
        idle=idle,
    )
