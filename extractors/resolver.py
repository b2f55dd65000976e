"""From candidates to concepts: one type for a name in a document, every occurrence of it, no overlaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, Candidate, ConceptAttributes, candidates, register_attributes
from extractors.name_index import NameIndex
from extractors.tokens import read_words, surface_key
from ontology.terms import ConceptType, Role

register_attributes()

EXTRACTOR = "abbreviations@1.0"
# Confidence of a defined abbreviation: measured on annotated abstracts, nine definitions of ten name a concept.
_DEFINED = 0.8
_REPEATED = 0.95
# Abbreviations of judgements and settings rather than of concepts.
_NO_CONCEPTS = frozenset(["sota", "ood", "i.i.d", "iid", "w.r.t", "rq", "rqs"])
# Worth of a word more in the choice between overlapping candidates.
_WORD_BONUS = 0.1


@Language.factory(
    "concept_resolver",
    assigns=["doc.spans"],
    requires=["doc._.candidates", "doc._.abbreviations"],
    default_config={"min_confidence": 0.0},
)
def create_resolver(nlp: Language, name: str, min_confidence: float) -> Callable[[Doc], Doc]:
    """Return the component that writes ``doc.spans["concepts"]``.

    Args:
        nlp: The pipeline.
        name: Name of the component in it.
        min_confidence: Candidates below it are dropped, in [0, 1]; the tagger has a threshold of its own before that.
    """

    def resolve(doc: Doc) -> Doc:
        doc.spans[CONCEPTS] = [_to_span(doc, c) for c in resolve_candidates(doc, min_confidence)]
        return doc

    return resolve


def resolve_candidates(doc: Doc, min_confidence: float) -> list[Candidate]:
    """Return the candidates that stand, in text order, without overlaps.

    Args:
        doc: With candidates and abbreviations.
        min_confidence: In [0, 1].
    """
    found = candidates(doc)
    found = [*found, *_defined(doc, found)]
    found = [*found, *_repeated(doc, found)]
    found = _with_one_type(doc, found)
    return _without_overlaps(c for c in found if c.confidence >= min_confidence)


def _defined(doc: Doc, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield both forms of every abbreviation, with the type of what is known of either."""
    for short, long in doc._.abbreviations:
        best = _best_evidence(found, short, long)
        if best is None or short.text.casefold() in _NO_CONCEPTS:
            continue
        whole = best.end - best.start == long.end - long.start or best.start == short.start
        concept, name = (best.concept, best.name) if whole else ("", "")
        confidence = max(best.confidence, _DEFINED)
        for span in (short, long):
            yield Candidate(span.start, span.end, best.type, confidence, EXTRACTOR, concept, name, best.role)


def _best_evidence(found: list[Candidate], short: Span, long: Span) -> Candidate | None:
    """Return what says most of an abbreviation's type: the long form, else its last words, else the short form."""

    def rank(candidate: Candidate) -> tuple[bool, bool, float]:
        is_long = (candidate.start, candidate.end) == (long.start, long.end)
        return (bool(candidate.concept) and (is_long or candidate.start == short.start), is_long, candidate.confidence)

    near = [
        c
        for c in found
        if (c.end == long.end and c.start >= long.start) or (c.start == short.start and c.end == short.end)
    ]
    return max(near, key=rank, default=None)


def _repeated(doc: Doc, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield every other occurrence of names that the document introduces or abbreviates."""
    words = read_words(doc)
    index: NameIndex[tuple[str, Candidate]] = NameIndex()
    sources = [c for c in found if c.role is Role.INTRODUCED or c.extractor == EXTRACTOR]
    for candidate in sorted(sources, key=lambda c: (-c.confidence, c.start, c.end)):
        surface = words.surface(candidate.start, candidate.end)
        index.add(surface, (surface, candidate))

    def accepts(start: int, end: int, entry: tuple[str, Candidate]) -> bool:
        return end - start > 1 or words.texts[start].removesuffix("s") == entry[0].removesuffix("s")

    for start, end, (_, source) in index.find(words, accepts) if sources else ():
        yield replace(source, start=start, end=end, confidence=source.confidence * _REPEATED)


def _with_one_type(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates whose type is the one that the document's evidence for their name favours."""
    keys = _name_classes(doc, found)
    votes: dict[str, dict[ConceptType, float]] = defaultdict(lambda: defaultdict(float))
    for candidate, key in zip(found, keys, strict=True):
        votes[key][candidate.type] = max(votes[key][candidate.type], candidate.confidence)
    winners = {key: max(sorted(types), key=types.__getitem__) for key, types in votes.items()}
    introduced = {k for c, k in zip(found, keys, strict=True) if c.role is Role.INTRODUCED and c.type is winners[k]}
    return [
        replace(c, role=Role.INTRODUCED) if k in introduced and c.role is None else c
        for c, k in zip(found, keys, strict=True)
        if c.type is winners[k]
    ]


def _name_classes(doc: Doc, found: Iterable[Candidate]) -> list[str]:
    """Return the key of every candidate's name; both forms of an abbreviation have one key."""
    aliases, words = abbreviation_keys(doc), read_words(doc)
    cache: dict[tuple[int, int], str] = {}
    keys = []
    for candidate in found:
        place = (candidate.start, candidate.end)
        if place not in cache:
            key = surface_key(words.surface(*place))
            cache[place] = aliases.get(key, key)
        keys.append(cache[place])
    return keys


def abbreviation_keys(doc: Doc) -> Mapping[str, str]:
    """Return the name key of every short form that the doc defines, with that of its long form."""
    return {surface_key(short.text): surface_key(long.text) for short, long in doc._.abbreviations}


def _without_overlaps(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the best candidates that do not overlap: the surer and longer, a known concept before an unknown one."""
    ranked = sorted(found, key=lambda c: (-_worth(c), not c.concept, c.role is None, c.start, -c.end, c.type))
    taken: set[int] = set()
    kept = []
    for candidate in ranked:
        tokens = range(candidate.start, candidate.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def _worth(candidate: Candidate) -> float:
    return candidate.confidence + _WORD_BONUS * min(candidate.end - candidate.start - 1, 4)


def _to_span(doc: Doc, candidate: Candidate) -> Span:
    span = Span(doc, candidate.start, candidate.end, label=candidate.type.value, kb_id=candidate.concept)
    role = candidate.role.value if candidate.role else ""
    span._.concept = ConceptAttributes(candidate.confidence, candidate.extractor, candidate.name, role)
    return span
