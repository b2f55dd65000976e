"""Letters that papers nearly always use for one thing, counted over many papers.

``python -m extractors.usual_abbreviations SOURCE... > extractors/data/abbreviations.tsv`` writes the table again.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from extractors.definitions import abbreviation_ranges
from extractors.documents import Document
from extractors.lexicon import table
from ontology.variants import variant_key, variant_words

# Of the papers that define the letters, so many at least, and of them this share with one long form.
MIN_PAPERS = 2
MIN_SHARE = 0.8
_COMMENT = (
    "# Letters and what papers nearly always use them for; papers that define them so, and papers that define them,",
    "# among 13,913 arXiv records of 2025. Made by python -m extractors.usual_abbreviations.",
)


@cache
def usual_abbreviations() -> Mapping[str, str]:
    """Return short forms in the singular with the long form that they nearly always have."""
    return {short: long for short, long, *_ in table("abbreviations")}


def count_abbreviations(documents: Iterable[Document]) -> Iterator[tuple[str, str, int, int]]:
    """Yield short form, long form, papers that define it so, papers that define it; sorted by short form.

    Args:
        documents: Each counts once; their order does not matter.
    """
    forms: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for document in documents:
        seen: set[tuple[str, str]] = set()
        for short, long in _definitions(document.text):
            key = variant_key(variant_words(long))
            if (short, key) not in seen:
                seen.add((short, key))
                forms[short][key][long] += 1
    for short in sorted(forms):
        n_papers = {key: surfaces.total() for key, surfaces in forms[short].items()}
        total, best = sum(n_papers.values()), max(sorted(n_papers), key=n_papers.__getitem__)
        if n_papers[best] >= MIN_PAPERS and n_papers[best] >= MIN_SHARE * total:
            yield short, _usual(forms[short][best]), n_papers[best], total


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    for short, long in abbreviation_ranges(text):
        letters = text[slice(*short)].removesuffix("s")
        if letters.isalnum() and sum(c.isupper() for c in letters) > 1:
            yield letters, " ".join(text[slice(*long)].split())


def _usual(surfaces: Counter[str]) -> str:
    """Return the most frequent way to write a name, case folded where capitals only begin words."""
    long = min(surfaces, key=lambda s: (-surfaces[s], s))
    return " ".join(word.casefold() if word.istitle() else word for word in long.split())


def main() -> None:
    """Write the table of the papers in the sources that the command line names."""
    from extractors.readers import read_documents

    print("short\tlong\tpapers\tall papers", *_COMMENT, sep="\n")  # noqa: T201
    for row in count_abbreviations(read_documents(sys.argv[1:]).documents):
        print(*row, sep="\t")  # noqa: T201


if __name__ == "__main__":
    main()
