"""What the new technology changed: a measure of the front door before and after a dated event."""

from __future__ import annotations

from typing import Final

import polars as pl

from components.charts.spec import SeriesPanels
from components.exhibits.declaration import ExhibitRequest, Row, declare
from components.exhibits.exhibit import Content, Exhibit
from components.exhibits.front_door.chain import PAGE, SOURCE
from components.exhibits.indicators.judged import judged
from components.exhibits.indicators.one_measure import BEHIND, SO_FAR_POINT
from components.exhibits.indicators.since import (
    CLAIMS,
    JUDGED,
    NOT_BECAUSE,
    READINGS,
    SIGNALS,
    in_words,
)
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.front_door.technology import Interrupted, interrupted
from measures.indicators.before_after import Since
from vocabulary.front_door import FRONT_DOOR_THEME
from vocabulary.indicators import period_in_words
from vocabulary.verdict import Verdict
from vocabulary.wording import listed, long_date, sentence, within

FOR: Final = {
    Since.WORSE: "worse for",
    Since.BETTER: "better for",
    Since.HIGHER: "higher for",
    Since.LOWER: "lower for",
    Since.NO_SIGNAL: "no change is shown for",
    Since.MOVING_BEFORE: "changing already before for",
    Since.TOO_FEW: "too few figures to judge for",
}
_NOTHING: Final = "No event at the front door has figures before and after it yet"
_SINCE: Final = (
    "points_before", "points_after", "level_before", "level_after", "difference",
    "difference_low", "difference_high", "first_signal", "verdict", "chart",
)  # fmt: skip


def _technology(
    records: Records, request: ExhibitRequest, view: View
) -> tuple[Interrupted | None, pl.DataFrame]:
    return memo(records, _interrupted), judged(records).measures


def _interrupted(records: Records) -> Interrupted | None:
    return interrupted(judged(records))


@declare(
    key="front_door_technology",
    title="What changed at the front door",
    question="What did the new technology change, and what did it not?",
    meaning="A measure of the front door before and after the newest event that touches it.",
    formula=(
        "An interrupted control chart: figures after the event against limits drawn from those "
        "before it alone, for each reason of contact by itself. A change is claimed only where the "
        "chart signals it and the 95% interval of the difference leaves out 0."
    ),
    source="Indicator dataset, and recorded events.",
    how_to_read=(
        "The vertical line is the event; the dashed lines that go on after it are the limits of "
        "before. Groups with and without a change side by side say more than an average of both."
    ),
    caveats=(NOT_BECAUSE,),
    page=PAGE,
    place=20150,
    inputs=_technology,
    public=False,
    themes=(FRONT_DOOR_THEME,),
    place_on_statement=33,
    drill=BEHIND,
    next_step="Record what happened and from which day, under “What happened” on this page.",
)
def front_door_technology(found: Interrupted | None, measures: pl.DataFrame, view: View) -> Content:
    """The exhibit: a row for each group and month, with what its before and after come to."""
    if found is None:
        return Content(
            headline=_NOTHING,
            subtitle="Before and after an event",
            frame=pl.DataFrame(schema=dict.fromkeys(("group", "figure"), pl.String())),
            columns={},
            source=SOURCE,
            judged=Verdict.NOT_RECORDED,
        )
    measure = measures.filter(pl.col("measure") == found.measure).row(0, named=True)
    since = found.since.with_columns(unit=pl.lit(measure["unit"], pl.String))
    rows = list(since.iter_rows(named=True))
    claimed = [row for row in rows if row["verdict"] in CLAIMS]
    worst = min(rows, key=lambda row: list(FOR).index(Since(row["verdict"])))
    said = "; ".join(f"{row['group']}: {in_words(row)}".rstrip(".") for row in rows)
    by = f", recorded by {found.recorded_by}" if found.recorded_by else ""
    return Content(
        headline=_headline(found.event, rows),
        subtitle=f"{measure['name']}, before and after {long_date(found.day)}{by}",
        frame=_shown(found.points, since, measure["frequency"]).with_columns(
            measure=pl.lit(found.measure)
        ),
        columns={
            "group": "Of",
            "period": "Period",
            "figure": "Figure",
            "lower_limit": "Usual from",
            "upper_limit": "Usual to",
            "lower_before": "Before: from",
            "upper_before": "Before: to",
        },
        source=SOURCE,
        alternative=f"{_headline(found.event, rows)}. {said}",
        verdict="A change is shown." if claimed else "No change is shown.",
        judged=JUDGED.get(Since(worst["verdict"]), Verdict.BEYOND_CHANCE),
        meaning=f"{said}.",
        chart=SeriesPanels(
            panel="group",
            note="note",
            period="period",
            date="date",
            value="figure",
            mean="mean",
            lower="lower_limit",
            upper="upper_limit",
            meaning="meaning",
            target="target",
            rebased="range",
            mean_before="mean_before",
            lower_before="lower_before",
            upper_before="upper_before",
            unit=measure["unit"] or "",
            events=((str(found.day), found.event),),
        ),
        signal=SIGNALS[worst["verdict"]],
    )


_LIMITS: Final = ("mean", "lower_limit", "upper_limit", "mean_before", "lower_before",
                  "upper_before")  # fmt: skip


def _shown(points: pl.DataFrame, since: pl.DataFrame, frequency: str | None) -> pl.DataFrame:
    """The points with what they are called and what stands under each group's name; limits of what
    is never below nought are not either."""
    notes = since.select(
        "group", "event", "unit", *_SINCE,
        note=pl.col("verdict").replace_strict(
            {verdict.value: words for verdict, words in READINGS.items()}, return_dtype=pl.String
        ),
    )  # fmt: skip
    least = pl.when(pl.col("figure").min() >= 0).then(0.0)
    periods = [period_in_words(day, frequency) for day in points.get_column("date")]
    return points.with_columns(
        pl.Series("period", periods, dtype=pl.String),
        *(
            pl.when(pl.col(name).is_not_null()).then(pl.max_horizontal(name, least)).round(2)
            .alias(name)
            for name in _LIMITS
        ),
        meaning=pl.when("so_far").then(pl.lit(SO_FAR_POINT)).otherwise("meaning"),
    ).join(notes, on="group", how="left", maintain_order="left")  # fmt: skip


def _headline(event: str, rows: list[Row]) -> str:
    said = []
    for verdict, words in FOR.items():
        groups = [within(row["group"]) for row in rows if row["verdict"] == verdict]
        if groups:
            said.append(f"{words} {listed(groups)}")
    return f"Since “{event}”: {'; '.join(said)}"


def front_door_answer(chain: Exhibit, technology: Exhibit) -> str:
    """What there is to say of the front door in one sentence, from `front_door_chain` and
    `front_door_technology`: what changed since the event, where that is shown; else what happens
    there."""
    said = [
        f"{words} {listed([within(group) for group in groups])}"
        for verdict, words in FOR.items()
        if verdict in CLAIMS and (groups := _groups(technology.frame, verdict))
    ]
    if not said:
        return chain.headline
    return f"{sentence('; '.join(said))} since “{technology.frame.item(0, 'event')}”"


def _groups(frame: pl.DataFrame, verdict: Since) -> list[str]:
    if frame.is_empty():
        return []
    rows = frame.filter(pl.col("verdict") == verdict.value)
    return rows.get_column("group").unique(maintain_order=True).to_list()
