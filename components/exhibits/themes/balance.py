"""Themes: where they bear, how strengths and shortfalls balance, and everything on one timeline."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from components.charts.spec import Grid, OpposedBars
from components.exhibits.declaration import ExhibitRequest, declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.statistics.recorded import recorded
from measures.themes.timeline import SOURCES, SPEAKING, by_statement, named_themes, theme_evidence
from vocabulary.findings import POLARITY_IN_A_LIST
from vocabulary.record_kinds import KIND_IN_SHORT
from vocabulary.wording import counted, listed_up_to, sentence, within

_CHOOSE = "Choose a theme"


def _coded(
    records: Records, request: ExhibitRequest, view: View
) -> tuple[Mapping[str, pl.DataFrame], pl.DataFrame, Filters]:
    """Every dataset whose records are coded by theme, the codebook and the filters."""
    return {name: records[name] for name in SOURCES}, records["theme"], request.filters


@declare(
    key="themes_statements",
    title="Themes by quality statement",
    question="What runs through all quality statements?",
    meaning="For every theme and quality statement, how many shortfalls were found.",
    formula="Findings of the newest document of each kind, counted by theme and statement.",
    source="Findings of assessments and reviews, coded by theme.",
    how_to_read=(
        "A darker cell holds more shortfalls. The second number is strengths. Follow a theme's "
        "name to everything known about it."
    ),
    caveats=("A finding may carry several themes, so that columns add to more than the findings.",),
    page="themes",
    place=3010,
    inputs=lambda records, request, view: (
        {name: records[name] for name in ("finding", "theme")},
        records.framework.frame(),
    ),
    public=False,
)
def themes_statements(
    records: Mapping[str, pl.DataFrame], statements: pl.DataFrame, view: View
) -> Content:
    """The heat map. `records`: finding and theme; `statements`: the framework's frame."""
    evidence = theme_evidence({"finding": records["finding"]}, view.today)
    cells = by_statement(evidence.filter("current"), records["theme"], statements)
    cells = cells.filter(pl.col("findings").sum().over("theme") > 0).with_columns(
        said=pl.when(pl.col("findings") > 0).then(
            pl.format("{} | {}", pl.col("shortfall"), pl.col("strength"))
        ),
    )
    totals = (
        cells.group_by("theme", "theme_name", maintain_order=True)
        .agg(pl.col("shortfall").sum(), (pl.col("shortfall") > 0).sum().alias("across"))
        .sort("shortfall", "across", descending=True, maintain_order=True)
    )
    headline = "No finding is coded to a theme yet"
    if totals.height:
        most = totals.item(0, "shortfall")
        names = totals.filter(pl.col("shortfall") == most).get_column("theme_name").to_list()
        headline = "No theme carries a shortfall"
        if most and len(names) == 1:
            across = counted(totals.item(0, "across"), "quality statement")
            headline = f"Shortfalls are most often about {within(names[0])}; {most}, in {across}"
        elif most:
            tied = sentence(counted(len(names), "theme"))
            said = listed_up_to([within(name) for name in names])
            headline = f"{tied} tie for most shortfalls, {most} each; they are {said}"
    return Content(
        headline=headline,
        subtitle=f"Shortfalls | strengths, findings of the newest documents, {view.council}",
        frame=cells.select(
            "theme", "theme_name", "short_name", "shortfall", "strength", "findings", "said"
        ),
        columns={
            "theme_name": "Theme",
            "short_name": "Quality statement",
            "shortfall": "Shortfalls",
            "strength": "Strengths",
            "findings": "Findings",
        },
        source="Findings as coded by rule or by a person.",
        chart=Grid("theme_name", "short_name", "shortfall", said="said"),
        signal="attention" if totals.height and totals.item(0, "shortfall") else "usual",
    )


@declare(
    key="theme_balance",
    title="Strengths against shortfalls on a theme",
    question="What does each source say about a theme?",
    meaning="What each source says about the theme: how often good, how often short.",
    formula=(
        "Findings as coded; complaints upheld at least partly are shortfalls; compliments are "
        "strengths; audits name both."
    ),
    source="Findings, complaints, compliments and practice audits.",
    how_to_read="Shortfalls to the left, strengths to the right, a row for each source.",
    caveats=(
        "Sources differ in what they can see: audits look for faults, compliments for none. "
        "Compare a source with itself over time, not with another.",
    ),
    page="theme",
    place=4010,
    inputs=_coded,
    public=False,
)
def theme_balance(
    records: Mapping[str, pl.DataFrame], codebook: pl.DataFrame, filters: Filters, view: View
) -> Content:
    """The opposed bars, of the filters' theme. `records`: frames by dataset name."""
    rows = _of_theme(records, filters, view)
    count = pl.col("count")
    spoken = (
        rows.filter(pl.col("source").is_in(SPEAKING))
        .group_by("source")
        .agg(
            count.filter(pl.col("polarity") == "shortfall").sum().alias("shortfall"),
            count.filter(pl.col("polarity") == "strength").sum().alias("strength"),
        )
        .filter(pl.col("shortfall") + pl.col("strength") > 0)
        .with_columns(name=pl.col("source").replace(KIND_IN_SHORT))
        .sort("shortfall", "name", descending=[True, False])
    )
    spoken = _without_silence(spoken, records)
    name = _name(codebook, filters)
    if spoken.is_empty():
        headline = f"Nothing recorded says whether {within(name)} is good or short"
    else:
        short = " and ".join(
            f"{row['shortfall']} in {_plural(row['source'])}"
            for row in spoken.drop_nulls("shortfall").head(2).iter_rows(named=True)
        )
        headline = f"{sentence(name)}: shortfalls, {short}"
    return Content(
        headline=headline,
        subtitle=f"What each source says, {filters.words}",
        frame=spoken,
        columns={"name": "Source", "shortfall": "Shortfalls", "strength": "Strengths"},
        source="Findings, complaints, compliments and practice audits coded to the theme.",
        alternative="What each source says of it. "
        + "; ".join(
            f"{row['name']}: {_many(row['shortfall'], 'shortfall')}, "
            f"{_many(row['strength'], 'strength')}"
            for row in spoken.iter_rows(named=True)
        ),
        chart=OpposedBars("name", "shortfall", "strength", "Shortfalls", "Strengths", 4),
        signal="unknown",
    )


@declare(
    key="theme_timeline",
    title="Everything on a theme, newest first",
    question="What is known on a theme, and what is done?",
    meaning="Every record that is coded to the theme, from all sources, on one timeline.",
    formula="Records of all datasets with the theme, by their day.",
    source="Findings, complaints, compliments, audits, lessons, coproduction, actions, innovation.",
    how_to_read="What falls short, what is good, and what is being done stand in one list.",
    page="theme",
    place=4020,
    inputs=_coded,
    public=False,
)
def theme_timeline(
    records: Mapping[str, pl.DataFrame], codebook: pl.DataFrame, filters: Filters, view: View
) -> Content:
    """The list, newest first. `records`: frames by dataset name."""
    rows = _of_theme(records, filters, view).sort("day", descending=True)
    silent = [name for name, ends in _ENDS.items() if not recorded(records[name], *ends)]
    frame = rows.with_columns(
        kind=pl.col("source").replace(KIND_IN_SHORT),
        way=pl.when(pl.col("source").is_in(silent) & (pl.col("polarity") == "in_progress"))
        .then(pl.lit("Not recorded"))
        .otherwise(pl.col("polarity").replace(POLARITY_IN_A_LIST)),
        said=pl.coalesce(pl.col("text"), pl.col("team"), pl.lit("No words are kept")),
        where=pl.coalesce(pl.col("reference"), pl.lit("")),
    ).select("day", "kind", "way", "said", "where", "source", "polarity")
    done = rows.filter(~pl.col("source").is_in(SPEAKING))
    name = _name(codebook, filters)
    headline = f"{sentence(counted(rows.height, 'record'))} on {within(name)}"
    if rows.height:
        headline += f", {done.height} of them about what is being done"
    return Content(
        headline=headline,
        subtitle=f"All sources, {filters.words}",
        frame=frame,
        columns={
            "day": "Day",
            "kind": "Source",
            "way": "What it says",
            "said": "In words",
            "where": "Reference",
        },
        source="All datasets that are coded by theme.",
    )


def _of_theme(records: Mapping[str, pl.DataFrame], filters: Filters, view: View) -> pl.DataFrame:
    evidence = theme_evidence(records, filters.until, filters.since)
    kept = evidence.filter(pl.col("theme") == (filters.theme or ""))
    return kept.filter(pl.col("team") == filters.team) if filters.team else kept


def _name(codebook: pl.DataFrame, filters: Filters) -> str:
    named = named_themes(pl.DataFrame({"theme": [filters.theme or ""]}), codebook)
    found = named.filter(pl.col("theme") == (filters.theme or ""))
    return str(found.item(0, "name")) if found.height and filters.theme else _CHOOSE.lower()


_ENDS = {
    "complaint": ("outcome", "responded"),
    "learning": ("embedded_on",),
    "coproduction": ("result",),
    "action": ("closed", "complete"),
}
"""What says that something is no longer going on, by source."""
_RESTS_ON = (
    ("complaint", "outcome", "shortfall"),
    ("audit", "themes", "shortfall"),
    ("audit", "strengths", "strength"),
)
"""Which field a source's count rests on."""


def _without_silence(spoken: pl.DataFrame, records: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The counts without those that rest on a field which nobody ever filled."""
    for source, field, count in _RESTS_ON:
        if not recorded(records[source], field):
            silent = pl.col("source") == source
            spoken = spoken.with_columns(pl.when(~silent).then(count).alias(count))
    return spoken


def _many(number: int | None, thing: str) -> str:
    things = thing if number == 1 else f"{thing}s"
    return f"{things} not recorded" if number is None else f"{number} {things}"


def _plural(source: str) -> str:
    return f"{KIND_IN_SHORT[source].lower()}s"
