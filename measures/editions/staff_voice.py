"""What an edition counts of a staff survey: who agrees, by question and kind of team, rounded."""

from __future__ import annotations

from datetime import date

import polars as pl

from measures.disclosure.count_tables import CountTable
from measures.editions.counted import counted, known
from measures.editions.training import ROUNDING
from measures.statistics.columns import require
from vocabulary.training import QUESTION_OF_STAFF

AGREE, DO_NOT_AGREE = "agree", "do not agree"


def tables(voice: pl.DataFrame, whole_to: date | None) -> list[CountTable]:
    """Give one table for each question of the newest survey that is whole: staff_voice_<question>,
    by kind of team and answer (agree, do not agree), rounded to 5.

    `voice`: the staff voice dataset's frame; `whole_to`: the day up to which it is whole. The
    period is the survey's first and last day. Questions in a council's own words are left out.
    How many answer differs from question to question by the few who skipped one, which rounding
    keeps: each question's answers are records of their own.

    Raises ValueError naming a column that is missing.
    """
    require(voice, "question", "team_kind", "period_start", "period_end", "responses", "agree")
    found: list[CountTable] = []
    listed = voice.filter(
        (pl.col("period_end") <= pl.lit(whole_to))
        & pl.col("question").is_in(list(QUESTION_OF_STAFF))
        & pl.col("agree").is_not_null()
    )
    newest = listed.filter(pl.col("period_end") == pl.col("period_end").max())
    newest = newest.filter(pl.col("period_start") == pl.col("period_start").max())
    ends = newest.select("period_start", "period_end").unique()
    if whole_to is None or ends.is_empty():
        return found
    start, end = ends.row(0)
    assert isinstance(start, date)
    assert isinstance(end, date)
    for question in QUESTION_OF_STAFF:
        rows = newest.filter(question=question)
        agree = pl.col("agree").cast(pl.Int64)
        answers = pl.concat(
            rows.select(team_kind=known("team_kind"), people=people, answer=pl.lit(answer))
            for answer, people in (
                (AGREE, agree),
                (DO_NOT_AGREE, pl.col("responses").cast(pl.Int64) - agree),
            )
        )
        found += counted(
            answers, f"staff_voice_{question}", f"{start}/{end}", ("team_kind", "answer"),
            counts_of=f"answers to {question}", weight="people", rounding=ROUNDING,
        )  # fmt: skip
    return found
