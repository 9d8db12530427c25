"""Workforce routes: who begins, completes and stays, and which professions have no route.

`routes` is the workforce route dataset's frame: per route, profession and period, people who
began in the period (started) and what has become of them by now. Periods hold different people,
so they can be added up, unless they overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.statistics.columns import numbers, require
from measures.statistics.comparison_wording import share
from measures.statistics.shares import ShareVerdict, with_share
from vocabulary.training import Route
from vocabulary.wording import listed_up_to, number_of

GROUPS: Final = ("authority", "route", "profession", "period_start", "period_end")


class RouteState(StrEnum):
    """Whether a route is open to a profession."""

    OPEN = "open"
    NOT_OPEN = "not open"
    NOT_KNOWN = "not known"


class RouteVerdict(StrEnum):
    """Whether a profession has any route."""

    HAS_A_ROUTE = "has a route"
    HAS_NO_ROUTE = "has no route"
    NOT_KNOWN = "not known"


def progress(routes: pl.DataFrame, by: Sequence[str] = ("route", "profession")) -> pl.DataFrame:
    """Count who began, completed, left and stayed, cohorts added up.

    `by` is any of route, profession, period_start, period_end. Gives one row per group: the
    columns of `by`, first_day and last_day (of the periods counted), overlapping (periods of one
    route and profession overlap, so that people may be counted twice), started, and, of the
    cohorts that recorded it, completed, left_early and still_on (people; missing where no cohort
    did), not_known (people started in cohorts that did not), ended (people started in cohorts of
    which nobody is still on it) and completed_share (of those, who completed) with completed_low
    and completed_high; then reached_12_months, retained_12_months, retained_share with
    retained_low and retained_high (Clopper and Pearson's 95 % intervals), verdict (of the
    retained: one of `measures.statistics.shares.SHARE_VERDICTS`), sentence.

    Raises ValueError naming the column that is missing or cannot be read, or when more completed,
    reached or stayed than could have.
    """
    keys = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    for key in keys:
        if key not in GROUPS:
            raise ValueError(f"by: {key!r} is not one of {', '.join(GROUPS)}")
    _check(routes)
    finished = pl.col("completed").is_not_null() & pl.col("left_early").is_not_null()
    stayed = pl.col("reached_12_months").is_not_null() & pl.col("retained_12_months").is_not_null()
    # Who gives up does so early: while others are still on it, completed ÷ ended would mislead.
    over = finished & (pl.col("completed") + pl.col("left_early") >= pl.col("started"))
    rows = routes.with_columns(overlapping=_OVERLAPS)
    added = [
        pl.col("period_start").min().alias("first_day"),
        pl.col("period_end").max().alias("last_day"),
        pl.col("overlapping").any(),
        pl.col("started").sum(),
        *(_sum_where(finished, name) for name in ("completed", "left_early")),
        # More who completed or left than began is a slip in the file: nobody is still on it.
        _sum_where(finished, pl.col("started") - pl.col("completed") - pl.col("left_early"))
        .clip(0)
        .alias("still_on"),
        pl.when(~finished).then("started").sum().alias("not_known"),
        pl.when(over).then("started").sum().alias("ended"),
        pl.when(over).then("completed").sum().alias("completed_of_ended"),
        *(_sum_where(stayed, name) for name in ("reached_12_months", "retained_12_months")),
    ]
    if keys:
        groups = rows.group_by(keys).agg(added).sort(keys)
    else:
        groups = rows.select(added) if rows.height else rows.select(added).clear()
    completing = with_share(groups, "completed_of_ended", "ended")
    staying = with_share(groups, "retained_12_months", "reached_12_months")
    judged = groups.with_columns(
        *(completing[name].alias(f"completed_{name}") for name in _INTERVAL),
        *(staying[name].fill_nan(None).alias(f"retained_{name}") for name in _INTERVAL),
        staying["verdict"],
    )
    said = [_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.select(
        *keys,
        "first_day",
        "last_day",
        "overlapping",
        "started",
        "completed",
        "left_early",
        "still_on",
        "not_known",
        "ended",
        *(f"completed_{name}" for name in _INTERVAL),
        "reached_12_months",
        "retained_12_months",
        *(f"retained_{name}" for name in _INTERVAL),
        "verdict",
        pl.Series("sentence", said, pl.String),
    )


def availability(
    routes: pl.DataFrame, professions: Sequence[str] = (), kinds: Sequence[str] = ()
) -> pl.DataFrame:
    """Say for every profession and every route whether it is open, by the newest period of each.

    `professions` and `kinds` (of route) are listed even if no row names them, and come first;
    leave `other` out, which is never known not to be open.
    Gives one row per profession and route: profession, route, state (one of `RouteState`: open
    where the file says so or people began it; not known where no row says), period_end (last day
    of the period it was read from), started (people, all periods), headcount (people of the
    profession, as last recorded).

    Raises ValueError naming the column that is missing or cannot be read.
    """
    _check(routes)
    grid = _listed(routes, "profession", professions).join(
        _listed(routes, "route", kinds), how="cross"
    )
    heads = (
        routes.drop_nulls("headcount")
        .sort("period_end")
        .group_by("profession", maintain_order=True)
        .agg(pl.col("headcount").last())
    )
    newest = (
        routes.sort("period_end", "period_start")
        .group_by("profession", "route", maintain_order=True)
        .agg(
            pl.col("period_end").last(),
            open=pl.col("available").last(),
            begun=pl.col("started").last(),
            started=pl.col("started").sum(),
        )
    )
    is_open = pl.col("open").fill_null(value=False) | (pl.col("begun") > 0)
    state = (
        pl.when(is_open)
        .then(pl.lit(RouteState.OPEN))
        .when(~pl.col("open"))
        .then(pl.lit(RouteState.NOT_OPEN))
        .otherwise(pl.lit(RouteState.NOT_KNOWN))
    )
    return (
        grid.join(newest, on=["profession", "route"], how="left", maintain_order="left")
        .join(heads, on="profession", how="left", maintain_order="left")
        .with_columns(pl.col("started").fill_null(0), state=state)
        .select("profession", "route", "state", "period_end", "started", "headcount")
    )


def gaps(
    routes: pl.DataFrame, professions: Sequence[str] = (), kinds: Sequence[str] = ()
) -> pl.DataFrame:
    """Name the professions that have no route, and the routes that each lacks.

    Takes what `availability` takes. Gives one row per profession: profession, headcount, open,
    not_open and not_known (lists of routes), elsewhere (routes not open to it but to another
    profession), verdict (one of `RouteVerdict`: has no route where every route is known not to
    be open), sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    grid = availability(routes, professions, kinds)
    opened = grid.filter(state=RouteState.OPEN).get_column("route").unique().to_list()
    of_state = {
        name: pl.col("route").filter(pl.col("state") == state)
        for name, state in zip(("open", "not_open", "not_known"), RouteState, strict=True)
    }
    told = grid.group_by("profession", maintain_order=True).agg(
        pl.col("headcount").first(),
        **of_state,
        elsewhere=of_state["not_open"].filter(of_state["not_open"].is_in(opened)),
    )
    verdict = (
        pl.when(pl.col("open").list.len() > 0)
        .then(pl.lit(RouteVerdict.HAS_A_ROUTE))
        .when(pl.col("not_known").list.len() == 0)
        .then(pl.lit(RouteVerdict.HAS_NO_ROUTE))
        .otherwise(pl.lit(RouteVerdict.NOT_KNOWN))
    )
    told = told.with_columns(verdict=verdict)
    said = [_gap_sentence(row) for row in told.iter_rows(named=True)]
    return told.with_columns(pl.Series("sentence", said, pl.String))


_INTERVAL: Final = ("share", "low", "high")
_OVERLAPS: Final = (
    (
        pl.col("period_start")
        <= pl.col("period_end")
        .cum_max()
        .shift(1)
        .over("route", "profession", order_by=["period_start", "period_end"])
    )
    .fill_null(value=False)
    .alias("overlapping")
)


def _check(routes: pl.DataFrame) -> None:
    require(routes, "route", "profession", "period_start", "period_end", "available", "headcount")
    pairs = (
        ("completed", "started"),
        ("left_early", "started"),
        ("reached_12_months", "completed"),
        ("retained_12_months", "reached_12_months"),
    )
    for less, more in pairs:
        if (numbers(routes, less, low=0, whole=True) > numbers(routes, more, low=0)).any():
            raise ValueError(f"{less} is larger than {more}")


def _sum_where(known: pl.Expr, what: str | pl.Expr) -> pl.Expr:
    column = pl.col(what) if isinstance(what, str) else what
    return pl.when(known.any()).then(pl.when(known).then(column).sum())


def _listed(routes: pl.DataFrame, name: str, first: Sequence[str]) -> pl.DataFrame:
    there = routes.get_column(name).cast(pl.String).unique().sort().to_list()
    return pl.DataFrame({name: list(dict.fromkeys([*first, *there]))}, schema={name: pl.String})


def _sentence(row: dict[str, Any]) -> str:
    if row["started"] == 0:
        return "Nobody began."
    said = [f"{number_of(row['started'], 'person', 'people')} began"]
    if row["completed"] is None:
        said.append("what became of them is not recorded")
    else:
        said.append(f"{row['completed']:,} completed and {row['left_early']:,} left early")
    if row["reached_12_months"]:
        there = share(row["retained_12_months"], row["reached_12_months"])
        interval = f" ({row['retained_low']:.0%} to {row['retained_high']:.0%})"
        few = row["verdict"] == ShareVerdict.TOO_FEW
        said.append(f"{there} stayed for 12 months{': too few to judge' if few else interval}")
    ending = " Periods overlap, so people may be counted twice." if row["overlapping"] else ""
    return "; ".join(said) + "." + ending


def _words(name: str) -> str:
    return "ASYE" if name == Route.ASYE else name.replace("_", " ")


def _gap_sentence(row: dict[str, Any]) -> str:
    who = _words(row["profession"])
    if row["verdict"] == RouteVerdict.HAS_NO_ROUTE:
        return f"No route is open to {who}."
    if row["verdict"] == RouteVerdict.NOT_KNOWN:
        return f"Whether any route is open to {who} is not known."
    said = [f"Open to {who}: {_names(row['open'])}."]
    if row["not_open"]:
        said.append(f"Not open: {_names(row['not_open'])}.")
    if row["not_known"]:
        said.append(f"Not known: {_names(row['not_known'])}.")
    return " ".join(said)


def _names(routes: list[str]) -> str:
    return listed_up_to([_words(route) for route in routes], most=len(routes))
