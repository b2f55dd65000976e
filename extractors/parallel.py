"""Extraction by several processes, with the outcome of one."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice

from spacy.language import Language

from extractors.documents import Document
from extractors.errors import WorkerError
from extractors.mentions import Extraction
from extractors.pipeline import build_pipeline, extract_documents, warm_up

# Documents that travel to a worker at once.
_CHUNK = 32
# Chunks under way for each worker: as few as keep it busy, lest memory grow with the number of documents.
_AHEAD = 2

_Chunk = Sequence[Document]
_Options = tuple[tuple[str, object], ...]


def extract_in_processes(
    documents: Iterable[Document], n_jobs: int, options: Mapping[str, object]
) -> Iterator[Extraction]:
    """Yield the extraction of every document, in the order given.

    Workers start afresh (``spawn``): a script that calls this needs the guard ``if __name__ == "__main__":``.

    Args:
        documents: Are read as extractions are asked for, some chunks ahead.
        n_jobs: Number of worker processes.
        options: Arguments of `build_pipeline`, hashable; each worker builds a pipeline of its own.

    Raises:
        KGError: A worker cannot build the pipeline, or ended on its own.
    """
    context, chunks, fixed = multiprocessing.get_context("spawn"), _chunks(documents), tuple(options.items())
    with ProcessPoolExecutor(n_jobs, mp_context=context) as pool:
        under_way: deque[Future[list[Extraction]]] = deque()
        try:
            for chunk in islice(chunks, n_jobs * _AHEAD):
                under_way.append(pool.submit(_extract, chunk, fixed))
            while under_way:
                yield from under_way.popleft().result()
                for chunk in islice(chunks, 1):
                    under_way.append(pool.submit(_extract, chunk, fixed))
        except BrokenProcessPool as err:
            raise WorkerError(n_jobs) from err
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _chunks(documents: Iterable[Document]) -> Iterator[_Chunk]:
    iterator = iter(documents)
    while chunk := tuple(islice(iterator, _CHUNK)):
        yield chunk


def _extract(chunk: _Chunk, options: _Options) -> list[Extraction]:
    return list(extract_documents(_pipeline(options), chunk))


@cache
def _pipeline(options: _Options) -> Language:
    """Return the pipeline of this worker process, built at its first chunk."""
    nlp = build_pipeline(**dict(options))  # type: ignore[arg-type]
    warm_up(nlp)
    return nlp
