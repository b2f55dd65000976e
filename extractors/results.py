"""The component that reads numeric results: a number and the metric, dataset, method, hardware and task it is of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, register_attributes
from extractors.claims import Claim, find_claims
from extractors.mentions import Result
from extractors.role_context import n_background_sentences
from extractors.sentences import sentence_ranges
from extractors.tokens import read_words
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Vocabulary, load_vocabulary

register_attributes()

EXTRACTOR = "numeric_results@1.0"
Range = tuple[int, int]

# "81.2 on ImageNet", "at 30 FPS with an A100": what may stand between a number and what it holds for.
_LINK = re.compile(
    r"[\s$})%]*(?:\([^()]*\)\s*)?(?:[\w-]+\s+){0,5}?(?:on|in|for|over|across|with|using|to|at|of)\s+(?:\S+\s+){0,4}\W*",
    re.IGNORECASE,
)
_SUBJECT_END = re.compile(
    r"[\s})]*(?:\([^()]*\))?\s*(?:\(\W*|(?:\w+ly\s+|also\s+|can\s+)?(?:achiev|reach|attain|obtain|deliver|get|reduc|improv"
    r"|increas|yield|show|outperform|surpass|scor|run|record|provid|boost|cut|sav)\w*\b[^.;]{0,80})",
    re.IGNORECASE,
)
_COMMA, _COMMA_CHARS = re.compile("[,;]"), 20
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


@Language.factory("numeric_results", assigns=["doc._.results"], requires=["doc.spans", "token.is_sent_start"])
def create_results(nlp: Language, name: str) -> NumericResults:
    """Return the component with the metrics of the vocabulary that comes with the package."""
    return NumericResults(load_vocabulary())


class NumericResults:
    """Sets ``Doc._.results``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def use(self, vocabulary: Vocabulary) -> None:
        """Take the properties of metrics from another vocabulary from now on."""
        self._vocabulary = vocabulary

    def __call__(self, doc: Doc) -> Doc:
        """Read the results of a doc whose concepts have ids and roles."""
        doc._.results = tuple(find_results(doc, self._vocabulary))
        return doc


def find_results(doc: Doc, vocabulary: Vocabulary) -> Iterator[Result]:
    """Yield the numeric claims of a doc in the order of its text."""
    text = read_words(doc).text
    spans: Sequence[Span] = list(doc.spans.get(CONCEPTS, ()))
    span_starts = [span.start_char for span in spans]
    proposal = next((span.kb_id_ for span in spans if _is_proposal(span)), None)
    metrics = [(span.start_char, span.end_char) for span in spans if span.label_ == ConceptType.METRIC]
    sentences = list(_own_sentences(doc))
    claims = list(find_claims(text, sentences, metrics))
    claim_starts = [claim.quantity.start for claim in claims]
    for start, end in sentences:
        own_claims = claims[bisect_left(claim_starts, start) : bisect_left(claim_starts, end)]
        own_spans = spans[bisect_left(span_starts, start) : bisect_left(span_starts, end)] if own_claims else ()
        sentence = _Sentence(text, (start, end), own_spans, own_claims)
        for claim, concepts in sentence.holdings():
            metric = concepts[ConceptType.METRIC]
            quantity = claim.quantity
            yield Result(
                start=quantity.start,
                end=quantity.end,
                raw=text[quantity.start : quantity.end],
                value=quantity.value,
                unit=quantity.unit,
                metric=metric,
                dataset=concepts[ConceptType.DATASET],
                method=concepts[ConceptType.METHOD] or proposal,
                hardware=concepts[ConceptType.HARDWARE],
                task=concepts[ConceptType.TASK],
                comparator=claim.comparator,
                delta=claim.is_delta,
                higher_is_better=_higher_is_better(metric, vocabulary),
                confidence=claim.confidence,
                extractor=EXTRACTOR,
            )


def _is_proposal(span: Span) -> bool:
    return span.label_ == ConceptType.METHOD and span._.role == Role.INTRODUCED


def _own_sentences(doc: Doc) -> Iterator[Range]:
    """Yield the sentences of the abstract from the first that speaks of the paper's own work."""
    sentences = sentence_ranges(doc)
    n_background = n_background_sentences(read_words(doc).text, sentences, doc._.title_end)
    yield from (sentence for sentence in sentences[n_background:] if sentence[0] >= doc._.title_end)


def _higher_is_better(metric: str | None, vocabulary: Vocabulary) -> bool | None:
    concept = vocabulary.get(metric) if metric else None
    value = concept.properties.get("higher_is_better") if concept else None
    return value if isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with the concepts that it names and its numeric claims."""

    text: str
    range: Range
    spans: Sequence[Span]
    claims: Sequence[Claim]

    def holdings(self) -> Iterator[tuple[Claim, Mapping[ConceptType, str | None]]]:
        """Yield each claim with the ids of the concepts that it holds for."""
        for index, claim in enumerate(self.claims):
            yield (
                claim,
                {
                    ConceptType.METRIC: self._metric(index),
                    ConceptType.DATASET: self._in_order(ConceptType.DATASET, index)
                    or self._linked(ConceptType.DATASET, index)
                    or _id(self._nearest(ConceptType.DATASET, claim)),
                    ConceptType.METHOD: self._subject(claim),
                    ConceptType.HARDWARE: self._linked(ConceptType.HARDWARE, index)
                    or _id(self._nearest(ConceptType.HARDWARE, claim)),
                    ConceptType.TASK: self._linked(ConceptType.TASK, index),
                },
            )

    def _of_type(self, concept_type: ConceptType) -> list[Span]:
        return [span for span in self.spans if span.label_ == concept_type]

    def _metric(self, index: int) -> str | None:
        """Return the metric in order, else one tied to the number, else the nearest."""
        claim = self.claims[index]
        tied = next((span for span in self.spans if claim.metric == (span.start_char, span.end_char)), None)
        return self._in_order(ConceptType.METRIC, index) or _id(tied or self._nearest(ConceptType.METRIC, claim))

    def _in_order(self, concept_type: ConceptType, index: int) -> str | None:
        """Return the concept at the claim's place where the sentence lists both "respectively"."""
        ids = list(dict.fromkeys(span.kb_id_ for span in self._of_type(concept_type)))
        if len(ids) == len(self.claims) > 1 and _RESPECTIVELY.search(self.text, *self.range):
            return ids[index]
        return None

    def _linked(self, concept_type: ConceptType, index: int) -> str | None:
        """Return the concept that a preposition after the number leads to, before the next number."""
        start = self.claims[index].quantity.end
        limit = self.claims[index + 1].quantity.start if index + 1 < len(self.claims) else self.range[1]
        for span in self._of_type(concept_type):
            if start <= span.start_char < limit and _LINK.fullmatch(self.text, start, span.start_char):
                return span.kb_id_
        return None

    def _nearest(self, concept_type: ConceptType, claim: Claim) -> Span | None:
        """Return the mention with the fewest characters to the number; a comma counts as many of them."""
        return min(
            self._of_type(concept_type), key=lambda span: (self._distance(span, claim), span.start), default=None
        )

    def _distance(self, span: Span, claim: Claim) -> int:
        start, end = min(span.end_char, claim.quantity.end), max(span.start_char, claim.quantity.start)
        return end - start + _COMMA_CHARS * len(_COMMA.findall(self.text, start, end))

    def _subject(self, claim: Claim) -> str | None:
        """Return the last method before the number that reaches it by a verb or stands before its parenthesis."""
        methods = [s for s in self._of_type(ConceptType.METHOD) if s.end_char <= claim.quantity.start]
        for span in reversed(methods):
            if _SUBJECT_END.fullmatch(self.text, span.end_char, claim.quantity.start):
                return span.kb_id_
        return None


def _id(span: Span | None) -> str | None:
    return span.kb_id_ if span is not None else None
