"""What became of a trouble or a measure: waits that fell, satisfaction that dropped.

"Waiting times had fallen" is no shortfall although it speaks of waiting, and "take-up had fallen"
is one although nothing in it sounds bad. Troubles that are said to be managed, or being put
right, are read here too.
"""

from __future__ import annotations

from collections.abc import Sequence

from data_access.importing.coding.lexicon import Hit, Kind
from data_access.importing.coding.phrases import Token, word_set

_REACH = 9
_STEP = 3

TROUBLES = (
    "wait", "delay", "backlog", "vacanc", "turnover", "sickness", "complain", "readmi", "gap",
    "shortage", "barrier", "challenge", "issue", "concern", "problem", "shortfall", "difficult",
    "inconsisten", "overdue", "unallocated", "caseload", "workload", "pressure", "weakness",
    "inequalit", "admission", "error", "queue",
)  # fmt: skip
_GOODS = (
    "satisfaction", "satisfied", "uptake", "take", "attendance", "completion", "retention",
    "response", "confidence", "compliance", "morale", "timeliness", "quality", "availability",
)  # fmt: skip
_DOWN = word_set(
    "fallen fell falling reduced reducing decreased decreasing declined declining dropped "
    "dropping halved shortened shrunk cleared eliminated lowered"
)
_UP = word_set(
    "risen rose rising grown grew growing increased increasing lengthened doubled trebled "
    "climbed worsened"
)
_RESOLVED = word_set("resolved addressed overcome filled solved remedied low short minimal")
_MANAGED = word_set("managed monitored reviewed prioritised triaged overseen tracked mitigated")
_AUX = word_set("had has have was were is are been being also significantly now since steadily")
_ENDS = word_set("but although however though while whilst who that which where because and")
_NOT = word_set("not never yet nor no")


def find_trends(tokens: Sequence[Token]) -> list[Hit]:
    """Stretches that say what became of a trouble or a measure, in the text's order."""
    hits: list[Hit] = []
    for at, token in enumerate(tokens):
        if hits and at < hits[-1].last:
            continue
        trouble = token.word.startswith(TROUBLES)
        if not trouble and not token.word.startswith(_GOODS):
            continue
        if at and tokens[at - 1].word in _NOT:
            continue
        hit = _outcome(tokens, at, trouble)
        if hit is not None:
            hits.append(hit)
    return hits


def _outcome(tokens: Sequence[Token], at: int, trouble: bool) -> Hit | None:
    for later in range(at + 1, min(at + 1 + _REACH, len(tokens))):
        word = tokens[later].word
        if tokens[later].after_stop or tokens[later].after_comma or word in _ENDS or word in _NOT:
            return None
        verb = any(t.word in _AUX for t in tokens[max(at + 1, later - _STEP) : later])
        past = word in {"fell", "rose", "grew"}
        if not verb and not past:
            continue
        kind = _kind(word, tokens[later - 1].word == "being", trouble)
        if kind is not None:
            return Hit(kind, at, later + 1)
    return None


def _kind(word: str, being: bool, trouble: bool) -> Kind | None:
    if word in _DOWN:
        return Kind.STRENGTH if trouble else Kind.SHORTFALL
    if word in _UP:
        return Kind.SHORTFALL if trouble or word == "worsened" else Kind.STRENGTH
    if trouble and word in _RESOLVED:
        return Kind.IN_PROGRESS if being else Kind.STRENGTH
    if trouble and word in _MANAGED:
        return Kind.LEANS_STRENGTH
    return None
