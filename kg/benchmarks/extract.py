"""Extraction, from reading to the written file, beside a named-entity tagger of spaCy on the same texts.

The peer has the architecture of ``en_core_web_sm`` 3.8 (hash embeddings, four convolutional layers of width 96, a
transition-based parser) with random weights: what it finds means nothing, what it costs is what such a tagger costs.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.documents import Document
from extractors.extraction_file import write_extractions
from extractors.pipeline import build_pipeline, extract_documents, warm_up
from extractors.profiles import Profile
from extractors.readers import read_documents
from kg.benchmarks.measurement import Measurement, Stopwatch, peak_memory_mb, run_alone
from kg.output import open_output

if TYPE_CHECKING:
    from spacy.language import Language

PEER = "spacy-cnn"
UNIT = "abstracts"
_TYPES = ("Method", "Task", "Dataset", "Metric", "Hardware")
_WIDTH = 96
_EMBEDDING = {
    "@architectures": "spacy.MultiHashEmbed.v2",
    "width": _WIDTH,
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
    "rows": [5000, 1000, 2500, 2500],
    "include_static_vectors": False,
}
_ENCODER = {
    "@architectures": "spacy.MaxoutWindowEncoder.v2",
    "width": _WIDTH,
    "depth": 4,
    "window_size": 1,
    "maxout_pieces": 3,
}
_PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": {"@architectures": "spacy.Tok2Vec.v2", "embed": _EMBEDDING, "encode": _ENCODER},
}


def measure_extraction(
    sources: Sequence[str], *, profiles: Sequence[Profile] = tuple(Profile), limit: int | None = None
) -> list[dict[str, object]]:
    """Return what each profile costs, and the peer, one after the other, each in a process of its own on one core.

    Args:
        sources: Files and folders of documents.
        profiles: Which.
        limit: Documents at most, in the order of their ids.

    Returns:
        One row each: `Measurement.to_row`, with the rate in those of the peer as ``times_peer``.
    """
    peer = run_alone(measure_peer, list(sources), limit)
    found = [run_alone(measure_profile, list(sources), profile, limit) for profile in profiles]
    return [{**m.to_row(), "times_peer": round(m.rate / peer.rate, 2) if peer.rate else None} for m in [*found, peer]]


def measure_profile(sources: Sequence[str], profile: Profile, limit: int | None = None) -> Measurement:
    """Return what it costs to read documents, extract from them and write the extraction file, in this process."""
    watch = Stopwatch()
    nlp = build_pipeline(profile=profile)
    warm_up(nlp)
    start = watch.lap()
    with tempfile.TemporaryDirectory() as folder, open_output(Path(folder) / "extractions.jsonl") as stream:
        n = write_extractions(extract_documents(nlp, _documents(sources, limit)), stream)
    return Measurement(profile.value, n, UNIT, watch.lap(), start, peak_memory_mb())


def measure_peer(sources: Sequence[str], limit: int | None = None) -> Measurement:
    """Return what it costs to read documents, tag them with the peer and write its spans, in this process."""
    watch = Stopwatch()
    nlp = peer_pipeline()
    nlp("We train a convolutional neural network on one GPU.")
    start, n = watch.lap(), 0
    with tempfile.TemporaryDirectory() as folder, open_output(Path(folder) / "spans.jsonl") as stream:
        for doc in nlp.pipe(document.text for document in _documents(sources, limit)):
            spans = [{"start": e.start_char, "end": e.end_char, "text": e.text, "type": e.label_} for e in doc.ents]
            stream.write(json.dumps({"text": doc.text, "mentions": spans}, ensure_ascii=False) + "\n")
            n += 1
    return Measurement(PEER, n, UNIT, watch.lap(), start, peak_memory_mb())


def peer_pipeline() -> Language:
    """Return a spaCy pipeline with an English tokenizer and an entity recogniser of random weights."""
    import spacy

    nlp = spacy.blank("en")
    recogniser = nlp.add_pipe("ner", config={"model": _PARSER})
    for name in _TYPES:
        recogniser.add_label(name)  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp


def _documents(sources: Sequence[str], limit: int | None) -> Sequence[Document]:
    return read_documents(sources).documents[:limit]
