"""Make the tables of the vocabulary from raw name lists, or measure a vocabulary on annotated papers.

``python -m ontology.curation RAW_DIR OUT_DIR``
``python -m ontology.curation measure VOCABULARY_DIR GOLD.jsonl...``
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ontology.curation.measure import label_rows, measure, read_gold, summary_rows
from ontology.curation.tables import make_tables
from ontology.errors import KGError
from ontology.vocabulary import read_vocabulary


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two commands and return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        lines = _measure(words[1:]) if words[:1] == ["measure"] else _make(words)
    except KGError as err:
        sys.stderr.write(f"error: {err}\n")
        return 1
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _make(words: Sequence[str]) -> list[str]:
    parser = argparse.ArgumentParser(prog="python -m ontology.curation", description=__doc__)
    parser.add_argument(
        "raw_folder", type=Path, help="folder with permissive/ and cc-by/ of <type>__<source>.txt files"
    )
    parser.add_argument(
        "out_folder", type=Path, help="folder of the tables, with the hand-written ones and stoplist.tsv"
    )
    options = parser.parse_args(words)
    counts = make_tables(options.raw_folder, options.out_folder)
    return [f"{n}\t{table}" for table, n in counts.items()]


def _measure(words: Sequence[str]) -> list[str]:
    parser = argparse.ArgumentParser(prog="python -m ontology.curation measure")
    parser.add_argument("vocabulary_folder", type=Path)
    parser.add_argument("gold", type=Path, nargs="+", help="annotated papers, JSON Lines")
    parser.add_argument("--labels", action="store_true", help="one row per label instead of the summary")
    parser.add_argument("--min-papers", type=int, default=1, help="with --labels: found in at least so many papers")
    options = parser.parse_args(words)
    result = measure(read_vocabulary(options.vocabulary_folder), read_gold(options.gold))
    return label_rows(result, min_papers=options.min_papers) if options.labels else summary_rows(result)


if __name__ == "__main__":
    sys.exit(main())
