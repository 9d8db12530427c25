"""Re-audits: whether a case that is looked at again is better.

`audits` is the audit dataset's frame. Audits after `as_at` count nowhere.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.audits.grades import FINAL_GRADE
from measures.statistics.breakdown import plain
from measures.statistics.columns import require
from measures.statistics.periods import within
from measures.statistics.shares import SHARE_VERDICTS, with_share
from vocabulary.wording import number_of

RE_AUDIT_RESULTS: Final = ("worse", "same", "better", "earlier audit not on record")
RE_AUDIT_VERDICTS: Final = (
    "none to judge by",
    "too few to judge",
    "as often better as worse, within chance",
    "more often better",
    "more often worse",
)


def re_audits(audits: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Set every re-audit beside the audit that it checks again.

    `audits`: reference, re_audit_of, audited, team, practice_area, auditor_grade,
    moderator_grade, themes. Gives one row per re-audit, newest first: reference, re_audit_of,
    team, practice_area, audited, audited_before, days_between, grade_before, grade, change (in
    grades), result (one of `RE_AUDIT_RESULTS`), themes_again (found both times), themes_gone
    (found before and not again). References that differ in case, spaces or punctuation are one; an
    earlier audit must not be later than the re-audit, or it is not taken for one.

    Raises ValueError naming the column that is missing.
    """
    require(audits, "reference", "re_audit_of", "audited", "team", "practice_area", "themes")
    rows = audits.filter(within("audited", None, as_at)).select(
        "reference", "re_audit_of", "team", "practice_area", "audited",
        grade=FINAL_GRADE, themes=pl.col("themes").fill_null([]),
    )  # fmt: skip
    earlier = rows.select(
        key=plain(pl.col("reference")),
        audited_before="audited",
        grade_before="grade",
        themes_before="themes",
    ).unique("key", keep="last", maintain_order=True)
    pairs = (
        rows.drop_nulls("re_audit_of")
        .with_columns(key=plain(pl.col("re_audit_of")))
        .join(earlier.filter(pl.col("key") != ""), on="key", how="left", maintain_order="left")
    )
    known = (
        (pl.col("audited_before") <= pl.col("audited"))
        & (plain(pl.col("reference")) != pl.col("key"))
    ).fill_null(value=False)
    change = pl.when(known).then(pl.col("grade") - pl.col("grade_before"))
    result = (
        pl.when(pl.col("change").is_null())
        .then(pl.lit(RE_AUDIT_RESULTS[3]))
        .when(pl.col("change") < 0)
        .then(pl.lit(RE_AUDIT_RESULTS[0]))
        .when(pl.col("change") == 0)
        .then(pl.lit(RE_AUDIT_RESULTS[1]))
        .otherwise(pl.lit(RE_AUDIT_RESULTS[2]))
    )
    before = pl.when(known).then("themes_before").otherwise(pl.lit([], pl.List(pl.String)))
    return (
        pairs.with_columns(
            *(pl.when(known).then(name).alias(name) for name in ("audited_before", "grade_before")),
            change=change,
            themes_again=before.list.set_intersection("themes").list.sort(),
            themes_gone=before.list.set_difference("themes").list.sort(),
        )
        .with_columns(
            days_between=(pl.col("audited") - pl.col("audited_before")).dt.total_days(),
            result=result,
        )
        .sort(["audited", "reference"], descending=[True, False])
        .select(
            "reference", "re_audit_of", "team", "practice_area", "audited", "audited_before",
            "days_between", "grade_before", "grade", "change", "result", "themes_again",
            "themes_gone",
        )
    )  # fmt: skip


def re_audit_results(pairs: pl.DataFrame) -> pl.DataFrame:
    """Say how re-audits came out.

    `pairs`: what `re_audits` gave. Gives one row: re_audits, better, same, worse, unmatched (the
    earlier audit is not on record), share (better ÷ better or worse), low, high, verdict (one of
    `RE_AUDIT_VERDICTS`, by the exact test of better against worse), sentence.
    """
    require(pairs, "result")
    result = pl.col("result")
    counts = pairs.select(
        re_audits=pl.len().cast(pl.Int64),
        better=(result == "better").sum().cast(pl.Int64),
        same=(result == "same").sum().cast(pl.Int64),
        worse=(result == "worse").sum().cast(pl.Int64),
        unmatched=(result == RE_AUDIT_RESULTS[3]).sum().cast(pl.Int64),
    ).with_columns(moved=pl.col("better") + pl.col("worse"))
    words = dict(zip(SHARE_VERDICTS, RE_AUDIT_VERDICTS, strict=True))
    judged = with_share(counts, "better", "moved").with_columns(pl.col("verdict").replace(words))
    row = judged.row(0, named=True)
    said = (
        f"{number_of(row['re_audits'], 're-audit')}: {row['better']:,} better, {row['same']:,} the "
        f"same, {row['worse']:,} worse; {row['verdict']}."
        if row["re_audits"]
        else "No case has been audited again."
    )
    return judged.drop("moved").with_columns(sentence=pl.lit(said))
