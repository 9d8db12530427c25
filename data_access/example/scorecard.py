"""Example Borough's scorecard and front door: what its performance officer brought in last, with
what happened on the way. New telephones answered complex calls sooner and others no sooner; a team
for the waiting list shortened it; home care takes longer to start; some targets are met."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.datasets import EVENT, INDICATOR
from data_access.datasets.indicator import FRONT_DOOR_CONTACTS
from data_access.example.draws import shares_of
from data_access.example.indicators import indicators, path_of
from data_access.example.paths import along
from data_access.example.records import EXAMPLE_BOROUGH, FOLDER
from data_access.example.timeline import (
    LAST_DAY,
    MONTHS,
    QUARTER_ENDS,
    later_months,
    later_quarter_ends,
    quarter_start,
    year_start,
)
from vocabulary.wording import month_end

SOURCE = "Illustrative scorecard, made up for Example Borough"
TELEPHONES = date(2026, 2, 1)
WAITING_LIST_TEAM = date(2025, 12, 1)
CHARGING_LETTERS = date(2025, 11, 3)
_YEARS_END = 3
_OF_CONTACTS = (
    "front_door_answered_in_time",
    "front_door_known_already",
    "front_door_repeat_28_days",
)
_COLUMNS = ("indicator", "name", "unit", "direction", "team", "breakdown_kind", "breakdown")


def scorecard(until: date = LAST_DAY) -> pl.DataFrame:
    """Every figure to a day, columns as the indicator dataset's. What the measures bear on stands
    in the catalogue of indicators."""
    table = pl.read_csv(FOLDER / "scorecard.csv", infer_schema=False)
    parts = [_figures(row, until) for row in table.iter_rows(named=True)]
    return (
        _adding_up(pl.concat(parts), until)
        .with_columns(authority=pl.lit(EXAMPLE_BOROUGH), source=pl.lit(SOURCE))
        .select(
            name for name in INDICATOR.columns if name not in ("statements", "themes", "area_code")
        )
    )


def _figures(row: dict[str, str | None], until: date) -> pl.DataFrame:
    if row["every"] == "quarter":
        story, later = QUARTER_ENDS, later_quarter_ends(until)
        periods = [(quarter_start(end), end) for end in (*story, *later)]
    elif row["every"] == "year":
        story = tuple(end for end in QUARTER_ENDS if end.month == _YEARS_END)
        later = tuple(end for end in later_quarter_ends(until) if end.month == _YEARS_END)
        periods = [(year_start(end), end) for end in (*story, *later)]
    else:
        story, later = MONTHS, later_months(until)
        periods = [(month, month_end(month)) for month in (*story, *later)]
    path, noise = path_of(str(row["path"])), float(row["noise"] or 0)
    told = [str(row[name]) for name in ("indicator", "team", "breakdown") if row[name]]
    pull = (2 * shares_of(" ".join(["scorecard", *told]), len(story), later) - 1) * noise
    per = float(row["per"]) if row["per"] else None
    size = float(row["denominator"]) if row["denominator"] else None
    frame = pl.DataFrame(
        {
            "period_start": [start for start, _ in periods],
            "period_end": [end for _, end in periods],
            "figure": [along(path, start) for start, _ in periods],
            "pull": pull,
        }
    ).with_columns(figure=pl.col("figure") * (1 + pl.col("pull")))
    of = (pl.lit(size) * (1 + pl.col("pull") / 3)).round()
    counted = (pl.col("figure") / per * of).round() if per else pl.col("figure").round()
    # A length of time and an average are no counts.
    whole = row["unit"] in ("contacts", "people", "packages")
    return frame.select(
        *(pl.lit(row[name], pl.String).alias(name) for name in _COLUMNS),
        "period_start",
        "period_end",
        denominator=of if per else pl.lit(None, pl.Float64),
        numerator=pl.min_horizontal(counted, of) if per
        else counted if whole else pl.lit(None, pl.Float64),
        value=pl.lit(None, pl.Float64) if per or whole else pl.col("figure").round(1),
        per=pl.lit(per, pl.Float64),
        target=pl.lit(float(row["target"]) if row["target"] else None, pl.Float64),
    )  # fmt: skip


def _adding_up(rows: pl.DataFrame, until: date) -> pl.DataFrame:
    """The rows, contacts of each kind of group made to add up to all contacts of the month, and
    shares of contacts to be out of them."""
    contacts = indicators(until).filter(pl.col("indicator") == FRONT_DOOR_CONTACTS)
    of_all = pl.col("indicator") == FRONT_DOOR_CONTACTS
    of_contacts = pl.col("indicator").is_in(_OF_CONTACTS)
    within = ("indicator", "period_start", "breakdown_kind")
    upto = pl.col("numerator").cum_sum().over(within) / pl.col("numerator").sum().over(within)
    # What the groups so far come to, rounded, so that no contact is lost or counted twice.
    so_far = (upto * pl.col("everyone")).round()
    share = pl.col("numerator") / pl.col("denominator")
    return (
        rows.join(
            contacts.select("period_start", everyone="numerator"),
            on="period_start", how="left", maintain_order="left",
        )
        .with_columns(so_far=so_far)
        .with_columns(
            numerator=pl.when(of_all)
            .then(pl.col("so_far") - pl.col("so_far").shift(1, fill_value=0).over(within))
            .when(of_contacts)
            .then((share * pl.col("everyone")).round())
            .otherwise("numerator"),
            denominator=pl.when(of_contacts).then("everyone").otherwise("denominator"),
        )
        .drop("everyone", "so_far")
    )  # fmt: skip


def happened() -> pl.DataFrame:
    """What happened on the way, columns as the event dataset's."""
    rows = [
        {
            "event": "New telephones at the front door",
            "day": TELEPHONES,
            "effect": "rebases",
            "why": "Calls are sorted by need before anybody answers, so minutes before and after "
            "are of two ways of working.",
            "indicators": ["front_door_answer_time", "front_door_answered_in_time"],
            "source": "Illustrative minutes of the transformation board, January 2026",
        },
        {
            "event": "A team for the waiting list",
            "day": WAITING_LIST_TEAM,
            "effect": "annotates",
            "statements": None,
            "indicators": ["assessments_waiting", "longest_assessment_wait", "assessments_in_time"],
            "source": "Illustrative minutes of the management team, November 2025",
        },
        {
            "event": "A large home care provider left",
            "day": date(2026, 5, 1),
            "effect": "annotates",
            "indicators": ["home_care_waiting", "home_care_wait", "packages_handed_back"],
            "source": "Illustrative market report, June 2026",
        },
        {
            "event": "New charging letters sent out",
            "day": CHARGING_LETTERS,
            "effect": "annotates",
            "themes": ["complaints"],
            "source": "Illustrative minutes of the management team, November 2025",
        },
    ]
    return pl.DataFrame(
        [{"authority": EXAMPLE_BOROUGH, **row} for row in rows], schema=EVENT.schema
    )
