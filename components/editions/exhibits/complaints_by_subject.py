"""What complaints of the newest whole year were about, and the teams they were about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from components.charts.spec import Bars, Intervals
from components.editions.exhibits.parts import (
    OwnRecords,
    Share,
    Tables,
    caveats,
    cell,
    label_words,
    labels,
    said,
    share,
    share_rows,
    year_words,
    years,
)
from components.exhibits.exhibit import Content, Definition
from measures.disclosure.count_tables import ProtectedTable
from measures.editions.complaints import IN_TIME, LATE, NAMED, NOT_NAMED, UPHELD
from measures.statistics.breakdown import NOT_RECORDED
from measures.statistics.comparison import proportions
from measures.statistics.comparison_wording import AgainstExpected
from vocabulary.labels import code_in_words
from vocabulary.verdict import Verdict
from vocabulary.wording import listed

_ALL: Final = "All teams"
_FEWEST: Final = 6  # answers below which no share can be told from another


def _themes(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    found = years(tables.all("complaints_received_by_theme"))
    if not found:
        return None
    newest, before = found[0], found[1] if len(found) > 1 else None
    whole = _all_of(newest)
    names = [label for label in labels(newest, "theme") if label != NOT_RECORDED]
    rows = []
    for theme in names:
        count = cell(newest, theme=theme, named=NAMED)
        earlier = cell(before, theme=theme, named=NAMED) if before else 0
        called = themes.get(theme, code_in_words(theme))
        rows.append((called, count, said(count), said(earlier), _percent(count, whole)))
    rows.sort(key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
    none = cell(newest, theme=NOT_RECORDED, named=NAMED)
    unsaid = none is None or none > 0
    if unsaid:
        earlier = cell(before, theme=NOT_RECORDED, named=NAMED) if before else 0
        rows.append(("Not recorded", none, said(none), said(earlier), _percent(none, whole)))
    frame = pl.DataFrame(
        rows,
        schema={
            "name": pl.String,
            "count": pl.Int64,
            "count_said": pl.String,
            "before_said": pl.String,
            "percent_said": pl.String,
        },
        orient="row",
    )
    columns = {
        "name": "What it was about",
        "count_said": "Complaints",
        "percent_said": "Of all received (%)",
    }
    if before is not None:
        columns["before_said"] = "Year before"
    year = year_words(newest)
    return Content(
        headline=_theme_headline(rows, whole, year),
        subtitle=f"Complaints received in the {year}, by what they were about",
        frame=frame,
        columns=columns,
        source="The council's record of complaints. One complaint may be about several things.",
        alternative="; ".join(
            f"{name}: {'not shown' if count is None else f'{count:,}'}" for name, count, *_ in rows
        ),
        chart=Bars("name", "count", unit="complaints")
        if any(row[1] is not None for row in rows)
        else None,
        signal="usual",
        caveats=caveats([newest, before]),
    )


def _all_of(table: ProtectedTable) -> int | None:
    """All complaints of a table of themes: those that name one and those that do not."""
    for theme in labels(table, "theme"):
        both = cell(table, theme=theme, named=NAMED), cell(table, theme=theme, named=NOT_NAMED)
        if None not in both:
            return sum(filter(None, both))
    return None


def _theme_headline(
    rows: list[tuple[str, int | None, str, str, str]], whole: int | None, year: str
) -> str:
    shown = [(name, count) for name, count, *_ in rows if count and name != "Not recorded"]
    if not shown or whole is None:
        return f"What complaints of the {year} were about is not shown: the numbers are small"
    name, count = shown[0]
    said_of = f"{count:,} of {whole:,} complaints received in the {year} were about {_lower(name)}"
    # Only where every number is shown can one be called the most.
    all_shown = all(count is not None for _, count, *_ in rows)
    first = len(shown) < 2 or shown[1][1] < count
    return f"{said_of}, more than about anything else" if all_shown and first else said_of


def _lower(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _percent(count: int | None, whole: int | None) -> str:
    return "[c]" if count is None or not whole else f"{100 * count / whole:.0f}"


def _teams(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    upheld_by = next(iter(years(tables.all("complaints_answered_by_team"))), None)
    if upheld_by is None:
        return None
    received = tables.of("complaints_received_by_team", upheld_by.period)
    in_time_by = tables.of("complaints_answered_in_time_by_team", upheld_by.period)
    teams = sorted(
        {*labels(upheld_by, "team"), *(labels(received, "team") if received else [])},
        key=lambda team: (team == NOT_RECORDED, team),
    )
    named = [(_ALL, None), *((label_words(team), team) for team in teams)]
    shares, rows = [], []
    for name, team in named:
        of_team = {} if team is None else {"team": team}
        answered = cell(upheld_by, **of_team)
        upheld = Share(cell(upheld_by, **of_team, finding=UPHELD), answered)
        in_time = share(
            cell(in_time_by, **of_team, answered=IN_TIME),
            cell(in_time_by, **of_team, answered=LATE),
        )
        shares.append((name, upheld))
        rows.append((said(cell(received, **of_team)) if received else "–",
                     said(in_time.part), said(in_time.whole)))  # fmt: skip
    told = pl.DataFrame(
        rows, schema=["received_said", "in_time_said", "in_time_of_said"], orient="row"
    )
    frame = pl.concat([share_rows(shares), told], how="horizontal")
    overall = shares[0][1]
    frame, verdict, judged, meaning = _against_all(frame, overall)
    year = year_words(upheld_by)
    return Content(
        headline=_team_headline(frame, overall, year),
        subtitle=f"Complaints by team, {year}; share of answers that upheld, in full or in part",
        frame=frame,
        columns={
            "name": "Team",
            "received_said": "Received",
            "whole_said": "Answered",
            "part_said": "Upheld in full or in part",
            "share_said": "Upheld (%)",
            "interval_said": "95% interval (%)",
            "in_time_said": "Answered in time",
            "in_time_of_said": "In time or late",
        },
        source="The council's record of complaints: received and answered by the year of each, "
        "withdrawn ones in neither.",
        alternative="; ".join(
            f"{row['name']}: "
            + (f"{row['part']} of {row['whole']} upheld" if row["whole"] else "not shown")
            for row in frame.iter_rows(named=True)
        ),
        verdict=verdict,
        judged=judged,
        meaning=meaning,
        chart=Intervals(
            "name",
            "share",
            "low",
            "high",
            apart="upheld_more",
            enough="enough",
            reference=overall.part / overall.whole
            if overall.part is not None and overall.whole
            else None,
            reference_label=f"all teams {overall.percent}" if overall.known else "",
            most=1.0,
        )
        if frame.get_column("share").drop_nulls().len()
        else None,
        signal="attention" if judged is Verdict.BEYOND_CHANCE else "usual",
        caveats=caveats([upheld_by, received, in_time_by]),
    )


def _against_all(
    frame: pl.DataFrame, overall: Share
) -> tuple[pl.DataFrame, str, Verdict | None, str]:
    """The frame with stands_out (more than chance from all teams together), upheld_more (of these,
    those with a larger share) and enough, and what is
    concluded of the teams that are shown."""
    judged = frame.with_row_index().filter(
        (pl.col("name") != _ALL) & pl.col("whole").is_not_null() & overall.known
    )
    enough = pl.col("whole").fill_null(0) >= _FEWEST
    found: dict[int, str] = {}
    if judged.height and overall.part is not None and overall.whole:
        # As many comparisons as teams: the bar is raised, or one in twenty would stand out.
        against = proportions(
            judged.select("index", x="part", n="whole", expected=overall.part / overall.whole),
            confidence=1 - 0.05 / judged.height,
        )
        found = dict(against.select("index", "verdict").rows())
    out = [AgainstExpected.HIGHER, AgainstExpected.LOWER]
    stands = [found.get(place) in out for place in range(frame.height)]
    more = [found.get(place) is AgainstExpected.HIGHER for place in range(frame.height)]
    marked = frame.with_columns(
        enough.alias("enough"), pl.Series("stands_out", stands), pl.Series("upheld_more", more)
    )
    if not found:
        return marked, "", None, ""
    higher = [
        frame.item(place, "name") for place, said in found.items() if said == AgainstExpected.HIGHER
    ]
    lower = [
        frame.item(place, "name") for place, said in found.items() if said == AgainstExpected.LOWER
    ]
    if not higher and not lower:
        return marked, "Within chance.", Verdict.WITHIN_CHANCE, (
            "No team that is shown differs from all teams together by more than chance can bring."
        )  # fmt: skip
    told = [
        f"{listed(names)}: a {way} share than chance explains."
        for names, way in ((higher, "larger"), (lower, "smaller"))
        if names
    ]
    return marked, "Not chance.", Verdict.BEYOND_CHANCE, " ".join(told)


def _team_headline(frame: pl.DataFrame, overall: Share, year: str) -> str:
    out = frame.filter("stands_out").get_column("name").to_list()
    if out:
        return f"{listed(out)} stood out in how often complaints were upheld in the {year}"
    if overall.known:
        return (
            f"{overall.percent} of answers to complaints upheld them in the {year}; "
            "teams are shown where numbers allow"
        )
    return f"How often complaints about each team were upheld in the {year} is not shown"


THEMES = OwnRecords(
    Definition(
        key="edition_themes",
        title="What complaints were about",
        meaning="How many complaints of a year were about each theme.",
        formula="Complaints that name the theme, and as a share of all received in the year.",
        source="The council's record of complaints, sorted by its codebook of themes.",
        how_to_read="One bar a theme. Bars add up to more than there are complaints.",
    ),
    ("complaints_received_by_theme",),
    _themes,
    newest=2,
)
TEAMS = OwnRecords(
    Definition(
        key="edition_teams",
        title="Complaints by team",
        meaning="How many complaints there were about each team, and how often they were upheld.",
        formula=(
            "Upheld in full or in part ÷ answered in the year, with Clopper and Pearson's 95% "
            "interval; each team against all together by the exact binomial test, the bar divided "
            "by the number of teams."
        ),
        source="The council's record of complaints.",
        how_to_read=(
            "The mark is a team's share, the line how far chance could move it. Where the dashed "
            "line of all teams crosses it, the team is within chance. There is no ranking: teams "
            "do different work."
        ),
    ),
    (
        "complaints_received_by_team",
        "complaints_answered_by_team",
        "complaints_answered_in_time_by_team",
    ),
    _teams,
    newest=1,
)
