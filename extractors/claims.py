"""Which numbers of a text are claims of the paper, and how they are qualified."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from extractors.quantities import FACTOR, PERCENT, PERCENTAGE_POINT, Quantity, find_quantities

Range = tuple[int, int]

# Units that hardly ever measure anything but an outcome. A number with one of them is a result in nine of ten cases.
_OUTCOME_UNITS = frozenset(
    [
        PERCENT,
        PERCENTAGE_POINT,
        FACTOR,
        "FRAME-PER-SEC",
        "TOKEN-PER-SEC",
        "MilliSEC",
        "MicroSEC",
        "NanoSEC",
        "SEC",
        "MIN",
        "DeciB",
        "GPU-HR",
        "GPU-DAY",
    ]
)
_FILLER = (
    r"scores?|values?|rates?|accurac\w+|performance|levels?|results?|is|are|was|as|high|low|of|at|to|by|from|reach\w*|up"
    r"|about|around|over|only|just|an?|than|more|less|average|approximately|improv\w+|increas\w+|reduc\w+|and|the|mean"
    r"|\\sim|\\approx|achiev\w+|[\d.%,/$\\+~=-]+"
)
_AFTER_METRIC = re.compile(
    rf"[\s}})]*(?:\([^()]{{1,30}}\))?[\s:=,(]*(?:(?:{_FILLER})[\s:=,($~]*){{0,6}}", re.IGNORECASE
)
_BEFORE_METRIC = re.compile(
    r"[\s$})]*(?:\([^()]{1,30}\)\s*)?(?:(?:points?|absolute|relative|higher|lower|better|faster|in|of|the|average|mean"
    r"|test|more|less|fewer|improvement|gain|overall|increase|decrease|reduction|drop|and|[\d.%,/$\\+~-]+)\s+){0,4}",
    re.IGNORECASE,
)
_MAX_GAP = 60
_MAX_BEFORE = 200

# Set-ups, shares of data, confidence levels and the values of others.
_NO_CLAIM_BEFORE = re.compile(
    r"(?:\busing |\bwith (?:only|just|as little as) |\bas little as |\btop[ -]|\bfreezing |\bremaining |\bvs\.? ?"
    r"|\bversus |\(vs\.? ?|\bpm ?\$?|\u00b1 ?|\+/?- ?|\b(?:stands?|standing) at |\bsampl\w+ at )[~$\\]*$",
    re.IGNORECASE,
)
_NO_CLAIM_AFTER = re.compile(
    r"\s*(?:confidence|credible|CIs?\b|prediction interval|sparsity|labell?ed|data\b|pure text|magnification"
    r"|\)? ?baselines?\b|of (?:the )?(?:labell?ed |training |total )?(?:data|training|weights|samples|labels))",
    re.IGNORECASE,
)
_LOWER_END = re.compile(r"\b(?:from|between)\s+(?:an? |the |\w+ )?[~$\\]*$", re.IGNORECASE)
_TO_UPPER_END = re.compile(r"[\s$%\\]*(?:to|down to|up to|and)\s+(?:an? (?:\w+ )?)?[~$\\+-]*\.?\d", re.IGNORECASE)
# "Claude 3.5", "mAP@0.5"; a metric's name before a number ties it, a symbol's ("p < 0.05", "x_1") never does.
_NAME_BEFORE = re.compile(r"(?:\b[A-Z][\w.-]*[\s~]|=\s?)$")
_SYMBOL_BEFORE = re.compile(r"(?:@|\b(?:p|t|k|K|n|N|CFG|NFE)\s?[<>=]\s?|[\^_]\{?|\w\()[$]*$")
_COMPOUND = re.compile(r"-[^\W\d_]")
_COUNTED = re.compile(r"\s?\*|\s[a-z]+s\b|,\s?\d{3}|\s*\\times|\^")
_CHANGE_BEFORE = re.compile(
    r"(?:\bby|\b(?:improvements?|gains?|increases?|reductions?|decreases?|drops?|boosts?|speed-?ups?|savings?|margins?)"
    r" of)(?: up to| over| about| more than| approximately| around| nearly| at least| an average of| roughly| almost"
    r"| an? \w+)*[\s~$\\]*(?:sim|approx)?\s?$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"[\s$}]*(?:\([^)]*\)\s*)?(?:(?:relative|absolute|average|mean|overall|\w+)\s+){0,2}?(?:improvements?|gains?"
    r"|increases?|reductions?|decreases?|drops?|boosts?|speed-?ups?|savings?|faster|slower|higher|lower|better|fewer"
    r"|less|more|smaller|larger)\b",
    re.IGNORECASE,
)
_COMPARATORS = tuple(
    (re.compile(rf"(?:{words})(?: an?| the)?(?: average(?: of)?)?[\s~$]*(?:\\[a-z]+\s*)?$", re.IGNORECASE), symbol)
    for words, symbol in (
        (r"\bup to|\bat most|\bno more than|\bas much as|\bas high as|<=|\u2264|\\leq?\b|\\leqslant", "<="),
        (r"\bat least|\bno less than|\bminimum of|>=|\u2265|\\geq?\b|\\geqslant", ">="),
        (r"(?<!to )\b(?:under|below|less than|fewer than|within)|<", "<"),
        (r"\b(?:over|above|exceeding|exceeds|more than|greater than|larger than|beyond|surpassing)|>", ">"),
        (r"\b(?:about|approximately|around|roughly|nearly|almost|close to|circa)|~|\u2248|\\(?:sim|approx)", "~"),
    )
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that the paper claims.

    Attributes:
        quantity: The number; its range is that of the claim's raw value.
        metric: Range of the metric that the text ties to the number, None where it stands loose.
        comparator: ``<``, ``<=``, ``>``, ``>=`` or ``~``; None for an exact value.
        is_delta: Whether the number is a difference or a factor.
        confidence: Share of such numbers that annotators take for results.
    """

    quantity: Quantity
    metric: Range | None
    comparator: str | None
    is_delta: bool
    confidence: float


def find_claims(text: str, sentences: Sequence[Range], metrics: Sequence[Range]) -> Iterator[Claim]:
    """Yield the numeric claims of sentences in the order of the text.

    Args:
        text: The whole text.
        sentences: The sentences that speak of the paper's own work.
        metrics: Mentions of metrics, in the order of the text.
    """
    quantities = find_quantities(text)
    quantity_starts = [quantity.start for quantity in quantities]
    metric_starts = [start for start, _ in metrics]
    for start, end in sentences:
        inside = metrics[bisect_left(metric_starts, start) : bisect_left(metric_starts, end)]
        for quantity in quantities[bisect_left(quantity_starts, start) : bisect_left(quantity_starts, end)]:
            claim = _claim(text, start, quantity, inside)
            if claim is not None:
                yield claim


def _claim(text: str, sentence_start: int, quantity: Quantity, metrics: Sequence[Range]) -> Claim | None:
    """Return what a number of a sentence claims, None for nothing."""
    metric = tied_metric(text, quantity, metrics)
    before = text[max(sentence_start, quantity.start - _MAX_BEFORE) : quantity.start]
    after = text[quantity.end : quantity.end + _MAX_GAP]
    confidence = _confidence(quantity, _Setting(before, after, metric is not None, bool(metrics)))
    if not confidence:
        return None
    return Claim(
        quantity=_balanced(text, quantity),
        metric=metric,
        comparator=_comparator(before),
        is_delta=_is_delta(quantity, before, after),
        confidence=confidence,
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """What surrounds a number: its sentence before it, some text after it, and whether a metric is tied or near."""

    before: str
    after: str
    is_tied: bool
    has_metric: bool


def tied_metric(text: str, quantity: Quantity, metrics: Sequence[Range]) -> Range | None:
    """Return the metric that only filler separates from a number ("accuracy of about 81", "81 BLEU")."""
    first = bisect_left(metrics, quantity.start - _MAX_GAP, key=itemgetter(1))
    last = bisect_left(metrics, quantity.end + _MAX_GAP, key=itemgetter(0))
    tied = [
        metric
        for metric in metrics[first:last]
        if (0 <= metric[0] - quantity.end < _MAX_GAP and _BEFORE_METRIC.fullmatch(text, quantity.end, metric[0]))
        or (0 <= quantity.start - metric[1] < _MAX_GAP and _AFTER_METRIC.fullmatch(text, metric[1], quantity.start))
    ]
    return min(tied, key=lambda metric: max(metric[0] - quantity.end, quantity.start - metric[1]), default=None)


def _confidence(quantity: Quantity, setting: _Setting) -> float:
    """Return the share of such numbers that are results on 2,124 annotated abstracts; 0 for what is none."""
    before, after = setting.before, setting.after
    if _NO_CLAIM_BEFORE.search(before) or _NO_CLAIM_AFTER.match(after) or _is_lower_end(before, after):
        return 0.0
    if quantity.unit in _OUTCOME_UNITS:
        return 0.95 if setting.is_tied else 0.85
    if quantity.unit is not None:
        return 0.75 if setting.is_tied else 0.0
    return _bare_confidence(quantity, setting)


def _bare_confidence(quantity: Quantity, setting: _Setting) -> float:
    """Return the confidence in a number without a unit."""
    is_name_part = _NAME_BEFORE.search(setting.before) and not setting.is_tied
    if is_name_part or _SYMBOL_BEFORE.search(setting.before) or _COMPOUND.match(setting.after):
        return 0.0
    if quantity.value != quantity.value.to_integral_value() and not quantity.is_scaled:
        return 0.9 if setting.is_tied or quantity.is_signed else 0.55 * setting.has_metric
    is_list_mark = setting.before.endswith("(") and setting.after.startswith(")")
    if is_list_mark or (_COUNTED.match(setting.after) and not setting.is_tied):
        return 0.0
    if quantity.is_scaled:
        return 0.65 * setting.is_tied
    return 0.7 * (setting.is_tied or (quantity.is_signed and setting.has_metric))


def _is_lower_end(before: str, after: str) -> bool:
    return bool(_LOWER_END.search(before) and _TO_UPPER_END.match(after))


def _comparator(before: str) -> str | None:
    return next((symbol for pattern, symbol in _COMPARATORS if pattern.search(before)), None)


def _is_delta(quantity: Quantity, before: str, after: str) -> bool:
    return (
        quantity.unit in (FACTOR, PERCENTAGE_POINT)
        or quantity.is_signed
        or bool(_CHANGE_BEFORE.search(before) or _CHANGE_AFTER.match(after))
    )


def _balanced(text: str, quantity: Quantity) -> Quantity:
    """Return the quantity with the brace or dollar sign that closes what its text opens."""
    raw = text[quantity.start : quantity.end]
    closer = "}" if raw.count("{") > raw.count("}") else "$" if raw.count("$") % 2 else ""
    if closer and text.startswith(closer, quantity.end):
        return replace(quantity, end=quantity.end + 1)
    return quantity
