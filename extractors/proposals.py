"""What a paper introduces: names after "we propose", before a title's colon, and after "called"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, add_candidates, register_attributes
from extractors.tokens import read_words
from ontology.terms import ConceptType, Role

register_attributes()

EXTRACTOR = "proposal_patterns@1.0"
_CONFIDENCE = 0.9
_MAX_TITLE_WORDS = 4
_NAME = (
    r"(?P<name>(?:\$?\\?[A-Z][\w$^{}\\+]*|[a-z]+[A-Z][\w]*|[A-Z]?\d*[A-Z]\w*)"
    r"(?:[-–‑ ](?:[A-Z0-9][\w+.]*\w|[A-Z0-9]\+*|of|with))*)"
)
_VERB = r"(?:propose|present|introduce|develop|design|release|contribute|build|create|describe|construct|unveil|devise)"
_CLAUSE = re.compile(
    rf"\b(?:[Ww]e|paper|work|study|article|report)(?:,? (?:hereby|thus|then|therefore|first|further|also))*"
    rf" {_VERB}(?:s|d|ed)?,? (?:a novel |the |a new |an |a |our )?{_NAME}"
)
_CALLED = re.compile(
    rf"\b(?:called|named|dubbed|termed|coined|namely|referred to as|which we call|we call|we name|denoted as|,)"
    rf" (?:the )?[\"“'‘`]*{_NAME}"
)
_APPOSITION = re.compile(r", (?:a|an|the first|our) (?P<head>[^,.;:]{3,120})")
_BEFORE_APPOSITION = re.compile(rf"{_NAME}(?: \([^)]{{2,60}}\))?$")
_NEWNESS = re.compile(r"\b(?:novel|new|first)\b")
_NAME_CHARS = 100
_DATASET = re.compile(r"\b(?:dataset|data set|benchmark|corpus|test suite|testbed|benchmark suite)s?\b", re.IGNORECASE)
_TITLE_NAME = re.compile(r"[^\W_][\w\-+.^$\\{}*]*(?: [^\W_][\w\-+.^$*]*)*")
_CLAUSE_END = re.compile(r"[.;]\s|, (?:which|that|where)\b")
_CLAUSE_CHARS = 90
_STOP_NAMES = frozenset(
    ["We", "This", "The", "In", "Our", "It", "To", "An", "A", "These", "Extensive", "Experiments", "Here", "However"]
)


@Language.factory("proposal_patterns", assigns=["doc._.candidates"], requires=["token.is_sent_start"])
def create_proposal_patterns(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds the names that a paper introduces."""
    return find_proposals


def find_proposals(doc: Doc) -> Doc:
    """Add a candidate with the role introduced for every name that the doc proposes."""
    words = read_words(doc)
    found = []
    for start, end, concept_type in proposed_names(words.text, title_end=doc._.title_end):
        tokens = words.token_range(start, end)
        if tokens is not None:
            found.append(Candidate(*tokens, concept_type, _CONFIDENCE, EXTRACTOR, role=Role.INTRODUCED))
    add_candidates(doc, found)
    return doc


def proposed_names(text: str, *, title_end: int) -> Iterator[tuple[int, int, ConceptType]]:
    """Yield range and type of every name that a text introduces; a name may come more than once."""
    title = text[:title_end]
    head, colon, subtitle = title.partition(":")
    name = head.strip()
    # Several words in title case may be a phrase; a name comes again.
    is_single = " " not in name or (len(name.split()) <= _MAX_TITLE_WORDS and name in text[title_end:])
    if colon and is_single and _TITLE_NAME.fullmatch(name) and _is_name(name):
        start = title.index(name)
        yield start, start + len(name), _type_of(name, subtitle)
    for match in _CLAUSE.finditer(text, title_end):
        if _is_name(match.group("name")):
            yield *match.span("name"), _type_of(match.group("name"), _rest_of_clause(text, match.end()))
    for match in _CALLED.finditer(text, title_end):
        before = text[max(title_end, match.start() - 90) : match.start()]
        is_comma = match.group().startswith(",")
        if _is_name(match.group("name")) and (not is_comma or _introduces(before)):
            yield *match.span("name"), _type_of(match.group("name"), before.rpartition(". ")[2])
    yield from _new_things(text, title_end)


def _new_things(text: str, title_end: int) -> Iterator[tuple[int, int, ConceptType]]:
    """Yield range and type of every name that an apposition calls new: "X (...), a novel ..."."""
    for match in _APPOSITION.finditer(text, title_end):
        if _NEWNESS.search(match.group()):
            before = _BEFORE_APPOSITION.search(text, max(title_end, match.start() - _NAME_CHARS), match.start())
            if before is not None and _is_name(before.group("name")):
                yield *before.span("name"), _type_of(before.group("name"), match.group("head"))


def _introduces(text: str) -> bool:
    clause = text.rpartition(". ")[2]
    return "," not in clause and re.search(rf"\b[Ww]e {_VERB} (?:a|an|the)\b", clause) is not None


def _is_name(name: str) -> bool:
    """Return whether a string is written like a name: a capital or digit beyond the first letter, or one odd word."""
    first = name.split(maxsplit=1)[0]
    return first not in _STOP_NAMES and any(c.isupper() or c.isdigit() for c in name[1:])


def _rest_of_clause(text: str, end: int) -> str:
    rest = text[end : end + _CLAUSE_CHARS]
    stop = _CLAUSE_END.search(rest)
    return rest[: stop.start()] if stop else rest


def _type_of(name: str, description: str) -> ConceptType:
    is_dataset = _DATASET.search(description.partition(" for ")[0]) or re.search(r"(?i)bench|dataset|corpus$", name)
    return ConceptType.DATASET if is_dataset else ConceptType.METHOD
