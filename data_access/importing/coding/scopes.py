"""Stretches of a sentence whose words say nothing of how good things are: what an aim hopes for,
what people "wanted to achieve", and the examples of something that was judged already."""

from __future__ import annotations

from collections.abc import Sequence

from data_access.importing.coding.phrases import Token, word_set

# Who plans: "the council aimed to open …" is work to come, "the strategy aimed to …" a purpose.
_PLANNERS = word_set(
    "council authority leaders they managers directors director dass commissioners we leadership"
)
_ENDS_AN_AIM = word_set("but however although though whereas while whilst")
_RESULTS = word_set("was were had has is are resulted led meant helped")
_LISTED = (("such", "as"), ("for", "example"), ("for", "instance"), ("including",), ("like",))
_ASKED = word_set("what how which where when whether as why")
_ASKED_REACH = 4
_HYPOTHETICAL = word_set("would should might")
_MAKES = word_set("develop create build embed achieve establish become deliver enable promote")
_MADE_REACH = 14
_ON_PURPOSE = word_set("to on towards around in")
_NO_VERB = word_set(
    "the a an people their its this these those all adults carers partners staff them it"
)


def planned_by_somebody(tokens: Sequence[Token], first: int) -> bool:
    """Whether an aim is told of those who act on it, rather than of a plan or a service."""
    return first > 0 and tokens[first - 1].word in _PLANNERS


def end_of_aim(tokens: Sequence[Token], last: int) -> int:
    """One past the last token of what an aim hopes for; `last` is one past the aim's own words.

    It ends with the clause, or where the sentence goes on to what came of it ("…, and was well
    used").
    """
    for at in range(last, len(tokens)):
        if tokens[at].after_stop or tokens[at].word in _ENDS_AN_AIM:
            return at
        following = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if tokens[at].word in {"and", "which"} and following in _RESULTS:
            return at
        if tokens[at].after_comma and tokens[at].word in _RESULTS:
            return at
    return len(tokens)


def is_asked(tokens: Sequence[Token], first: int) -> bool:
    """Whether words belong to what somebody looks at: "what they wanted", "which changes they
    needed to make"."""
    return any(token.word in _ASKED for token in tokens[max(0, first - _ASKED_REACH) : first])


def starts_of_lists(tokens: Sequence[Token]) -> list[int]:
    """Where examples begin: the first token after "such as", "for example", "including"."""
    words = [token.word for token in tokens]
    return [
        at + len(opener)
        for at in range(1, len(words))
        for opener in _LISTED
        if tuple(words[at : at + len(opener)]) == opener
    ]


def is_in_a_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether words stand in a title: "the Stronger Together Strategy", "the Good Life Plan"."""
    if first == 0 or tokens[first].after_stop:
        return False
    if not all(token.capital for token in tokens[first:last]):
        return False
    before = tokens[first - 1].capital and first > 1
    return before or (last < len(tokens) and tokens[last].capital)


def is_wished(tokens: Sequence[Token], first: int) -> bool:
    """Whether something good is to be made, not found: "to develop a culture of openness", "would
    be beneficial"."""
    near = [token.word for token in tokens[max(0, first - 3) : first]]
    if any(word in _HYPOTHETICAL for word in near):
        return True
    made = next((at for at in range(first - 1, max(-1, first - 4), -1) if _makes(tokens, at)), None)
    if made is None or tokens[first - 1].word == "and":  # "to achieve, and built on …"
        return False
    return any(token.word == "to" for token in tokens[max(0, made - _MADE_REACH) : made])


def _makes(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].word in _MAKES


def has_purpose(tokens: Sequence[Token], last: int) -> bool:
    """Whether "was working with …" goes on to what the work is for ("to increase …", "on …")."""
    for at in range(last, len(tokens) - 1):
        if tokens[at].after_stop:
            return False
        if tokens[at].word in _ON_PURPOSE and (
            tokens[at].word != "to" or tokens[at + 1].word not in _NO_VERB
        ):
            return True
    return False
