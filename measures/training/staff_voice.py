"""Staff voice: what share of staff agree, and where it differs.

`voice` is the staff voice dataset's frame: per team, question and period, how many answered
(responses) and how many of them agreed. Questions are never added together, nor are periods; an
`other` question is known by its wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from measures.statistics.columns import numbers, require
from measures.statistics.comparison import difference
from measures.statistics.comparison_wording import DifferenceVerdict, share
from measures.statistics.shares import ShareVerdict, with_share
from measures.training.gaps import GapVerdict

GROUPS: Final = ("authority", "team", "team_kind")
_QUESTION: Final = ["question", "wording"]
_PERIOD: Final = ["period_start", "period_end"]


def agreement(voice: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Give the share that agrees with each question in each period.

    `by` is any of team, team_kind; without it everybody is added up. Gives one row per question,
    group and period, oldest period first: question, wording, the columns of `by`, period_start,
    period_end, newest (the question's newest period), agree and responses (people), invited
    (people asked, where recorded) and response_rate (answers ÷ invited, in the teams that recorded
    it), share (agree ÷ responses), low and high (Clopper and Pearson's 95 % interval), verdict
    (one of `measures.statistics.shares.ShareVerdict`: whether more than half agree), sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    rows = _added_up(voice, _keys(by))
    judged = with_share(rows, "agree", "responses")
    said = [_sentence(*row) for row in judged.select("agree", "responses", "verdict").rows()]
    newest = pl.col("period_end") == pl.col("period_end").max().over(_QUESTION)
    return judged.with_columns(pl.Series("sentence", said, pl.String), newest=newest).select(
        *_QUESTION,
        *_keys(by),
        *_PERIOD,
        "newest",
        "agree",
        "responses",
        "invited",
        "response_rate",
        "share",
        "low",
        "high",
        "verdict",
        "sentence",
    )


def specialist_gap(voice: pl.DataFrame) -> pl.DataFrame:
    """Compare specialist with other teams' staff in what share agrees.

    Gives one row per question and period: question, wording, period_start, period_end, newest,
    specialist_agree, specialist_responses, others_agree, others_responses (people; missing where
    no such team was asked), difference (share of specialist − share of others), newcombe_low,
    newcombe_high, verdict (one of `GapVerdict`), sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    on = [*_QUESTION, *_PERIOD]
    both = agreement(voice).select(*on, "newest")
    by_kind = agreement(voice, ("team_kind",))
    for name, kind in (("specialist", "specialist"), ("others", "general")):
        side = by_kind.filter(team_kind=kind)
        counts = side.select(*on, *(pl.col(c).alias(f"{name}_{c}") for c in ("agree", "responses")))
        both = both.join(counts, on=on, how="left", nulls_equal=True, maintain_order="left")
    judged = difference(
        both.with_columns(
            x1="specialist_agree",
            n1="specialist_responses",
            x2="others_agree",
            n2="others_responses",
        )
    ).drop("x1", "n1", "x2", "n2", "sentence")
    judged = judged.with_columns(
        pl.col("verdict").replace(dict(zip(DifferenceVerdict, GapVerdict, strict=True)))
    )
    said = [_gap_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String))


def _keys(by: Sequence[str]) -> list[str]:
    keys = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    for key in keys:
        if key not in GROUPS:
            raise ValueError(f"by: {key!r} is not one of {', '.join(GROUPS)}")
    return keys


def _added_up(voice: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    require(voice, *_QUESTION, *_PERIOD, "team", "team_kind")
    agree, responses = (numbers(voice, n, low=0, whole=True) for n in ("agree", "responses"))
    invited = numbers(voice, "invited", low=0, whole=True)
    if (agree > responses).any():
        raise ValueError("agree is larger than responses")
    if (responses > invited).any():
        raise ValueError("responses is larger than invited")
    known = pl.col("agree").is_not_null() & pl.col("responses").is_not_null()
    asked = known & pl.col("invited").is_not_null()
    answers = pl.when(asked).then("responses").sum()
    of_those = pl.when(asked).then("invited").sum()
    on = [*_QUESTION, *keys, *_PERIOD]
    return (
        voice.filter(known)
        .group_by(on)
        .agg(
            pl.col("agree", "responses").sum(),
            invited=pl.when(asked.any()).then(of_those),
            response_rate=pl.when(of_those > 0).then(answers / of_those),
        )
        .sort(*_QUESTION, *keys, "period_end", "period_start", nulls_last=True)
    )


def _sentence(agree: int, responses: int, verdict: str) -> str:
    if verdict == ShareVerdict.NOTHING_YET:
        return "Nobody answered."
    if verdict == ShareVerdict.TOO_FEW:
        return f"{agree:,} of {responses:,} agree: too few to judge."
    return f"{share(agree, responses)} agree: {verdict}."


def _gap_sentence(row: dict[str, Any]) -> str:
    verdict = row["verdict"]
    if verdict == GapVerdict.NOTHING_TO_COMPARE:
        which = "specialist" if row["specialist_agree"] is None else "other"
        return f"No {which} teams were asked: nothing to compare with."
    pair = (
        f"{share(row['specialist_agree'], row['specialist_responses'])} agree in specialist "
        f"teams, {share(row['others_agree'], row['others_responses'])} in other teams"
    )
    if verdict == GapVerdict.TOO_FEW:
        return f"{pair}: too few to judge."
    if verdict == GapVerdict.WITHIN_CHANCE:
        return f"{pair}: a gap within chance."
    low, high = sorted((abs(row["newcombe_low"]), abs(row["newcombe_high"])))
    way = "higher" if verdict == GapVerdict.SPECIALIST_HIGHER else "lower"
    return (
        f"{pair}: specialist teams are {way}, by {100 * low:.0f} to {100 * high:.0f} "
        "percentage points."
    )
