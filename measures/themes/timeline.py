"""Every record that is coded to a theme, on one timeline, and themes by quality statement.

Findings, complaints, compliments and audits say what is good and what is short; lessons,
coproduction, actions and innovation say what is being done about it, and have no say in whether a
theme is a strength.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

import polars as pl

from measures.complaints.states import NOT_DECIDED, concluded
from measures.findings.counts import POLARITIES, newest_document
from measures.learning.learning_loop import STAGES, lesson_stages
from measures.statistics.columns import require
from measures.statistics.periods import within

SPEAKING: Final = ("finding", "complaint", "compliment", "audit")
"""Sources that say what is good and what is short."""
SOURCES: Final = (*SPEAKING, "learning", "coproduction", "action", "innovation")
LATELY: Final = 365

EVIDENCE_SCHEMA: Final[Mapping[str, pl.DataType]] = {
    "theme": pl.String(),
    "source": pl.String(),
    "day": pl.Date(),
    "polarity": pl.String(),
    "count": pl.Int64(),
    "current": pl.Boolean(),
    "statement": pl.String(),
    "team": pl.String(),
    "reference": pl.String(),
    "text": pl.String(),
    "row_key": pl.String(),
}


def theme_evidence(
    records: Mapping[str, pl.DataFrame],
    as_at: date,
    since: date | None = None,
    lately: int = LATELY,
) -> pl.DataFrame:
    """Lay every record that is coded to a theme on one timeline.

    `records`: frames by dataset name, those of `SOURCES` that there are, with a snapshot's columns.
    `since`: only what is later. Gives one row per record and theme (and, for audits, strength or
    shortfall), oldest first: theme, source, day (published, received, audited, found, held,
    opened, started; a compliment's month), polarity, count (how many it stands for: compliments
    are counted by month, all else is 1), current (findings: of the newest document of its kind
    for the statement; all else: in the last `lately` days), statement and team (where there is
    one), reference, text (what it says, where it says anything), row_key.

    Polarity. Findings: as coded. Complaints: shortfall where upheld at least partly, in progress
    while neither answered nor decided, else context. Compliments: strength. Audits: shortfall for
    their themes, strength for their strengths. Lessons until embedded, actions until closed, pilots
    until adopted, spread or stopped, activities until something came of them: in progress, then
    context.

    Raises ValueError naming the column that is missing.
    """
    lists = [
        _READERS[source](records[source], as_at).with_columns(source=pl.lit(source))
        for source in SOURCES
        if source in records
    ]
    newest = as_at - timedelta(days=lately)
    return (
        pl.concat([pl.DataFrame(schema=EVIDENCE_SCHEMA), *lists], how="diagonal_relaxed")
        .filter(within("day", since, as_at) & pl.col("theme").is_not_null())
        .with_columns(current=pl.coalesce("current", pl.col("day") > newest))
        .select(pl.col(name).cast(kind) for name, kind in EVIDENCE_SCHEMA.items())
        .sort("day", maintain_order=True)
    )


def _findings(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    require(frame, "published", "recorded_at", "statement", "polarity", "themes", "text")
    known = frame.filter(pl.col("published").is_null() | (pl.col("published") <= as_at))
    newest = newest_document(known).select("row_key", current=pl.lit(value=True))
    marked = known.join(newest, on="row_key", how="left")
    return _each(marked, "themes").select(
        "polarity", "statement", "reference", "text", "row_key",
        pl.col("current").fill_null(value=False),
        theme="themes", day=pl.coalesce("published", pl.col("recorded_at").dt.date()), count=1,
    )  # fmt: skip


def _complaints(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    require(frame, "received", "responded", "outcome", "themes", "team", "reference")
    upheld = pl.col("outcome").is_in(["upheld", "partly_upheld"])
    return _each(frame, "themes").select(
        "team", "reference", "row_key",
        theme="themes", day="received", count=1,
        polarity=pl.when(concluded() == NOT_DECIDED)
        .then(pl.lit("in_progress"))
        .when(upheld)
        .then(pl.lit("shortfall"))
        .otherwise(pl.lit("context")),
    )  # fmt: skip


def _compliments(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    require(frame, "month", "theme", "team", "received")
    return frame.filter(pl.col("received") > 0).select(
        "theme", "team", "row_key",
        day="month", count="received", polarity=pl.lit("strength"),
    )  # fmt: skip


def _audits(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    require(frame, "audited", "themes", "strengths", "team", "reference")
    return pl.concat(
        _each(frame, column).select(
            "team", "reference", "row_key",
            theme=column, day="audited", count=1, polarity=pl.lit(polarity),
        )
        for column, polarity in (("themes", "shortfall"), ("strengths", "strength"))
    )  # fmt: skip


def _lessons(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    keys = frame.select("reference", "row_key")
    done = pl.col("rank") == len(STAGES)
    placed = lesson_stages(frame, as_at).join(keys, on="reference", how="left")
    return _each(placed, "themes").select(
        "team", "reference", "row_key",
        theme="themes", day="found", count=1, text="lesson", polarity=_doing(done),
    )  # fmt: skip


def _coproduction(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    require(frame, "held", "title", "result", "themes", "reference")
    return _each(frame, "themes").select(
        "reference", "row_key",
        theme="themes", day="held", count=1, text="title",
        polarity=_doing(pl.col("result").is_not_null()),
    )  # fmt: skip


def _actions(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    require(
        frame, "opened", "action", "closed", "complete", "themes", "statement", "team", "reference"
    )
    done = pl.col("closed").is_null() & pl.col("complete").fill_null(value=False)
    return _each(frame, "themes").select(
        "statement", "team", "reference", "row_key",
        theme="themes", day="opened", count=1, text="action",
        polarity=_doing(within("closed", None, as_at) | done),
    )  # fmt: skip


def _innovation(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    require(frame, "started", "name", "stage", "themes", "statement", "reference")
    return _each(frame, "themes").select(
        "statement", "reference", "row_key",
        theme="themes", day="started", count=1, text="name",
        polarity=_doing(pl.col("stage").is_in(["adopted", "spread", "stopped"])),
    )  # fmt: skip


def _each(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """A row for each theme, none twice for one record."""
    themes = pl.col(column).list.unique(maintain_order=True)
    return frame.with_columns(themes).explode(column, keep_nulls=False)


def _doing(done: pl.Expr) -> pl.Expr:
    return pl.when(done).then(pl.lit("context")).otherwise(pl.lit("in_progress"))


_READERS: Final[Mapping[str, Callable[[pl.DataFrame, date], pl.DataFrame]]] = {
    "finding": _findings,
    "complaint": _complaints,
    "compliment": _compliments,
    "audit": _audits,
    "learning": _lessons,
    "coproduction": _coproduction,
    "action": _actions,
    "innovation": _innovation,
}


def by_statement(
    evidence: pl.DataFrame, codebook: pl.DataFrame, statements: pl.DataFrame
) -> pl.DataFrame:
    """Cross themes with quality statements.

    `evidence`: what `theme_evidence` gave. `codebook`: theme, name, statements (list: those it
    bears on). `statements`: statement, order, short_name. Gives a row for every theme and
    statement, themes with most findings first, statements in the framework's order: theme,
    theme_name, statement, order, short_name, bears_on (the codebook says so), strength,
    shortfall, mixed, in_progress, context, findings (all five), actions, innovation.

    Raises ValueError naming the column that is missing.
    """
    require(evidence, "theme", "source", "polarity", "count", "statement")
    require(codebook, "theme", "name", "statements")
    require(statements, "statement", "order", "short_name")
    finding, count = pl.col("source") == "finding", pl.col("count")
    counts = evidence.group_by("theme", "statement").agg(
        *(count.filter(finding & (pl.col("polarity") == p)).sum().alias(p) for p in POLARITIES),
        count.filter(finding).sum().alias("findings"),
        count.filter(pl.col("source") == "action").sum().alias("actions"),
        count.filter(pl.col("source") == "innovation").sum().alias("innovation"),
    )
    numbers = [*POLARITIES, "findings", "actions", "innovation"]
    bears = (
        codebook.select("theme", statement="statements")
        .explode("statement", keep_nulls=False)
        .unique()
        .with_columns(bears_on=pl.lit(value=True))
    )
    most = counts.group_by("theme").agg(most=pl.col("findings").sum())
    return (
        named_themes(counts.select("theme").unique(), codebook)
        .rename({"name": "theme_name"})
        .join(most, on="theme", how="left")
        .join(statements.select("statement", "order", "short_name"), how="cross")
        .join(counts, on=["theme", "statement"], how="left")
        .join(bears, on=["theme", "statement"], how="left")
        .with_columns(
            pl.col(*numbers, "most").fill_null(0), pl.col("bears_on").fill_null(value=False)
        )
        .sort(["most", "theme_name", "theme", "order"], descending=[True, False, False, False])
        .select(
            "theme", "theme_name", "statement", "order", "short_name", "bears_on", *numbers,
        )
    )  # fmt: skip


def named_themes(counts: pl.DataFrame, codebook: pl.DataFrame) -> pl.DataFrame:
    """Give every theme its name, those of the codebook without a row too.

    `counts`: theme and any further columns, one row per theme. `codebook`: theme, name. A theme
    that has left the codebook is called by its id. Columns: theme, name, the further ones.

    Raises ValueError naming the column that is missing.
    """
    require(codebook, "theme", "name")
    names = codebook.select("theme", "name").unique("theme", keep="first", maintain_order=True)
    return names.join(counts, on="theme", how="full", coalesce=True).with_columns(
        name=pl.coalesce("name", "theme")
    )
