"""Why the nearest neighbours are near: what each is like, and how far apart by what."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.peers import register_of
from components.exhibits.view import View
from measures.peers.distance import NEIGHBOURS, distances
from vocabulary.wording import listed_up_to


@declare(
    key="peer_nearest",
    title="Why these councils are near",
    question="Why is a council a neighbour of ours?",
    meaning="How far every other council is from ours by people, density, deprivation and type.",
    formula="The difference of the logarithms of population and of people per km², and of the "
    "Index of Multiple Deprivation's average score, each in standard deviations of all "
    "councils; another type counts 1. The distance is the square root of the sum of the squares. "
    f"The {NEIGHBOURS} nearest are the neighbours.",
    source="The register of councils: population, area, deprivation and type, each with its year.",
    how_to_read="The smaller the distance, the more alike. Apart says in standard deviations how "
    "much more (+) or less (−) than ours a council has.",
    caveats=(
        "Who lives in a place is more than these four figures; another choice of figures would "
        "give other neighbours.",
    ),
    page="compare",
    place=30140,
    public=False,
    inputs=lambda records, request, view: (register_of(records),),
    next_step="Bring in the register of councils with your own in it.",
)
def peer_nearest(register: pl.DataFrame, view: View) -> Content:
    """The exhibit, from the register."""
    found = distances(register, view.council)
    own = register.filter(pl.col("authority") == view.council)
    frame = found.filter("nearest").with_columns(
        name=pl.coalesce("short_name", "authority"),
        per_km2=pl.col("density").round(0).cast(pl.Int64),
        source=pl.coalesce("source", "source_name"),
        **{f"{name}_shown": pl.col(f"{name}_apart").round(1) for name in ("population", "density")},
        deprivation_shown=pl.col("deprivation_apart").round(1),
        distance_shown=pl.col("distance").round(2),
        type_shown=pl.col("type_apart").round(1),
    )
    names = frame.get_column("name").to_list()
    headline = f"Most like us: {listed_up_to(names)}" if names else "What is near us is not known"
    mine = own.row(0, named=True) if own.height else None
    return Content(
        headline=headline,
        subtitle=f"{view.council}: {mine['population']:,} people, {mine['area_km2']:,.0f} km², "
        f"deprivation score {mine['deprivation']:g}"
        if mine and names
        else f"{view.council} is not in the register with its population, area and deprivation",
        frame=frame,
        columns={
            "name": "Council",
            "authority_type": "Type",
            "region": "Region",
            "population": "Population",
            "population_year": "Year",
            "per_km2": "People per km²",
            "deprivation": "Deprivation score",
            "deprivation_year": "Of",
            "population_shown": "Population apart",
            "density_shown": "Density apart",
            "deprivation_shown": "Deprivation apart",
            "type_shown": "Type apart",
            "distance_shown": "Distance",
            "source": "Source",
        },
        source="Register of councils.",
        signal="usual",
    )
