"""Findings that come back in a team after it was told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.records import names_of_themes
from components.exhibits.view import View
from measures.audits.repeat_findings import (
    re_audit_results,
    re_audits,
    repeat_findings,
    repeat_summary,
)
from measures.disclosure.suppression import DEFAULT
from measures.statistics.recorded import recorded
from vocabulary.wording import counted, long_date, within

SHOWN = 6
ENOUGH = 6


@declare(
    key="audit_repeats",
    title="Findings that come back",
    question="What comes back after a team was told of it?",
    meaning="Themes that a team was told of, by an audit fed back or a lesson shared, and that "
    "audits then found in its work again.",
    formula="Team and theme pairs found again since the team was told ÷ pairs with an audit since. "
    "Each row: audits since that found the theme ÷ audits since.",
    source="Practice audits and lessons.",
    how_to_read=(
        "A high share means that telling the team changed little. The table has every pair, with "
        "the exact 95% interval of its share."
    ),
    caveats=(
        "A theme is broad: the same theme found twice need not be the same fault.",
        "The more audits a team has had since, the likelier one of them finds it again.",
    ),
    page="practice",
    place=9040,
    inputs=lambda records, request, view: (
        records["audit"],
        records["learning"],
        names_of_themes(records),
        request.filters,
    ),
    public=False,
    attention=5,
    themes=("quality_assurance", "learning_embedded"),
    place_on_statement=7,
    records="audits and lessons",
)
def audit_repeats(
    audits: pl.DataFrame,
    lessons: pl.DataFrame,
    themes: Mapping[str, str],
    filters: Filters,
    view: View,
) -> Content:
    """The exhibit, from audits, lessons and the names of themes. Teams may have been told at any
    time, so the period's beginning does not count here."""
    seen = replace(filters, since=None, theme=None).within(audits, "audited")
    found = repeat_findings(seen, lessons, filters.until)
    if filters.theme:
        found = found.filter(pl.col("theme") == filters.theme)
    if view.audience == "public":
        few = pl.any_horizontal(
            part.is_between(1, DEFAULT.threshold - 1)
            for part in (pl.col("found_since"), pl.col("audits_since") - pl.col("found_since"))
        )
        found = found.filter(~few)
    summary = repeat_summary(found).row(0, named=True)
    again = re_audit_results(re_audits(seen, filters.until)).row(0, named=True)
    frame = found.with_columns(
        name=pl.col("theme").replace(dict(themes)),
        enough=pl.col("audits_since") >= ENOUGH,
    )
    frame = frame.sort(
        ["enough", "share", "found_since"], descending=True, nulls_last=True, maintain_order=True
    )
    if summary["looked_at"]:
        headline = (
            f"{summary['again']:,} of {summary['looked_at']:,} findings came back after the team "
            "was told"
        )
    else:
        headline = "No team has been audited since it was told of a finding"
    worst = frame.filter((pl.col("found_since") > 0) & pl.col("enough")).head(1)
    verdict = meaning = ""
    if worst.height:
        row = worst.row(0, named=True)
        verdict = f"Most often: {within(row['name'])}, {row['team']}."
        meaning = (
            f"Told on {long_date(row['told_on'])}, found in {row['found_since']:,} of "
            f"{row['audits_since']:,} audits since."
        )
    content = Content(
        headline=headline,
        subtitle=f"Themes found again in a team's audits, most often first, "
        f"{filters.team or 'all teams'}",
        frame=frame,
        columns={
            "team": "Team",
            "name": "Theme",
            "told_on": "Told on",
            "told_by": "Told by",
            "audits_since": "Audits since",
            "found_since": "Found again in",
            "share": "Share",
            "low": "Interval from",
            "high": "Interval to",
            "last_found": "Last found",
            "verdict": "Verdict",
        },
        source="Practice audits and lessons."
        + (f" {again['sentence']}" if recorded(seen, "re_audit_of") else ""),
        alternative=" ".join(frame.head(SHOWN).get_column("sentence").to_list()),
        verdict=verdict,
        meaning=meaning,
        signal="attention" if summary["again"] else "usual",
    )
    said = "What audits found to fall short is not recorded"
    content = unless_not_recorded(content, seen, said, "themes")
    if recorded(lessons, "shared_on"):
        return content
    said = "When teams were told of findings is not recorded"
    return unless_not_recorded(content, seen, said, "fed_back")


def repeat_detail(row: dict[str, Any]) -> str:
    """The line under a theme that came back: in how many audits since when, and how sure."""
    said = f"{row['found_since']:,} of {counted(row['audits_since'], 'audit')} since "
    said += f"{long_date(row['told_on'])} found it again"
    if not row["enough"]:
        return f"{said}: too few to judge."
    return f"{said} ({row['share']:.0%}; interval {row['low']:.0%} to {row['high']:.0%})."
