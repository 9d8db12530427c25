"""Example Borough's other numbers: contacts, waits, shares in time, and the cases that are open."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.datasets import INDICATOR
from data_access.datasets.indicator import OPEN_CASES
from data_access.example.draws import Draws, shares_of
from data_access.example.paths import Path, along
from data_access.example.records import EXAMPLE_BOROUGH, FOLDER
from data_access.example.timeline import (
    LAST_DAY,
    MONTHS,
    QUARTER_ENDS,
    later_months,
    later_quarter_ends,
    quarter_start,
)
from data_access.store.bulk import split_list
from vocabulary.wording import month_end

SOURCE = "Illustrative monthly performance table, made up for Example Borough"

# Open cases by team and practice area, which audits are a sample of.
_OPEN = {
    "North locality team": {
        "assessment": 96,
        "support_planning": 210,
        "mental_capacity": 34,
        "carers": 52,
    },
    "South locality team": {
        "assessment": 88,
        "support_planning": 195,
        "direct_payments": 120,
        "carers": 47,
    },
    "Central locality team": {"assessment": 92, "mental_capacity": 38, "support_planning": 201},
    "Reviewing team": {"review": 330, "mental_capacity": 21},
    "Front door team": {"assessment": 74, "safeguarding": 29},
    "Occupational therapy team": {"occupational_therapy": 265},
    "Hospital team": {"hospital_discharge": 118, "mental_capacity": 26},
    "Safeguarding and DoLS team": {"safeguarding": 97, "mental_capacity": 64},
    "Mental health team": {"mental_health": 142, "mental_capacity": 31},
    "Transitions team": {"transitions": 86},
    "Sensory team": {"assessment": 79},
}


def indicators(until: date = LAST_DAY) -> pl.DataFrame:
    """Every figure to a day, columns as the indicator dataset's."""
    return pl.concat([_monthly(until), _open_cases(until)], how="diagonal").with_columns(
        authority=pl.lit(EXAMPLE_BOROUGH), source=pl.lit(SOURCE)
    )


def _monthly(until: date) -> pl.DataFrame:
    later = later_months(until)
    months = (*MONTHS, *later)
    table = pl.read_csv(FOLDER / "indicators.csv", infer_schema=False)
    parts = []
    for row in table.iter_rows(named=True):
        path = path_of(row["path"])
        pull = 2 * shares_of(row["indicator"], len(MONTHS), later) - 1
        heights = [along(path, month) for month in months]
        parts.append(
            pl.DataFrame(
                {
                    "indicator": row["indicator"],
                    "period_start": months,
                    "period_end": [month_end(month) for month in months],
                    "height": heights,
                    "pull": pull * float(row["noise"]),
                }
            )
        )
    share = pl.col("per").is_not_null()
    figure = pl.col("height") * (1 + pl.col("pull"))
    out_of = (pl.col("denominator") * (1 + pl.col("pull") / 3)).round()
    wait = pl.col("unit").is_in(["days", "weeks"])
    return (
        pl.concat(parts)
        .join(table.drop("path", "noise"), on="indicator", how="left", maintain_order="left")
        .with_columns(
            pl.col("per", "target", "denominator").cast(pl.Float64),
            pl.col("direction"),
            statements=split_list(pl.col("statements")),
            themes=split_list(pl.col("themes")),
        )
        .with_columns(denominator=pl.when(share).then(out_of))
        .with_columns(
            numerator=pl.when(share)
            .then((figure / 100 * pl.col("denominator")).round())
            .when(~wait)
            .then(figure.round()),
            value=pl.when(wait).then(figure.round(1)),
        )
        .select(name for name in INDICATOR.columns if name not in _LATER)
    )


_LATER = ("authority", "team", "breakdown", "breakdown_kind", "area_code", "source")


def _open_cases(until: date) -> pl.DataFrame:
    draws = Draws("open cases")
    ends = [(end, draws) for end in QUARTER_ENDS]
    ends += [(end, Draws(f"open cases {end}")) for end in later_quarter_ends(until)]
    rows = [
        (OPEN_CASES, "Open cases", quarter_start(end), end, team, area, _near(drawn, usual))
        for end, drawn in ends
        for team, areas in _OPEN.items()
        for area, usual in areas.items()
    ]
    schema = {
        "indicator": pl.String,
        "name": pl.String,
        "period_start": pl.Date,
        "period_end": pl.Date,
        "team": pl.String,
        "breakdown": pl.String,
        "numerator": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        unit=pl.lit("cases"), direction=pl.lit("neutral")
    )


def _near(draws: Draws, usual: int) -> float:
    return float(round(usual * (0.93 + 0.14 * float(draws.shares(1)[0]))))


def path_of(text: str) -> Path:
    """A path as a cell has it: months and heights, parted by semicolons."""
    points = [point.split() for point in text.split(";")]
    return tuple((date.fromisoformat(f"{month}-01"), float(height)) for month, height in points)
