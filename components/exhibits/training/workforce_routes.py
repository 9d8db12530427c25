"""Ways into a profession and up within it: which are open to whom, and who completes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from components.charts.spec import Grid, StackedBars
from components.exhibits.declaration import Drill, Row, declare, of_whole, whole_to
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.records import Records
from components.exhibits.tables.columns import (
    hidden_counts,
    hidden_shares_alone,
    without_hidden,
)
from components.exhibits.view import View
from measures.statistics.periods import whole_rows
from measures.training.workforce_routes import (
    RouteState,
    RouteVerdict,
    availability,
    gaps,
    progress,
)
from vocabulary.training import PROFESSION_IN_SHORT, ROUTE_IN_SHORT, Route
from vocabulary.wording import SO_FAR, agree, counted, listed, long_date, sentence, within

ROUTES = [route.value for route in Route if route is not Route.OTHER]


def _of_route(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    rows, _ = _chosen(records["workforce_route"], filters, whole_to(records, "workforce_route"))
    same = [pl.col(name) == row[name] for name in ("route", "profession")]
    return rows.filter(pl.col("started").is_not_null(), *same).sort("period_end", descending=True)


@declare(
    key="workforce_routes",
    title="Routes open to each profession",
    question="Which profession has no way in or up?",
    meaning="Whether ASYE, apprenticeship, progression and shadowing are open to a profession.",
    formula=(
        "Open where the newest period says so or people began it; the number is everyone who "
        "began, all periods together."
    ),
    source="Workforce route dataset.",
    how_to_read=(
        "One row a profession, one column a route. A number: open, and how many have begun. "
        "Not open: there is no such route for the profession."
    ),
    caveats=(
        "ASYE belongs to social work by its nature; what others lack there is a supported first "
        "year of their own.",
    ),
    page="learning",
    place=7070,
    inputs=of_whole("workforce_route"),
    themes=("career_routes",),
    place_on_statement=4,
    drill=Drill(
        "workforce_route",
        ("route_name", "profession_name"),
        ("started",),
        _of_route,
        unit="started",
    ),
)
def workforce_routes(
    routes: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """Which routes are open, from the workforce route dataset."""
    rows, still_open = _chosen(routes, filters, whole)
    grid = availability(rows, kinds=ROUTES) if rows.height else availability(rows)
    grid = grid.filter(pl.col("route").is_in(ROUTES))
    public = view.audience == "public"
    frame = _named(grid)
    if public and frame.height:
        keys = ["profession", "route"]
        frame = frame.join(hidden_counts(frame, keys, "started"), on=keys, how="left",
                           maintain_order="left")  # fmt: skip
        frame = without_hidden(frame, "started")
    frame = frame.with_columns(said=_said(), gap=(pl.col("state") == "not open").cast(pl.Int64))
    told = gaps(rows, kinds=ROUTES) if rows.height else gaps(rows)
    without = [
        PROFESSION_IN_SHORT.get(name, name).lower()
        for name in told.filter(pl.col("verdict") == RouteVerdict.HAS_NO_ROUTE).get_column(
            "profession"
        )
    ]
    if still_open:
        without, told = [], told.clear()
    headline = _not_judged(rows) if still_open else _headline(frame, without)
    missing = told.filter(pl.col("elsewhere").list.len() > 0)
    said = [row["sentence"] for row in missing.iter_rows(named=True) if row["open"]]
    return Content(
        headline=headline,
        subtitle=f"ASYE, apprenticeship, progression and shadowing by profession, {view.council}"
        + (f", {SO_FAR}" if still_open else ""),
        frame=frame,
        columns={
            "profession_name": "Profession",
            "route_name": "Route",
            "state": "State",
            "started": "Began",
            **({} if public else {"headcount": "People in post"}),
        },
        counts_of_people=("started",),
        source="Workforce records, newest period of each route.",
        alternative=" ".join(told.get_column("sentence").to_list()),
        verdict=_routes_verdict(told, missing.height > 0 or bool(without)),
        meaning=" ".join(said[:2]),
        chart=Grid("profession_name", "route_name", "gap", said="said"),
        signal="attention" if without else "usual",
    )


@declare(
    key="workforce_progress",
    title="Who completes a route",
    question="Who completes a route, who leaves it, who stays?",
    meaning="Of the people who began a route, how many completed, left early or are still on it.",
    formula="People of all periods that recorded it, added up; periods hold different people.",
    source="Workforce route dataset.",
    how_to_read="The whole bar is everyone who began; its parts are what became of them.",
    page="learning",
    place=7060,
    inputs=of_whole("workforce_route"),
    drill=Drill("workforce_route", ("name",), ("started",), _of_route, unit="started"),
)
def workforce_progress(
    routes: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """Who completes, from the workforce route dataset."""
    rows, still_open = _chosen(routes, filters, whole)
    found = progress(rows)
    frame = (
        _named(found.filter(pl.col("completed").is_not_null() & (pl.col("started") > 0)))
        .with_columns(name=pl.format("{}: {}", "route_name", pl.col("profession_name")))
        .sort("started", descending=True)
    )
    public = view.audience == "public"
    if public and frame.height:
        parts = [
            hidden_shares_alone(frame, part, "started")
            for part in ("completed", "left_early", "still_on", "retained_12_months")
        ]
        reached = hidden_shares_alone(frame, "retained_12_months", "reached_12_months")
        hidden = parts[0] | parts[1] | parts[2] | parts[3] | reached
        frame = without_hidden(
            frame.with_columns(hidden.alias("hidden")),
            "started", "completed", "left_early", "still_on", "reached_12_months",
            "retained_12_months",
        )  # fmt: skip
    counts = ("started", "completed", "left_early", "still_on", "reached_12_months",
              "retained_12_months")  # fmt: skip
    # One row hidden beside a total would be given away: the public sees no totals.
    known = frame.with_columns(known=pl.col("started") - pl.col("not_known"))
    left, began = (
        None if public else int(known.get_column(name).fill_null(0).sum())
        for name in ("left_early", "known")
    )
    if frame.is_empty():
        headline = "Nobody is recorded to have begun a route"
    elif still_open:
        headline = _not_judged(rows)
    elif began is None:
        headline = "Most who begin a route are still on it or have completed it"
        shown = frame.filter(pl.col("started").is_not_null())
        if shown.is_empty():
            headline = "Numbers on the routes are too small to show"
        elif shown["left_early"].sum() * 2 > shown["started"].sum():
            headline = "Many who begin a route leave it early"
    else:
        headline = f"{sentence(counted(left or 0, 'person', 'people'))} of {began} left a route "
        headline += "before the end"
    stay = [] if public or still_open else [row["sentence"] for row in frame.iter_rows(named=True)]
    content = Content(
        headline=headline,
        subtitle=f"People who began a route, by route and profession, {view.council}"
        + (f", {SO_FAR}" if still_open else ""),
        frame=frame,
        columns={
            "route_name": "Route",
            "profession_name": "Profession",
            "started": "Began",
            "completed": "Completed",
            "left_early": "Left early",
            "still_on": "Still on it",
            "reached_12_months": "Completed a year ago",
            "retained_12_months": "Of those, still here",
        },
        counts_of_people=counts,
        source="Workforce records, all periods in the choice.",
        alternative="; ".join(f"{row['name']}: {text}" for row, text in
                              zip(frame.iter_rows(named=True), stay, strict=False)),
        meaning=f"{frame.item(0, 'name')}: {within(stay[0])}" if stay else "",
        verdict="",
        chart=StackedBars(
            "name",
            (("completed", "Completed"), ("still_on", "Still on it"), ("left_early", "Left early")),
            horizontal=True,
        )
        if frame.height and frame["started"].drop_nulls().len()
        else None,
        signal="usual",
    )  # fmt: skip
    said = "What became of people who began a route is not recorded"
    content = unless_not_recorded(content, rows, said, "completed")
    return unless_not_recorded(content, rows, said, "left_early")


def _chosen(
    routes: pl.DataFrame, filters: Filters, whole: date | None
) -> tuple[pl.DataFrame, bool]:
    """Rows of whole periods up to the last day of the choice, or where there are none, those that
    there are, and True. Routes take years: the period's start cuts nothing."""
    ever = replace(filters, since=None).within(routes, "period_end")
    return whole_rows(ever, pl.col("period_end"), whole)


def _not_judged(rows: pl.DataFrame) -> str:
    until = long_date(rows.get_column("period_end").max())  # type: ignore[arg-type]
    return f"The period to {until} is only counted {SO_FAR}, and not judged yet"


def _routes_verdict(told: pl.DataFrame, gap: bool) -> str:
    if told.is_empty():
        return ""
    if gap:
        return "Named gaps."
    return "Not fully recorded." if told["not_known"].list.len().sum() else "No gap found."


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    order = {name: at for at, name in enumerate(PROFESSION_IN_SHORT)}
    places = {name: at for at, name in enumerate(ROUTES)}
    return (
        frame.with_columns(
            profession_name=pl.col("profession").replace(PROFESSION_IN_SHORT),
            route_name=pl.col("route").replace(ROUTE_IN_SHORT),
            at=pl.col("profession").replace_strict(order, default=99),
            then=pl.col("route").replace_strict(places, default=99),
        )
        .sort("at", "then")
        .drop("at", "then")
    )


def _said() -> pl.Expr:
    began = pl.format("{} began", pl.col("started").fill_null(0))
    number = pl.when(pl.col("started").is_null()).then(pl.lit("open")).otherwise(began)
    return (
        pl.when(pl.col("state") == "not open")
        .then(pl.lit("not open"))
        .when(pl.col("state") == RouteState.NOT_KNOWN)
        .then(pl.lit("not known"))
        .otherwise(number)
    )


def _headline(frame: pl.DataFrame, without: list[str]) -> str:
    if frame.is_empty():
        return "No workforce routes are recorded for this choice"
    if without:
        return f"No route is open to {listed(without)}"
    lacking = frame.filter(pl.col("state") == "not open").get_column("profession").n_unique()
    lack = agree(lacking, "lacks", "lack")
    if frame.filter(pl.col("state") == RouteState.NOT_KNOWN).height:
        if not lacking:
            return "Whether every route is open to every profession is not recorded"
        lead = sentence(counted(lacking, "profession"))
        return f"{lead} {lack} some route; some are not recorded"
    if lacking:
        return f"Every profession has a route; {counted(lacking, 'profession')} {lack} some"
    return "Every profession has every route"
