"""Staff voice: what share of staff agree, where it differs, and whether it has changed.

`voice` is the staff voice dataset's frame: per team, question and period, how many answered
(responses) and how many of them agreed. Questions are never added together, nor are periods; an
`other` question is known by its wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from measures.statistics.columns import numbers, require
from measures.statistics.comparison import DIFFERENCE_VERDICTS, difference
from measures.statistics.comparison_wording import share
from measures.statistics.shares import SHARE_VERDICTS, with_share
from measures.training.gaps import GAP_VERDICTS
from vocabulary.wording import long_date

__all__ = ["CHANGE_VERDICTS", "GAP_VERDICTS", "agreement", "changes", "specialist_gap"]

GROUPS: Final = ("authority", "team", "team_kind")
CHANGE_VERDICTS: Final = (
    "nothing before it",
    "too few to judge",
    "no sign of change",
    "more agree",
    "fewer agree",
)
_QUESTION: Final = ["question", "wording"]
_PERIOD: Final = ["period_start", "period_end"]


def agreement(voice: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Give the share that agrees with each question in each period.

    `by` is any of team, team_kind; without it everybody is added up. Gives one row per question,
    group and period, oldest period first: question, wording, the columns of `by`, period_start,
    period_end, newest (the question's newest period), agree and responses (people), invited
    (people asked, where recorded) and response_rate (answers ÷ invited, in the teams that recorded
    it), share (agree ÷ responses), low and high (Clopper and Pearson's 95 % interval), verdict
    (one of `measures.statistics.shares.SHARE_VERDICTS`: whether more than half agree), sentence.

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
    newcombe_high, verdict (one of `GAP_VERDICTS`), sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    on = [*_QUESTION, *_PERIOD]
    both = agreement(voice).select(*on, "newest")
    for name, kind in (("specialist", "specialist"), ("others", "general")):
        side = agreement(voice, ("team_kind",)).filter(team_kind=kind)
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
    judged = judged.with_columns(pl.col("verdict").replace(_renamed(GAP_VERDICTS)))
    said = [_gap_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String))


def changes(voice: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Compare each period with the one before it, and speak of change only where there is a sign.

    `by` as for `agreement`. The period before is the group's last one to end before this one
    began; one that overlaps is no comparison. Gives one row per question, group and period:
    question, wording, the columns of `by`, period_start, period_end, newest, agree, responses,
    before_end (last day of the period before), before_agree, before_responses, change (share −
    share before; missing unless it is more than chance), newcombe_low and newcombe_high (of that
    difference), verdict (one of `CHANGE_VERDICTS`), sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    keys = [*_QUESTION, *_keys(by)]
    rows = agreement(voice, by).sort(*keys, "period_end", "period_start", nulls_last=True)
    apart = pl.col("period_end").shift(1).over(keys) < pl.col("period_start")
    before = {
        f"before_{name.removeprefix('period_')}": pl.when(apart).then(
            pl.col(name).shift(1).over(keys)
        )
        for name in ("period_end", "agree", "responses")
    }
    compared = rows.with_columns(**before)
    judged = difference(
        compared.with_columns(
            x1="agree", n1="responses", x2="before_agree", n2="before_responses"
        ).drop("verdict", "sentence")
    )
    judged = judged.with_columns(pl.col("verdict").replace(_renamed(CHANGE_VERDICTS)))
    signs = pl.col("verdict").is_in(CHANGE_VERDICTS[3:])
    said = [_change_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(
        pl.Series("sentence", said, pl.String), change=pl.when(signs).then("difference")
    ).select(
        *keys,
        *_PERIOD,
        "newest",
        "agree",
        "responses",
        *before,
        "change",
        "newcombe_low",
        "newcombe_high",
        "verdict",
        "sentence",
    )


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


def _renamed(words: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(DIFFERENCE_VERDICTS, words, strict=True))


def _sentence(agree: int, responses: int, verdict: str) -> str:
    if verdict == SHARE_VERDICTS[0]:
        return "Nobody answered."
    if verdict == SHARE_VERDICTS[1]:
        return f"{agree:,} of {responses:,} agree: too few to judge."
    return f"{share(agree, responses)} agree: {verdict}."


def _gap_sentence(row: dict[str, Any]) -> str:
    verdict = row["verdict"]
    if verdict == GAP_VERDICTS[0]:
        which = "specialist" if row["specialist_agree"] is None else "other"
        return f"No {which} teams were asked: nothing to compare with."
    pair = (
        f"{share(row['specialist_agree'], row['specialist_responses'])} agree in specialist "
        f"teams, {share(row['others_agree'], row['others_responses'])} in other teams"
    )
    return pair + _ending(GAP_VERDICTS.index(verdict), "a gap within chance", _LEVEL, row)


def _change_sentence(row: dict[str, Any]) -> str:
    verdict = row["verdict"]
    seen = f"{share(row['agree'], row['responses'])} agree"
    if verdict == CHANGE_VERDICTS[0]:
        return f"{seen}; there is no earlier period to compare with."
    before = share(row["before_agree"], row["before_responses"])
    pair = f"{seen}, {before} in the period to {long_date(row['before_end'])}"
    return pair + _ending(CHANGE_VERDICTS.index(verdict), "no sign of change", _MORE, row)


_LEVEL: Final = ("specialist teams are higher", "specialist teams are lower")
_MORE: Final = ("more agree than before", "fewer agree than before")


def _ending(code: int, nothing: str, ways: tuple[str, str], row: dict[str, Any]) -> str:
    if code == 1:
        return ": too few to judge."
    if code == 2:
        return f": {nothing}."
    low, high = sorted((abs(row["newcombe_low"]), abs(row["newcombe_high"])))
    return f": {ways[code - 3]}, by {100 * low:.0f} to {100 * high:.0f} percentage points."
