"""How far people have been through the suggested coding, and how often they agreed."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.view import View
from measures.findings.counts import coding_review as reviewed
from vocabulary.wording import counted, long_date, none_or, sentence


@declare(
    key="coding_review",
    title="Coding confirmed and corrected",
    question="How much of the coding has a person looked at, and how often did the suggestion "
    "stand?",
    meaning="How many findings a person has looked at, and how often the suggestion stood.",
    formula=(
        "Decided: by a person. Confirmed: one by one, as suggested in polarity, evidence category "
        "and themes. Corrected: any of them changed. Accepted together: many at once, none by "
        "itself."
    ),
    source="Every suggestion is kept beside the decision.",
    how_to_read="The more is confirmed, the more the counts by theme can be relied on.",
    caveats=(
        "People tend to look at doubtful findings first, so corrections are over-represented.",
    ),
    page="evidence",
    place=6010,
    inputs=lambda records, request, view: (records["finding"],),
    public=False,
)
def coding_review(findings: pl.DataFrame, view: View) -> Content:
    """The exhibit, from the council's findings."""
    counts = reviewed(findings)
    together = counts.pop("together")
    open_ones = counts["findings"] - counts["decided"]
    if not counts["findings"]:
        headline = "No findings are recorded yet"
    elif not open_ones and together:
        headline = f"{sentence(counted(together, 'coding'))} accepted together{_when(findings)}"
    elif not open_ones:
        headline = "Every coding has been confirmed or corrected by a person"
    else:
        waiting = counted(open_ones, "finding")
        headline = (
            f"{sentence(waiting)} still {'have' if open_ones > 1 else 'has'} a suggested coding"
        )
    return Content(
        headline=headline,
        subtitle=f"{sentence(counted(counts['findings'], 'finding'))}: "
        f"{none_or(counts['confirmed'])} confirmed, {none_or(counts['corrected'])} corrected"
        f"{f', {together} accepted together' if together else ''}"
        if counts["findings"]
        else "Import a published report on the Data page",
        # Only where there are any: packs kept before the difference was made go on verifying.
        frame=pl.DataFrame([counts | ({"together": together} if together else {})]),
        columns=({"together": "Accepted together"} if together else {})
        | {
            "findings": "Findings",
            "decided": "Decided by a person",
            "confirmed": "Confirmed as suggested",
            "corrected": "Corrected",
            "polarity_kept": "Polarity kept",
        },
        source="Decisions recorded here.",
        signal="unknown" if open_ones else "usual",
    )


def _when(findings: pl.DataFrame) -> str:
    """The day on which codings were accepted together, where it was one."""
    days = findings.filter(pl.col("coded_by") == "together").get_column("recorded_at").dt.date()
    return f" on {long_date(days[0])}" if days.n_unique() == 1 else ""
