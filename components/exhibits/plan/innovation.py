"""Innovation and research: what is tried, how far it has come, what it showed, what spread."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare, of
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.view import View
from vocabulary.plan import INNOVATION_OF_OURS, Stage
from vocabulary.wording import listed, sentence

STAGES = ("spread", "adopted", "evaluated", "pilot", "idea", "stopped")


@declare(
    key="innovation",
    title="Innovation and research by stage",
    question="What is tried, how far has it come, and what did it show?",
    meaning="Pilots, research and practice adopted from elsewhere, by how far they have come.",
    formula="Each by its stage as last recorded: idea, pilot, evaluated, adopted, spread, stopped.",
    source="Innovation records.",
    how_to_read="What has spread comes first. One that was stopped without a word teaches nobody.",
    caveats=("What it showed is the owner's account, not an evaluation.",),
    page="plan",
    place=11070,
    inputs=of("innovation"),
    public=False,
    themes=("innovation", "research"),
    place_on_statement=20,
    records="pilots and studies",
)
def innovation(work: pl.DataFrame, filters: Filters, view: View) -> Content:
    """The exhibit, from the innovation dataset's frame: one row per pilot, study or practice begun
    by the day looked at, furthest stage first."""
    rows = work.filter(pl.col("started") <= filters.until)
    if filters.theme:
        rows = rows.filter(pl.col("themes").list.contains(filters.theme))
    frame = rows.with_columns(
        place=pl.col("stage").replace_strict(
            {stage: place for place, stage in enumerate(STAGES)}, return_dtype=pl.Int64
        ),
        stage_name=pl.col("stage").replace(Stage.labels()),
        kind_name=pl.col("kind").replace(INNOVATION_OF_OURS),
        places=pl.col("spread_to").list.join(", "),
    ).sort("place", "stage_since", "name", nulls_last=True)
    counts = {stage: frame.filter(pl.col("stage") == stage).height for stage in STAGES}
    silent = frame.filter((pl.col("stage") != "idea") & pl.col("showed").is_null()).height
    if frame.is_empty():
        headline = "No pilot or study is on record"
    else:
        headline = (
            f"{counts['spread'] + counts['adopted']} of "
            f"{frame.height} pilots and studies adopted or spread"
        )
    return Content(
        headline=headline,
        subtitle=sentence(
            listed([f"{number} {Stage(s).label.lower()}" for s, number in counts.items() if number])
        )
        or "Nothing recorded yet",
        frame=frame,
        columns={
            "name": "Name",
            "kind_name": "Kind",
            "partner": "Partner",
            "stage_name": "Stage",
            "stage_since": "Since",
            "showed": "What it showed",
            "people": "People reached",
            "places": "Spread to",
        },
        source="Innovation records."
        + (f" What {silent} of them showed is not written down." if silent else ""),
        alternative="; ".join(
            f"{row['name']}: {row['stage_name'].lower()}" for row in frame.iter_rows(named=True)
        ),
        signal="usual",
    )
