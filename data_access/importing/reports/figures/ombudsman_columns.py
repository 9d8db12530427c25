"""The ombudsman's columns by the words that stand beside a number."""

from __future__ import annotations

import re

from data_access.datasets import OMBUDSMAN
from data_access.importing.reports.figures.quantities import Kind, Quantity

AVERAGE = "similar_authority_average"
_OTHERS = r"(?:similar|comparable)(?: councils?| authorit(?:y|ies)| organisations?)?"

_BEFORE_ASKED = r"before (?:they|it|the complaint) (?:reached|went to|came to|was|were)"
BODY = r"(?:the )?(?:ombudsman|lgsco|lgo)"
_TAKEN_ON = r"(?:accepted|taken|put forward|passed)(?: \w+){0,3} for (?:\w+ )?investigation"

# Field, kind of number, on which side of it the words stand, and how many words may stand between.
# The first that fits decides.
_TABLE: tuple[tuple[str, Kind, str, int, str], ...] = (
    ("uphold_rate", "percent", "before", 0, r"uphold rate(?: of| was| at| is)?"),
    (
        "received",
        "count",
        "after",
        3,
        rf"(?:referred|taken|went|gone|go|escalated|passed|progressed|sent)(?: on| up)? to {BODY}",
    ),
    (
        "remedied_before",
        "count",
        "after",
        20,
        r"of (?:the|these|those) (?:upheld )?(?:cases|complaints|decisions)\b[^\d,;]*?"
        r"satisfactory remed\w+",
    ),
    ("late_remedies", "count", "after", 4, r"(?:completed|carried out|done|implemented) late"),
    ("late_remedies", "count", "after", 0, r"of (?:which|them|these) (?:was|were) (?:\w+ )?late"),
    ("late_remedies", "count", "after", 4, r"late remed(?:y|ies)|remed(?:y|ies) (?:was|were) late"),
    ("late_remedies", "count", "before", 1, r"late remed(?:y|ies)(?: was| were| numbered)?"),
    ("expected", "count", "before", 4, r"expected(?: number)?"),
    ("expected", "count", "after", 3, r"expected"),
    ("similar_authority_average", "percent", "after", 3, rf"(?:in|at|for|of|among) {_OTHERS}"),
    ("similar_authority_average", "percent", "after", 1, r"average (?:for|of|among|in)"),
    ("similar_authority_average", "percent", "before", 4, rf"{_OTHERS}|of this type|average"),
    (
        "compliance_rate",
        "percent",
        "after",
        4,
        rf"compli\w+|of (?:(?:the|its|our|their|these|{BODY})(?:’s|'s)? )?(?:agreed )?"
        r"(?:recommend\w+|remedies)",
    ),
    (
        "compliance_rate",
        "percent",
        "before",
        3,
        r"(?:acted on|carried out|implemented|followed|met) (?:all )?(?:the|its|our|their|his|her) "
        r"(?:recommend\w+|remedies)",
    ),
    ("compliance_rate", "percent", "after", 14, r"implemented (?:our|the|its) recommendations"),
    (
        "compliance_rate",
        "percent",
        "before",
        2,
        r"(?:recommend\w+|remedies) (?:had been|were|have been|are|being) (?:fully |all )?"
        r"(?:implemented|carried out|followed|acted on|met|completed)",
    ),
    ("compliance_rate", "percent", "before", 9, r"compli\w+"),
    ("remedied_before_rate", "percent", "after", 14, r"satisfactory remed\w+|already put right"),
    ("remedied_before_rate", "percent", "after", 9, r"(?:put right|remedied|resolved) before"),
    ("remedied_before_rate", "percent", "after", 4, rf"(?:complaints|cases) {_BEFORE_ASKED}"),
    ("remedied_before_rate", "percent", "before", 30, r"satisfactory remed\w+"),
    ("remedied_before", "count", "after", 5, r"satisfactor(?:y|il?y) (?:remed|resol)\w+"),
    ("remedied_before", "count", "before", 4, r"satisfactory (?:remed|resol)\w+"),
    (
        "remedied_before",
        "count",
        "after",
        8,
        r"(?:resolved|remedied|settled|put (?:\w+ )?right) before",
    ),
    ("uphold_rate", "percent", "after", 9, r"(?<!not )upheld"),
    ("uphold_rate", "percent", "before", 8, r"(?<!not )upheld|uphold rate"),
    ("remedies", "count", "after", 1, r"compliance outcomes?|remedies"),
    ("investigations", "count", "after", 1, r"investigations?(?!(?:\W+\w+){0,4}\W+found)"),
    ("not_upheld", "count", "before", 1, r"not (?:to be |been )?at fault(?: \w+)? in"),
    (
        "upheld",
        "count",
        "before",
        1,
        r"(?<!not )at fault in|maladministration(?: \w+)? in|"
        r"fault (?:was |had been )?found in",
    ),
    ("upheld", "count", "after", 6, r"(?<!not )found fault|fault was found"),
    ("upheld", "count", "before", 1, r"(?:found|finding|identified) fault(?: \w+)? in"),
    (
        "not_upheld",
        "count",
        "before",
        1,
        r"(?:no fault(?: \w+)? in|(?:not|n't) uphold|dismissed|rejected)",
    ),
    ("not_upheld", "count", "after", 3, r"not upheld"),
    ("not_upheld", "count", "after", 1, r"(?:was|were) not(?=\W*$)"),
    ("upheld", "count", "after", 3, r"(?<!not )upheld"),
    ("upheld", "count", "before", 2, rf"(?<!not )upheld(?: by {BODY})?"),
    ("advice_given", "count", "after", 4, r"(?:given |provided with |for )?advice(?: given)?"),
    ("advice_given", "count", "before", 4, r"advice (?:was |were )?(?:given |provided )?in"),
    ("incomplete_or_invalid", "count", "after", 4, r"(?:incomplete|invalid)"),
    ("incomplete_or_invalid", "count", "before", 2, r"(?:incomplete|invalid)"),
    ("closed_after_enquiries", "count", "after", 5, r"closed after (?:initial|first) enquir\w+"),
    ("referred_back", "count", "after", 5, r"(?:referred|sent|passed) back"),
    ("investigations", "count", "after", 5, r"(?<!not )(?<!not be )(?<!to )investigat\w+"),
    ("investigations", "count", "after", 3, rf"{_TAKEN_ON}"),
    ("investigations", "count", "before", 2, r"investigated(?!\W+(?:and|of which)\b)"),
    ("investigations", "count", "before", 1, r"investigations? (?:into|of|in|on)"),
    ("received", "count", "after", 2, r"complaints? and (?:enquir|inquir)\w+"),
    (
        "received",
        "count",
        "after",
        5,
        r"(?:received|referred|brought|sent|taken|reached|went to|submitted|lodged)",
    ),
    (
        "received",
        "count",
        "after",
        5,
        r"(?:complaints?|referrals|cases) (?:had been |were |was )?made",
    ),
    ("received", "count", "after", 0, rf"complaints? to {BODY}"),
    (
        "received",
        "count",
        "after",
        0,
        r"complaints? (?:against|about) (?:the council|us|we)(?=\W*$)",
    ),
    ("received", "count", "after", 7, rf"(?:made|sent|put|brought) to {BODY}"),
    ("received", "count", "before", 2, r"received|considered"),
    ("received", "count", "before", 3, rf"complaints (?:made |sent |brought )?to {BODY}"),
)
# "79%, while the average for similar councils is 80%": what follows is of the next number.
_TURNS = re.compile(
    r"\b(?:while|whilst|whereas|but|against|above|below|than|compared|as the average|in line)\b",
    re.IGNORECASE,
)
_COUNCILS = re.compile(r"^\W*(?:local )?(?:councils|authorities)\b", re.IGNORECASE)
_FIELDS = frozenset(field for field, *_ in _TABLE)
_LABELS = {spec.name: spec.label for spec in OMBUDSMAN.fields if spec.name in _FIELDS}


def _pattern(side: str, reach: int, words: str) -> re.Pattern[str]:
    between = rf"(?:(?!\d)[\w’']+[^\w;]+){{0,{reach}}}"
    said = (
        rf"\b(?:{words})\W*{between}$"
        if side == "before"
        else rf"^\W*{between[:-1]}}}?(?:{words})\b"
    )
    return re.compile(said, re.IGNORECASE)


_RULES = tuple(
    (field, kind, side, _pattern(side, reach, words)) for field, kind, side, reach, words in _TABLE
)


def label_of(field: str) -> str:
    """What a column of the dataset is called on screen."""
    return _LABELS[field]


def field_of(number: Quantity, before: str, after: str) -> str | None:
    """The column that a number is of by what stands before and behind it."""
    if _COUNCILS.match(after):
        return None
    turn = _TURNS.search(after)
    ours = after[: turn.start()] if turn else after
    for field, kind, side, pattern in _RULES:
        behind = ours if field == AVERAGE else after
        if kind == number.kind and pattern.search(before if side == "before" else behind):
            return field
    return None
