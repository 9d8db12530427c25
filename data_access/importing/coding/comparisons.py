"""Comparisons with an average, a target or other councils (better, worse or neither), and trends:
what became of a trouble or a measure.

"Lower than the England average" is bad news of satisfaction and good news of waiting; of a
population it is no news. Words of direction (better, worse) speak for themselves; words of size
(lower, above) are read with what is measured. "Waiting times had fallen" is no shortfall although
it speaks of waiting, and "take-up had fallen" is one although nothing in it sounds bad. Troubles
that are said to be managed, or being put right, are read here too.
"""

from __future__ import annotations

from collections.abc import Sequence

from data_access.importing.coding.lexicon import Hit, Kind
from data_access.importing.coding.phrases import Token, word_set

_TREND_REACH = 9
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
    for later in range(at + 1, min(at + 1 + _TREND_REACH, len(tokens))):
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


ANCHORS = (
    "average",
    "averages",
    "england",
    "national",
    "nationally",
    "regional",
    "region",
    "comparator",
    "comparators",
    "comparable",
    "neighbours",
    "expected",
    "target",
    "targets",
    "benchmark",
    "elsewhere",
    "nationally",
)
# After "than" these are compared with too.
_OTHERS = ("similar", "other", "others", "councils", "authorities", "peers", "areas")
_GOOD = frozenset({"better", "best", "exceeded", "exceeding", "outperformed"})
_BAD = frozenset({"worse", "worst"})
_SAME = frozenset({"similar", "same", "comparable", "equal", "line"})
_MORE = frozenset({"higher", "above", "more", "greater", "over", "larger", "longer"})
_LESS = frozenset({"lower", "below", "less", "fewer", "under", "smaller", "shorter"})
_TURNS = frozenset({"but", "however", "although", "whereas", "while", "whilst"})
_COMPARED = frozenset({"compared", "comparison", "against"})
_FAR = 34
_LINKS = frozenset({"than", "to", "as", "the", "with", "that", "from"})
_REACH = 8

# Of these, more is worse.
_ADVERSE = (
    "wait",
    "delay",
    "vacan",
    "turnover",
    "sickness",
    "complain",
    "uphold",
    "upheld",
    "admission",
    "admitted",
    "readmi",
    "backlog",
    "overdue",
    "late",
    "breach",
    "unmet",
    "agency",
    "unallocated",
    "lonel",
    "hardship",
    "difficult",
    "longer",
)
# Of these, neither is: they describe a place and who lives there.
_POPULATION = (
    "population",
    "aged",
    "deprivation",
    "deprived",
    "expectancy",
    "household",
    "births",
    "ethnic",
    "ageing",
    "suicide",
    "obesity",
    "prevalence",
    "morbidity",
    "growth",
    "need",
    "disabilit",
    "homeless",
    "unemploy",
    "diabetes",
    "smok",
)


def find_comparisons(tokens: Sequence[Token]) -> list[Hit]:
    """Comparisons in a text: each as a strength, a shortfall or a fact."""
    hits: list[Hit] = []
    for at, token in enumerate(tokens):
        if hits and at < hits[-1].last:
            continue
        few = _only_few(tokens, at)
        if few is not None:
            hits.append(few)
            continue
        known = token.word in _GOOD or token.word in _BAD or _is_same(tokens, at)
        if not known and token.word not in _MORE and token.word not in _LESS:
            continue
        end = _anchor_after(tokens, at)
        kind = _says(tokens, at)
        if end is None:
            if not _is_of_an_average(tokens, at):
                continue
            end, kind = at + 1, _TURNED_ROUND[kind]
        first = at
        if kind is Kind.STRENGTH:
            first = start_of_measure(tokens, at)
        elif kind is Kind.CONTEXT:
            first = _figure(tokens, at)
        hits.append(Hit(kind, first, end))
    return hits


_TURNED_ROUND = {
    Kind.STRENGTH: Kind.SHORTFALL,
    Kind.SHORTFALL: Kind.STRENGTH,
    Kind.CONTEXT: Kind.CONTEXT,
}
_SUBJECT = 6
_LONG_SUBJECT = 16


def _is_of_an_average(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is the average that is better, or lower: "nationally it was lower, at 61%"."""
    words = [token.word for token in tokens[:at]]
    begins = words[:_SUBJECT]
    named = any(word in ANCHORS for word in begins)
    # "The England average for control over daily life was lower": the subject may be long.
    far = _LONG_SUBJECT if "average" in begins or "averages" in begins else _SUBJECT + 2
    if not named or at > far or tokens[at].word in {"above", "below", "over", "under"}:
        return False
    return words[-1] in {"was", "is", "were", "are", "slightly", "fewer"}


def start_of_measure(tokens: Sequence[Token], at: int) -> int:
    """Where the bad thing stands that there is little of, so that it is not counted against."""
    for earlier in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if tokens[earlier + 1].after_stop or tokens[earlier + 1].after_comma:
            break
        if tokens[earlier].word.startswith(_ADVERSE):
            return earlier
    return at


def _is_same(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word says that two figures are alike ("similar", "not statistically different")."""
    if tokens[at].word in _SAME:
        return True
    before = [token.word for token in tokens[max(0, at - 3) : at]]
    denied = any(word in {"not", "no"} for word in before)
    return denied and tokens[at].word in {"different", "difference"}


def _figure(tokens: Sequence[Token], at: int) -> int:
    """Where the clause with the figure begins that is like the average: what is counted in it
    ("62% were satisfied") is no praise."""
    begins = at
    while begins and not tokens[begins].after_stop and tokens[begins - 1].word not in _TURNS:
        begins -= 1
    numbered = any(token.word[0].isdigit() for token in tokens[begins:at])
    if numbered:
        return begins
    near = range(at, max(begins, at - _STEP) - 1, -1)
    return next((before for before in near if tokens[before].word == "not"), at)


def _only_few(tokens: Sequence[Token], at: int) -> Hit | None:
    """ "Only 34% of carers": bad news, unless what is counted is bad itself."""
    if tokens[at].word not in {"only", "just"} or at + 2 >= len(tokens):
        return None
    if not tokens[at + 1].word[0].isdigit() or tokens[at + 2].word not in {"of", "in"}:
        return None
    counted = [token.word for token in tokens[at : at + _REACH + 2]]
    adverse = any(word.startswith(_ADVERSE) for word in counted)
    return Hit(Kind.STRENGTH if adverse else Kind.SHORTFALL, at, at + 3)


def _anchor_after(tokens: Sequence[Token], at: int) -> int | None:
    """One past the last token of what is compared with, where there is such a thing."""
    if at + 1 >= len(tokens):
        return None
    linked = tokens[at + 1].word in _LINKS or tokens[at].word in {"above", "below", "exceeded"}
    than = False
    for later in range(at + 1, min(at + 1 + _REACH, len(tokens))):
        if tokens[later].after_stop:
            return None
        than = than or tokens[later].word == "than"
        if tokens[later].word in ANCHORS and (linked or than):
            return _end_of_anchor(tokens, later)
        if than and tokens[later].word in _OTHERS:
            return later + 1
    return _anchor_far_after(tokens, at)


def _anchor_far_after(tokens: Sequence[Token], at: int) -> int | None:
    """As before, where the comparison comes late: "lower, with 80% of people who felt safe,
    compared to the England average"."""
    for later in range(at + 1, min(at + 1 + _FAR, len(tokens))):
        if tokens[later].after_stop or tokens[later].word in _TURNS:
            return None
        if tokens[later].word in _COMPARED:
            near = range(later + 1, min(later + 1 + _STEP + 2, len(tokens)))
            anchor = next((each for each in near if tokens[each].word in ANCHORS), None)
            return None if anchor is None else _end_of_anchor(tokens, anchor)
    return None


def _end_of_anchor(tokens: Sequence[Token], anchor: int) -> int:
    end = anchor + 1
    while end < len(tokens) and tokens[end].word in ANCHORS:
        end += 1
    return end


def _says(tokens: Sequence[Token], at: int) -> Kind:
    word = tokens[at].word
    if _is_same(tokens, at) or (at and tokens[at - 1].word == "not"):
        return Kind.CONTEXT
    if word in _GOOD:
        return Kind.STRENGTH
    if word in _BAD:
        return Kind.SHORTFALL
    around = [token.word for token in tokens[: at + _REACH + 2]]
    if is_of_the_population(around):
        return Kind.CONTEXT
    return Kind.SHORTFALL if (word in _MORE) == is_adverse(around) else Kind.STRENGTH


def is_adverse(words: Sequence[str]) -> bool:
    """Whether more is worse of what these words measure."""
    return any(word.startswith(_ADVERSE) for word in words)


def is_of_the_population(words: Sequence[str]) -> bool:
    """Whether these words measure a place and who lives there, and not what the council does."""
    return "liberty" not in words and any(word.startswith(_POPULATION) for word in words)
